// The page's pictures one by one, large: arrows, swipe and keys; pinching is left to the browser.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words;
  var shown = Array.prototype.slice.call(doc.querySelectorAll("[data-js*='/gallery-'] > a"));
  var sheet = doc.querySelector("style").sheet, at = 0, from = null;

  // The page's policy lets in the page's own style alone; these rules join it.
  [
    ".gallery{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;background:#0c0706;color:#f8f1e2;overflow:hidden;touch-action:pan-y pinch-zoom}",
    ".gallery[open]{display:grid;grid-template-rows:auto minmax(0,1fr) auto}",
    ".gallery::backdrop{background:#0c0706}",
    ".gallery div{display:flex;align-items:center;justify-content:space-between;gap:.5rem;padding:.3rem .5rem}",
    ".gallery button,.gallery div a{min-width:56px;min-height:56px;padding:0 .6rem;border:0;background:none;color:inherit;font:inherit;display:inline-flex;align-items:center;justify-content:center;cursor:pointer}",
    ".gallery figure{margin:0;min-height:0;display:grid;grid-template-rows:minmax(0,1fr) auto}",
    ".gallery picture{min-height:0}",
    ".gallery img{width:100%;height:100%;object-fit:contain}",
    ".gallery figcaption{padding:.6rem 1.1rem;color:inherit;max-height:38vh;overflow-y:auto}",
    ".gallery figcaption *{color:inherit}",
    ".gallery :focus-visible{outline-color:#8ab8ff;outline-offset:-3px}",
  ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });

  function make(name, text, parent, act) {
    var e = doc.createElement(name);
    if (text) e.textContent = text;
    if (act) { e.type = "button"; e.onclick = act; }
    parent.append(e);
    return e;
  }
  function named(e, label) { e.setAttribute("aria-label", label); e.lang = words.lang; return e; }

  var box = make("dialog", "", doc.body), top = make("div", "", box);
  var count = make("span", "", top), whole = make("a", words.whole, top);
  named(make("button", "×", top, function () { box.close(); }), words.close);
  var stage = make("figure", "", box), steps = make("div", "", box);
  var back = named(make("button", "←", steps, function () { show(at - 1); }), words.before);
  var on = named(make("button", "→", steps, function () { show(at + 1); }), words.after);
  box.className = "gallery";
  whole.lang = words.lang;
  stage.lang = doc.documentElement.lang; // what stands under a picture is the page's
  named(box, words.gallery);
  count.setAttribute("role", "status");
  steps.hidden = shown.length < 2;

  function show(number) {
    at = (number + shown.length) % shown.length;
    var link = shown[at], picture = link.querySelector("picture").cloneNode(true), said = (link.closest("figure") || link.parentNode).querySelector("figcaption") || doc.querySelector(".credit");
    Array.prototype.forEach.call(picture.querySelectorAll("[sizes]"), function (e) { e.sizes = "100vw"; });
    picture.querySelector("img").loading = "eager";
    stage.textContent = "";
    stage.append(picture);
    if (said) {
      var under = make("figcaption", "", stage);
      under.append.apply(under, Array.prototype.slice.call(said.cloneNode(true).childNodes));
      Array.prototype.forEach.call(under.querySelectorAll("sup"), function (mark) { mark.remove(); }); // they lead below
    }
    count.textContent = steps.hidden ? "" : at + 1 + " / " + shown.length;
    whole.href = link.href;
  }

  shown.forEach(function (link, number) {
    link.addEventListener("click", function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey || !box.showModal) return;
      e.preventDefault();
      show(number);
      window.ditich.modal(box);
    });
  });
  box.addEventListener("close", function () { stage.textContent = ""; shown[at].focus(); });
  box.addEventListener("keydown", function (e) {
    if (e.key === "ArrowLeft") back.click();
    if (e.key === "ArrowRight") on.click();
  });
  box.addEventListener("touchstart", function (e) { from = e.touches.length === 1 ? e.touches[0] : null; });
  box.addEventListener("touchend", function (e) {
    var to = e.changedTouches[0];
    if (!from || window.visualViewport && visualViewport.scale > 1.01) return;
    var x = to.clientX - from.clientX, y = to.clientY - from.clientY;
    if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) show(at + (x < 0 ? 1 : -1));
  });
})();
