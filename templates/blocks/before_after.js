// Lays the later of two pictures over the earlier one; a native slider says how much of each is seen.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words;

  function compare(part) {
    var start = part.querySelector("button.go"), frames = part.querySelectorAll("figure > div"), dates = part.querySelectorAll("figcaption > b");
    var box = doc.createElement("div"), over = null, range = doc.createElement("input"), ends = doc.createElement("p");

    function cut() {
      over.style.clipPath = "inset(0 0 0 " + range.value + "%)"; // the border follows the thumb
      range.setAttribute("aria-valuetext", dates[0].textContent + ": " + range.value + " %");
    }
    function tell(shut) {
      start.replaceChildren.apply(start, shut ? said : [words.close]);
      start.lang = shut ? tongue : words.lang;
    }
    function begin() {
      if (over) { box.hidden = !box.hidden; tell(box.hidden); return; }
      var under = frames[0].cloneNode(true);
      over = frames[1].cloneNode(true);
      under.append(over);
      under.style.position = "relative";
      over.style.position = "absolute";
      over.style.inset = "0";
      over.style.overflow = "hidden";
      Array.prototype.forEach.call(under.querySelectorAll("img"), function (img) {
        img.loading = "eager";
        img.alt = ""; // both are described below
        img.style.height = "100%";
        img.style.objectFit = "cover";
      });
      range.type = "range";
      range.value = 50;
      range.setAttribute("aria-label", start.dataset.label);
      range.style.width = "100%";
      range.style.minHeight = "48px";
      range.style.margin = "0";
      range.oninput = cut;
      ends.style.display = "flex";
      ends.style.justifyContent = "space-between";
      [0, 1].forEach(function (n) { var b = doc.createElement("b"); b.textContent = dates[n].textContent; ends.append(b); });
      box.append(under, range, ends);
      start.after(box);
      tell(false);
      cut();
      range.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    }
    var said = Array.prototype.slice.call(start.childNodes), tongue = window.ditich.tongue(start);
    start.onclick = begin;
  }

  Array.prototype.forEach.call(doc.querySelectorAll('[data-js*="/before_after-"]'), compare);
})();
