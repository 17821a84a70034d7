// The keeper's door, behind a PIN: how the machine is, how loud it may be, a new generation, its log.
(function () {
  "use strict";
  var doc = document, kiosk = window.ditich.kiosk, words = JSON.parse(doc.getElementById("Dark").dataset.said);
  if (doc.getElementById("Admin")) return;
  var box = doc.createElement("dialog"), pin = "", sheet = doc.querySelector("style").sheet;
  [
    "#Admin{border:3px solid var(--gold);border-radius:calc(3*var(--mm));padding:calc(6*var(--mm));background:var(--card);color:var(--ink);max-width:92vw;max-height:92vh;overflow-y:auto}",
    "#Admin .pad{display:grid;grid-template-columns:repeat(3,calc(1.1*var(--key)));gap:calc(2*var(--mm));justify-content:center}",
    "#Admin button{min-height:var(--key);min-width:var(--key);padding:0 1rem;border:2px solid var(--gold);border-radius:calc(2*var(--mm));background:none;color:inherit;cursor:pointer}",
    "#Admin .row{display:flex;flex-wrap:wrap;gap:calc(3*var(--mm));margin-top:1rem}",
    "#Admin pre{white-space:pre-wrap;font:.7rem/1.5 ui-monospace,monospace;max-height:30vh;overflow-y:auto}",
  ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });
  box.id = "Admin";
  box.setAttribute("aria-label", words.title);
  doc.body.append(box);
  function make(name, parent, text) { var e = doc.createElement(name); if (text !== undefined) e.textContent = text; parent.append(e); return e; }
  function button(parent, text, act) { var b = make("button", parent, text); b.type = "button"; b.onclick = act; return b; }
  function close() { box.close(); box.remove(); }
  function ask(what, more) { return kiosk.post("admin", Object.assign({ pin: pin, do: what }, more)).catch(function () { return { ok: false, why: "gone" }; }); }
  function why(told) { return told.said ? told.said[doc.documentElement.lang] || told.said.en : words["why-" + told.why] || words["why-other"]; }

  function door() {
    box.replaceChildren();
    pin = "";
    make("h2", box, words.pin);
    var said = make("p", box, "");
    said.setAttribute("role", "status");
    var pad = make("div", box);
    pad.className = "pad";
    Array.from("123456789").concat(["⌫", "0", "✓"]).forEach(function (sign) {
      var b = button(pad, sign, function () {
        if (sign === "⌫") pin = pin.slice(0, -1);
        else if (sign === "✓") { ask("state").then(function (told) { if (told.ok) room(told); else { said.textContent = why(told); pin = ""; } }); return; }
        else pin += sign;
        said.textContent = "•".repeat(pin.length);
      });
      if (sign === "⌫") b.setAttribute("aria-label", words.erase);
      if (sign === "✓") b.setAttribute("aria-label", words.enter);
    });
    row([[words.close, close]]);
  }
  function row(pairs) {
    var r = make("div", box);
    r.className = "row";
    pairs.forEach(function (pair) { button(r, pair[0], pair[1]); });
  }
  function room(told, word) {
    box.replaceChildren();
    make("h2", box, words.title);
    var said = make("p", box, ""), list = make("dl", box);
    list.className = "facts";
    said.setAttribute("role", "status");
    (told.facts[doc.documentElement.lang] || told.facts.en).forEach(function (pair) {
      var d = make("div", list);
      make("dt", d, pair[0]);
      make("dd", d, pair[1]);
    });
    said.textContent = word || "";
    // What was done shows in the facts: they are asked for once more.
    function act(what, more) {
      return function () {
        said.textContent = words.working;
        ask(what, more).then(function (done) {
          if (!done.ok) { said.textContent = why(done); return; }
          ask("state").then(function (now) { if (now.ok) room(now, words.done); else said.textContent = words.done; });
        });
      };
    }
    function louder(by) { return act("volume", { volume: Math.max(10, Math.min(100, told.volume_limit + by)) }); }
    row([["−", louder(-10)], ["+", louder(10)], [words.update, act("update")], [words.rollback, act("rollback")], [words.restart, act("restart")]]);
    var log = make("pre", box, "");
    row([[words.log, function () { ask("log").then(function (told) { log.textContent = told.ok ? told.lines.join("\n") : why(told); }); }],
      [words.test, function () { location.replace(kiosk.top + "test/"); }], [words.close, close]]);
  }
  door();
  box.showModal();
})();
