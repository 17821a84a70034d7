// How far the waiting screen's pictures go, and so how long they take: measured once they have their width.
(function () {
  "use strict";
  var doc = document, strip = doc.querySelector(".strip"), shown = strip.children.length;
  var n = shown - (doc.querySelector(".still") ? 0 : 2); // the first two once more, where the pan begins anew
  strip.style.setProperty("--n", n);
  function measure() { if (strip.children[n]) strip.style.setProperty("--way", strip.children[n].offsetLeft - strip.children[0].offsetLeft + "px"); }
  window.addEventListener("load", measure);
  window.addEventListener("resize", measure);
})();
