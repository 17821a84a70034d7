// A picture's points one by one: the number that is told is lit, its words stand right under the picture.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words;

  function list(selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }

  function tour(part) {
    var marks = list("svg a", part), told = list("ol > li", part), start = part.querySelector("button.go"); // a link under the picture may look alike
    var bar = doc.createElement("nav"), count = doc.createElement("span"), at = -1;
    told.forEach(function (li, n) { li.value = n + 1; li.tabIndex = -1; });

    function button(label, text, act) {
      var b = doc.createElement("button");
      b.type = "button";
      b.className = "go";
      b.textContent = text;
      b.lang = words.lang;
      if (label) b.setAttribute("aria-label", label);
      b.onclick = act;
      bar.append(b);
    }
    function show(number) {
      var inside = doc.activeElement === told[at];
      at = (number + told.length) % told.length;
      bar.hidden = false;
      start.hidden = true;
      told.forEach(function (li, n) { li.hidden = n !== at; });
      marks.forEach(function (a, n) { if (n === at) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current"); });
      count.textContent = at + 1 + " / " + told.length;
      if (inside) told[at].focus({ preventScroll: true });
    }
    function all() {
      bar.hidden = true;
      start.hidden = false;
      told.forEach(function (li) { li.hidden = false; });
      marks.forEach(function (a) { a.removeAttribute("aria-current"); });
      start.focus();
    }

    bar.hidden = true;
    bar.style.display = "flex";
    bar.style.flexWrap = "wrap";
    bar.style.alignItems = "baseline";
    bar.style.gap = ".6rem";
    bar.style.marginBottom = "1rem";
    bar.setAttribute("aria-label", start.textContent);
    bar.lang = window.ditich.tongue(start);
    button(words["point-before"], "←", function () { show(at - 1); });
    bar.append(count);
    button(words["point-after"], "→", function () { show(at + 1); });
    button("", words["point-all"], all);
    part.querySelector("ol").before(bar);
    part.querySelector("ol").setAttribute("aria-live", "polite");

    start.onclick = function () {
      show(0);
      bar.lastChild.previousSibling.focus({ preventScroll: true });
      part.querySelector("figure").scrollIntoView({ block: "nearest" });
    };
    marks.forEach(function (a, n) {
      a.addEventListener("click", function (e) {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        show(n);
        told[n].focus({ preventScroll: true });
        told[n].scrollIntoView({ block: "nearest" });
      });
    });
    part.addEventListener("keydown", function (e) {
      if (at < 0 || bar.hidden || e.altKey || e.ctrlKey || e.metaKey) return;
      if (e.key === "ArrowRight") show(at + 1);
      else if (e.key === "ArrowLeft") show(at - 1);
      else if (e.key === "Escape") all();
    });
  }

  list('[data-js*="/pointed_picture-"]', doc).forEach(tour);
})();
