// Where one has been, on this phone alone. Without the script the trail is whole; nothing is won here.
(function () {
  "use strict";
  var doc = document, status = doc.getElementById("Been"), steps = doc.querySelectorAll("[data-step]"), clear;
  var KEY = "ditich-been", been = {};
  try { been = JSON.parse(localStorage.getItem(KEY)) || {}; } catch (e) { /* private window, or not ours */ }

  function keep() { try { localStorage.setItem(KEY, JSON.stringify(been)); } catch (e) { /* this visit only */ } }
  function button(words, act) {
    var b = doc.createElement("button");
    b.type = "button";
    b.className = "go";
    b.textContent = words;
    if (status.lang) b.lang = status.lang; // where the words are not the page's own
    b.onclick = function () { act(); keep(); show(); };
    return b;
  }
  function show() {
    var count = 0;
    Array.prototype.forEach.call(steps, function (li) {
      var here = been[li.dataset.step] === 1;
      count += here;
      li.classList.toggle("been", here);
      li.lastElementChild.setAttribute("aria-pressed", here);
    });
    status.textContent = count ? status.dataset.kept.replace("{n}", count) : "";
    clear.hidden = !count;
  }
  Array.prototype.forEach.call(steps, function (li) {
    var key = li.dataset.step;
    li.append(button(li.dataset.been, function () { if (been[key]) delete been[key]; else been[key] = 1; }));
  });
  clear = button(status.dataset.clear, function () {
    Array.prototype.forEach.call(steps, function (li) { delete been[li.dataset.step]; });
    status.focus();
  });
  status.tabIndex = -1;
  doc.querySelector(".steps").after(clear);
  show();
})();
