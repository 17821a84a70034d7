// Letters on the glass for a field that searches: the Vietnamese alphabet with its tones. Nobody needs the marks,
// for the search finds without them; who knows them comes sooner to the one name.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement, sheet = doc.querySelector("style").sheet;
  var field = doc.querySelector("input[type=search]");
  if (!field || doc.getElementById("Letters")) return;
  [
    "#Letters{grid-row:3;display:grid;gap:calc(2*var(--mm));padding:calc(2*var(--mm));justify-content:center;background:var(--deep);color:var(--shell)}",
    "body:has(#Letters){grid-template-rows:auto minmax(0,1fr) auto auto}",
    "body:has(#Letters) .console{grid-row:4}",
    "#Letters div{display:flex;flex-wrap:wrap;gap:calc(2*var(--mm));justify-content:center}",
    "#Letters button{min-width:max(12*var(--mm),1.6rem);height:max(13*var(--mm),1.9rem);padding:0 calc(2*var(--mm));border:1px solid #ffffff3d;border-radius:calc(1.5*var(--mm));background:#ffffff1f;color:inherit;font:600 calc(6*var(--mm))/1 system-ui,sans-serif;cursor:pointer}",
    "#Letters button:active{background:var(--gold);color:#1a0f0c}",
    "#Letters .long{min-width:calc(34*var(--mm))}",
    "#Letters .long,#Letters [lang]{font-size:calc(4.5*var(--mm))}",
  ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });

  var WIDE = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "ăâđêôơư"], TONES = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
  var KHMER = ["កខគឃងចឆជឈញ", "ដឋឌឍណតថទធន", "បផពភមយរលវ", "សហឡអឥឧឯឱ", "ាិីឹឺុូួើ", "ឿៀេែៃោៅំះ", "្៍៌៏័"];
  var NAMES = { "\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng" };
  var board = doc.createElement("div"), words = doc.querySelector("[data-wipe]").dataset;
  board.id = "Letters";
  board.setAttribute("role", "region");
  board.setAttribute("aria-label", words.letters);

  function type(text) {
    var at = field.selectionStart === null ? field.value.length : field.selectionStart, end = field.selectionEnd || at;
    if (text === "\b") { if (at === end && at) at -= 1; text = ""; }
    // A tone falls on the letter before it and takes the place of another; what cannot bear one stays as it is.
    else if (NAMES[text]) {
      var bare = field.value.slice(at - 1, at).normalize("NFD").replace(/[\u0300\u0301\u0309\u0303\u0323]/g, "");
      if (!/^[aeiouyAEIOUY]/.test(bare)) return;
      var old = field.value.slice(at - 1, at);
      text = (bare + text).normalize("NFC");
      if (text === old) text = bare.normalize("NFC"); // the same tone again takes it away
      at -= 1;
    }
    field.value = field.value.slice(0, at) + text + field.value.slice(end);
    field.setSelectionRange(at + text.length, at + text.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function key(parent, text, label, name, act) {
    var b = doc.createElement("button");
    b.type = "button";
    b.tabIndex = 0;
    b.textContent = label;
    if (name) b.setAttribute("aria-label", name);
    // The field keeps the focus, so that its caret stays where it is.
    b.addEventListener("pointerdown", function (e) { e.preventDefault(); });
    b.addEventListener("click", act || function () { type(text); });
    parent.append(b);
    return b;
  }
  function row() { var d = doc.createElement("div"); board.append(d); return d; }
  function rows(lines) { lines.forEach(function (line) { var r = row(); Array.from(line).forEach(function (c) { key(r, c, c); }); }); }

  // Where ten keys of 12 mm and their gaps have no room, the alphabet in rows of eight.
  var em = parseFloat(getComputedStyle(root).fontSize), mm = em / parseFloat(getComputedStyle(root).getPropertyValue("--letter"));
  var narrow = innerWidth < 146 * mm ? "aăâbcdđe êghiklmn oôơpqrst uưvxyfjwz 12345678 90".split(" ") : WIDE;
  rows(root.lang === "km" ? KHMER : narrow);
  var last = row();
  if (root.lang !== "km") TONES.forEach(function (t) { key(last, t, NAMES[t]).lang = "vi"; });
  last = row();
  key(last, "", words.wipe, "", function () { field.value = ""; field.dispatchEvent(new Event("input", { bubbles: true })); }).className = "long";
  key(last, " ", words.space, "").className = "long";
  key(last, "\b", "⌫ " + words.back, "").className = "long";

  field.inputMode = "none"; // no keyboard of the system over ours
  doc.body.insertBefore(board, doc.querySelector(".console"));
  field.focus();
})();
