// A minute of silence for whoever wishes to keep one: a dark, still screen. No sound; one may leave at any time.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words, sheet = doc.querySelector("style").sheet, end = 0, ticking;
  var begin = doc.querySelector("[data-do=silence]");

  // The page's policy lets in the page's own style alone; these rules join it.
  [
    ".silence{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:1.5rem;border:0;background:#0c0706;color:#f8f1e2;text-align:center}",
    ".silence[open]{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:1.2rem}",
    ".silence::backdrop{background:#0c0706}",
    ".silence p{margin:0}",
    ".silence b{font:600 1.6rem/1.3 var(--serif,serif)}",
    ".silence button{min-width:8rem;min-height:56px;padding:0 1.2rem;border:1px solid;border-radius:2rem;background:none;color:inherit;font:inherit;cursor:pointer}",
    ".silence :focus-visible{outline-color:#8ab8ff}",
  ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });

  function make(name, text, parent) {
    var e = doc.createElement(name);
    e.textContent = text;
    parent.append(e);
    return e;
  }
  var box = make("dialog", "", doc.body), name = make("p", "", box), left = make("p", "", box), over = make("p", "", box);
  var leave = make("button", words.close, box);
  make("b", begin.textContent, name);
  box.className = "silence";
  box.lang = window.ditich.tongue(begin);
  left.lang = over.lang = leave.lang = words.lang;
  box.setAttribute("aria-label", begin.textContent);
  left.setAttribute("role", "timer"); // shown, and not read out second by second
  over.setAttribute("role", "status");
  leave.type = "button";
  leave.onclick = function () { box.close(); };
  box.addEventListener("close", function () { clearTimeout(ticking); });

  function tick() {
    var seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    left.textContent = seconds ? words.seconds.replace("{n}", seconds) : "";
    if (seconds) ticking = setTimeout(tick, 250);
    else over.textContent = words.over;
  }
  begin.addEventListener("click", function () {
    end = Date.now() + 60000;
    over.textContent = "";
    window.ditich.modal(box);
    tick();
  });
})();
