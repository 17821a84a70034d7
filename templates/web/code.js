// A code typed by hand: on the 404 page, which also mends the address that was asked for, and on the keypad.
(function () {
  "use strict";
  if (window.ditichCode) return; // the 404 page may find it on more than one level
  window.ditichCode = true;
  var doc = document, own = doc.currentScript, base = own.src.replace(/assets\/[^/]*$/, "");
  var index = location.protocol === "file:" ? "index.html" : "";
  var SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ";

  // As generator/codes.py: sum of place x value = 0 mod 31 (docs/decisions/0010).
  function mend(typed) {
    var last = typed.normalize("NFKC").trim().replace(/\/+$/, "").split("/").pop();
    return last.replace(/[\s._–-]/g, "").toUpperCase().replace(/[IL]/g, "1");
  }
  function known(code) { return code.split("").every(function (c) { return SIGNS.indexOf(c) >= 0; }); }
  function valid(code) {
    var sum = 0;
    for (var i = 0; i < code.length; i++) sum += (i + 1) * SIGNS.indexOf(code[i]);
    return code.length === 6 && known(code) && sum % 31 === 0;
  }
  // What may have been meant: one symbol was wrong, for which the others leave one choice, or two changed places.
  function near(word) {
    var found = [];
    word.split("").forEach(function (sign, i) {
      var before = word.slice(0, i), after = word.slice(i + 1);
      SIGNS.split("").map(function (other) { return before + other + after; })
        .concat(before + after.charAt(0) + sign + after.slice(1))
        .forEach(function (one) { if (valid(one)) found.push(one); });
    });
    return found;
  }
  function at(code) { return base + code + "/" + index; }
  function make(tag, words) {
    var e = doc.createElement(tag);
    e.textContent = words;
    return e;
  }

  // Served at any depth: its links start where this script lies.
  var lost = doc.querySelector("[data-astray]");
  if (lost) {
    var from = lost.dataset.astray || "./", here = location.pathname;
    Array.prototype.forEach.call(doc.querySelectorAll("a"), function (a) {
      var to = a.getAttribute("href");
      if (to.indexOf(from) === 0) a.href = base + to.slice(from.length);
    });
    if (own.dataset.beside) {
      var beside = make("script", "");
      beside.src = base + own.dataset.beside;
      doc.head.append(beside);
    }
    try { here = decodeURIComponent(here); } catch (e) { /* as it came */ }
    var meant = mend(here), offer = lost.querySelector("[data-mended]"), first = offer.querySelector("a");
    var typed = here.slice(decodeURI(new URL(base).pathname).length).replace(/\/$/, "");
    if (valid(meant)) {
      if (typed !== meant) propose(meant);
    } else if (meant.length === 6 && typed.indexOf("/") < 0) {
      doc.getElementById("Code").value = meant;
      // Only what is there is offered. Asked for by HEAD: hosts count a scan where a page is asked for (GET).
      near(meant).forEach(function (code) {
        fetch(at(code), { method: "HEAD" }).then(function (answer) { if (answer.ok) propose(code); }, function () { /* none is offered */ });
      });
    }
  }
  function propose(code) {
    var a = offer.hidden ? first : first.cloneNode();
    a.href = at(code);
    a.textContent = code;
    if (!offer.hidden) offer.append(" ", a);
    offer.hidden = false;
  }

  var pad = doc.querySelector(".ask"), field = doc.getElementById("Code"), said = doc.getElementById("Said");
  if (!pad) return;
  var words = said.dataset, go = doc.getElementById("Go"), stops = doc.getElementById("Stops");
  var keys = doc.getElementById("Keys"), come = {};
  pad.hidden = false;

  // What the word is, at once: a code, the number of a stop, or not yet anything.
  function look(asked) {
    var code = mend(field.value), right = valid(code), number = /^\d{1,3}$/.test(code);
    var wrong = !known(code) || (code.length >= 6 && !right);
    said.textContent = right ? words.right : wrong || (asked && !code) ? words.wrong
      : code && words.left ? words.left.replace("{n}", 6 - code.length) : "";
    field.setAttribute("aria-invalid", wrong);
    if (go) {
      go.hidden = !right;
      if (right) go.href = at(code);
    }
    if (stops) numbered(number ? +code : 0);
    return right;
  }
  function numbered(number) {
    if (number) stops.dataset.files.split(" ").filter(Boolean).forEach(function (src) {
      if (come[src]) return;
      var s = come[src] = make("script", "");
      s.src = src;
      s.onload = function () { look(); };
      s.onerror = function () { delete come[src]; said.textContent = stops.dataset.lost; }; // the next sign asks again
      doc.head.append(s);
    });
    stops.textContent = "";
    (window.ditichFind || []).forEach(function (e) {
      if (!number || e[4] !== number) return;
      var li = make("li", ""), a = make("a", ""), cap = make("span", "");
      cap.className = "cap";
      cap.append(make("b", number + " · " + e[1][0]), make("span", e[3][0][0]));
      a.href = base + e[2].replace("/#", "/" + index + "#");
      a.append(cap);
      li.append(a);
      stops.append(li);
    });
  }
  function open() { if (look(true)) location.href = at(mend(field.value)); }

  if (field.value) look(true); // what was asked for, as far as it looks like a code
  field.addEventListener("input", function () { look(); });
  field.addEventListener("keydown", function (e) { if (e.key === "Enter") open(); });
  pad.addEventListener("click", function (e) { if (e.target.dataset.do === "code") open(); });
  if (keys) {
    SIGNS.split("").concat("").forEach(function (sign) {
      var b = make("button", sign || "⌫");
      b.type = "button";
      if (!sign) b.setAttribute("aria-label", keys.dataset.back);
      b.onclick = function () {
        var now = mend(field.value);
        field.value = sign ? (now + sign).slice(0, 6) : now.slice(0, -1);
        look();
      };
      keys.append(b);
    });
  }
})();
