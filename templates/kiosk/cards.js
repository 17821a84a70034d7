// A card covers all: its one button has the focus until it closes, then what opened it has it again.
(function () {
  "use strict";
  var doc = document, pressed = null, opener = null;
  function card() { return doc.querySelector(".card:target .go"); }
  doc.addEventListener("click", function (e) { pressed = e.target.closest("a[href]"); }, true);
  window.addEventListener("hashchange", function () {
    if (card()) { opener = pressed; card().focus(); } else if (opener) { opener.focus({ preventScroll: true }); opener = null; }
  });
  doc.addEventListener("keydown", function (e) {
    if (!card()) return;
    if (e.key === "Tab") { e.preventDefault(); card().focus(); }
    if (e.key === "Escape") card().click();
  });
})();
