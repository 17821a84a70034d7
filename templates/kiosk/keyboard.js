// Letters on the glass for a field that searches: the Vietnamese alphabet with its tones. Nobody needs the marks,
// for the search finds without them; who knows them comes sooner to the one name.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement, sheet = doc.querySelector("style").sheet;
  var fields = doc.querySelectorAll("input[type=search]"), field = fields[0];
  if (!field || doc.getElementById("Letters")) return;
  [
    "#Letters{grid-row:3;display:grid;gap:calc(2*var(--mm));padding:calc(2*var(--mm));justify-content:center;background:var(--deep);color:var(--shell);--cap:max(12*var(--mm),1.6rem,2.6vmin)}",
    "body:has(#Letters:not([hidden])){grid-template-rows:auto minmax(0,1fr) auto auto}",
    "body:has(#Letters:not([hidden])) .console{grid-row:4}",
    "#Letters div{display:flex;flex-wrap:wrap;gap:calc(2*var(--mm));justify-content:center}",
    "#Letters button{min-width:var(--cap);height:calc(1.08*var(--cap));padding:0 calc(2*var(--mm));border:1px solid #ffffff3d;border-radius:calc(1.5*var(--mm));background:#ffffff1f;color:inherit;font:600 calc(.5*var(--cap))/1 system-ui,sans-serif;cursor:pointer}",
    "#Letters button:active{background:var(--gold);color:#1a0f0c}",
    "#Letters button:focus-visible{outline-color:#8ab8ff}",
    "#Letters .long{min-width:calc(2.4*var(--cap))}",
    "#Letters.low .long{min-width:calc(1.7*var(--cap))}",
    "#Letters .long,#Letters [lang]{font-size:calc(.37*var(--cap))}",
    "#Letters [lang=km]{font:600 calc(.55*var(--cap))/1 K,system-ui,sans-serif}",
  ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });

  // Rows by the room there is: as on a typewriter; the alphabet in rows of eight; four long rows where the screen is low.
  var WIDE = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "ăâđêôơư", "*", "<"];
  var NARROW = ["aăâbcdđe", "êghiklmn", "oôơpqrst", "uưvxyfjw", "z1234567", "890*", "<"];
  var LOW = ["qwertyuiopăâđê", "asdfghjklôơư", "zxcvbnm*", "1234567890<"], TONES = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
  // The Khmer alphabet in its own order, then vowels and signs, each on a ring; as many in a row as there is room for.
  var KHMER = "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអឥឦឧឫឯឱាិីឹឺុូួើឿៀេែៃោៅំះ៉៊់៌៍៏័្";
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
    tell();
  }
  // The letter is seen first; what it finds comes after, once for several that came quickly.
  var told = false;
  function tell() {
    if (!told) window.ditich.soon(function () { told = false; field.dispatchEvent(new Event("input", { bubbles: true })); });
    told = true;
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
  function clear() { field.value = ""; tell(); }
  function lay(lines) {
    board.replaceChildren();
    lines.forEach(function (line) {
      var r = doc.createElement("div");
      board.append(r);
      Array.from(line).forEach(function (c) {
        if (c === "*") TONES.forEach(function (t) { key(r, t, NAMES[t]).lang = "vi"; });
        else if (c === "<") {
          key(r, "", words.wipe, "", clear).className = "long";
          key(r, " ", words.space, "").className = "long";
          key(r, "\b", "⌫ " + words.back, "").className = "long";
        } else if (/[\u1780-\u17ff]/.test(c)) key(r, c, /\p{M}/u.test(c) ? "\u25cc" + c : c).lang = "km";
        else key(r, c, c);
      });
    });
  }
  function khmer(across) {
    var lines = [], rest;
    for (var n = 0; n < KHMER.length; n += across) lines.push(KHMER.slice(n, n + across));
    rest = lines[lines.length - 1];
    if (rest.length + 8 > across) lines.push("<"); else lines[lines.length - 1] = rest + "<";
    return lines;
  }
  var laid;
  function fit() {
    var style = getComputedStyle(root), em = parseFloat(style.fontSize), mm = parseFloat(getComputedStyle(board).paddingTop) / 2;
    var cap = Math.max(12 * mm, 1.6 * em, 0.026 * Math.min(innerWidth, innerHeight)) + 2 * mm;
    var lines = root.lang === "km" ? khmer(Math.min(15, Math.floor((innerWidth - 2 * mm) / cap))) : innerWidth < 10 * cap + 2 * mm ? NARROW : innerHeight < 190 * mm && innerWidth > 14 * cap + 2 * mm ? LOW : WIDE;
    if (lines.join() !== laid) lay(lines);
    laid = lines.join();
    board.classList.toggle("low", innerHeight < 190 * mm && innerWidth > innerHeight);
  }

  // On a page that is all search letters are there at once; at a place they come with a touch on the field, and go again.
  var always = !doc.querySelector(".stage");
  function show(yes) {
    if (board.hidden !== yes) return;
    board.hidden = !yes;
    if (yes) { fit(); field.scrollIntoView({ block: "nearest" }); }
  }
  fields.forEach(function (f) {
    f.inputMode = "none"; // no keyboard of the system over ours
    f.addEventListener("focus", function () { field = f; show(true); });
  });
  doc.addEventListener("focusin", function (e) { if (!always && !board.contains(e.target) && e.target !== field) show(false); });
  doc.addEventListener("pointerdown", function (e) { if (!always && !board.contains(e.target) && e.target !== field) show(false); });
  window.addEventListener("resize", fit);
  board.hidden = !always;
  doc.body.insertBefore(board, doc.querySelector(".console"));
  fit();
  if (always) field.focus();
})();
