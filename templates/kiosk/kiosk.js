// What keeps a kiosk fit for the next visitor: one page after the other without a history, the question after a
// pause, the way back to the beginning, the pulse by which the keeper knows that the screen lives.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement, own = doc.currentScript.dataset, state = root.dataset.state;
  var top = new URL(root.dataset.top, location.href).href, main = doc.getElementById("Main");
  var ASK = main.textContent.length > 2500 ? 90 : 60, LEFT = 20, WAIT = 180, AFTER = 30, every = 10;

  function each(selector, act) { doc.querySelectorAll(selector).forEach(act); }
  function on(name, act) { each('[data-do="' + name + '"]', function (b) { b.hidden = false; b.addEventListener("click", function (e) { act(b, e); }); }); }
  function recall(key) { try { return sessionStorage.getItem(key); } catch (e) { return null; } }
  function keep(key, value) { try { sessionStorage.setItem(key, value); } catch (e) { /* a full disk: then for this page alone */ } }
  function now() { return performance.now() / 1000; } // never the clock: on a small machine it may be wrong, and jump
  function post(what, body) {
    return fetch(top + "_kiosk/" + what, { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
      .then(function (r) { return r.ok ? r.json() : {}; });
  }

  // How loud the place allows it, for sound.js, which comes after this.
  var mine = window.ditich.kiosk = { post: post, top: top, each: each, on: on, recall: recall, keep: keep, tell: tell, limit: 0.8, loud: function () {}, idle: function () { return now() - last; } };
  function loudest(percent) { if (percent >= 0) { mine.limit = percent / 100; mine.loud(); } }

  // --- from page to page ---
  // Every step replaces the page: no gesture and no key leads back into what an earlier visitor saw.
  var opened = false, gone = -10;
  function list(key) { return JSON.parse(recall(key) || "[]"); }
  // Asked again while the next page is still coming, a browser would begin anew, and on a slow machine never end.
  function leaving() { return now() - gone < 10; }
  function go(to) {
    if (leaving()) return;
    gone = now();
    location.replace(to);
  }
  doc.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[href]"), to, steps;
    if (opened) { opened = false; e.preventDefault(); return; } // the finger that held the keeper's corner
    if (!a || e.defaultPrevented) return;
    e.preventDefault();
    to = new URL(a.getAttribute("href"), doc.baseURI);
    if (to.origin !== location.origin) return; // there is none: the build would have failed
    if (to.pathname === location.pathname && to.hash) { show(to.hash); return; }
    if (!/\/$/.test(to.pathname) || leaving()) return; // a file alone has no way back; a second tap is no second step
    steps = list("way");
    if (a.dataset.do === "back" && steps.length) to = steps.pop();
    else if (a.dataset.do !== "back") steps.push(location.href.split("#")[0]);
    keep("way", JSON.stringify(steps.slice(-20)));
    go(to);
  });
  function show(hash) {
    location.replace(hash);
    if (hash === "#Main") main.focus({ preventScroll: true });
    else main.querySelectorAll(":target").forEach(function (e) { e.scrollIntoView({ block: "start" }); });
  }

  // What lies over a page closes with it: a browser's history would keep it.
  window.ditich.modal = function (box) { box.showModal(); };

  // --- the visit ---
  // Which pages, in which language, how long: told to the keeper when it ends, and nothing of who it was.
  var came = now(), seen = state === "use";
  function leave() {
    if (!seen) return;
    var pages = list("pages");
    pages.push([root.dataset.page, Math.round(now() - came)]);
    keep("pages", JSON.stringify(pages.slice(-200)));
    keep("tongue", root.lang);
    came = now();
  }
  addEventListener("pagehide", leave);
  function end() {
    leave();
    seen = false;
    var pages = list("pages"), seconds = 0;
    pages.forEach(function (p) { seconds += p[1]; });
    if (pages.length) post("visit", { language: recall("tongue") || root.lang, seconds: seconds, pages: pages }).catch(function () {});
    try { sessionStorage.clear(); localStorage.clear(); } catch (e) { /* nothing was kept */ }
  }
  function anew() { end(); go(top + "start/"); }

  // --- the pause ---
  var dark = doc.getElementById("Dark"), woken = -WAIT, last = now(), asked = 0, answered = -1, box = doc.getElementById("Still"), said = box && box.querySelector("[role=timer]");
  function touched() { if (!asked) last = now(); if (dark.hidden) woken = now(); }
  ["pointerdown", "pointermove", "keydown", "wheel", "input", "touchmove"].forEach(function (name) { doc.addEventListener(name, touched, { capture: true, passive: true }); });
  function playing() {
    return Array.from(doc.querySelectorAll("audio,video")).some(function (m) {
      return !m.paused && !m.ended && now() - last < (isFinite(m.duration) ? m.duration / (m.playbackRate || 1) : 600) + AFTER;
    });
  }
  doc.addEventListener("ended", touched, true); // who has listened to the end is given the whole pause
  function here() { asked = 0; answered = last = now(); if (box.open) box.close(); }
  doc.addEventListener("click", function (e) { if (now() - answered < 0.5) { e.preventDefault(); e.stopPropagation(); } }, true); // the second of two quick taps
  // Only a finished tap answers: by then nothing of it is left that could fall on what lies below.
  if (box) {
    box.addEventListener("cancel", function (e) { e.preventDefault(); here(); });
    box.addEventListener("click", function (e) {
      var b = e.target.closest("[data-still]");
      if (b && b.dataset.still === "anew") anew(); else here();
    });
  }
  function second() {
    var idle = now() - last, kept = doc.getElementById("Admin");
    if (state === "attract" && !kept) return;
    if (state !== "use" || kept || !box) { if (idle >= WAIT) { end(); go(top); } return; }
    if (!asked) {
      if (idle < ASK || playing()) return;
      asked = now();
      box.showModal();
    }
    var left = Math.ceil(LEFT - (now() - asked));
    said.textContent = said.dataset.left.replace("{n}", Math.max(0, left));
    if (left <= 0) anew();
  }
  setInterval(second, 1000);

  // --- letters: the key says at once how large; those of a long page follow when that is seen ---
  var SIZES = [1, 1.2, 1.45, 1.75];
  function tell(name, part) {
    each('[data-do="' + name + '"] span', function (words) {
      words.dataset.word = words.dataset.word || words.textContent;
      words.textContent = words.dataset.word + " " + Math.round(part * 100) + "\u00a0%";
    });
  }
  function large() { tell("size", SIZES[+window.ditich.recall("size")]); }
  window.ditich.soon = function (act) { requestAnimationFrame(function () { setTimeout(act); }); };
  on("size", large);

  // --- reach, scrolling, parts of the page ---
  function low() {
    root.classList.toggle("reach", recall("reach") === "1");
    each('[data-do="reach"]', function (b) { b.setAttribute("aria-pressed", recall("reach") === "1"); });
  }
  on("reach", function () { keep("reach", recall("reach") === "1" ? "0" : "1"); low(); });
  on("up", function () { main.scrollBy({ top: -0.8 * main.clientHeight, behavior: "smooth" }); });
  on("down", function () { main.scrollBy({ top: 0.8 * main.clientHeight, behavior: "smooth" }); });
  each(".chapters", function (nav) {
    each("main section > h2, main section.listen h2", function (h, n) {
      if (h.closest("dialog,.card,[hidden]")) return;
      var a = doc.createElement("a"), part = h.closest("section");
      part.id = part.id || "Part-" + n;
      a.href = "#" + part.id;
      a.innerHTML = h.innerHTML;
      nav.append(a);
    });
    nav.hidden = !nav.children.length;
  });
  low();
  large();

  // --- closed ---
  ["contextmenu", "dragstart"].forEach(function (name) { doc.addEventListener(name, function (e) { e.preventDefault(); }); });
  doc.addEventListener("wheel", function (e) { if (e.ctrlKey) e.preventDefault(); }, { passive: false });
  doc.addEventListener("keydown", function (e) { if (e.ctrlKey || e.altKey || e.metaKey || /^(F\d|Browser|Go|Launch)/.test(e.key)) e.preventDefault(); });

  // --- the pulse ---
  var painted = true, night = false, content = "";
  function paint() { requestAnimationFrame(function () { painted = true; }); }
  // The touch that wakes the screen does nothing else.
  function wake(e) { woken = now(); dark.hidden = true; e.stopPropagation(); e.preventDefault(); }
  dark.addEventListener("click", wake);
  doc.addEventListener("keydown", function (e) { if (!dark.hidden) wake(e); }, true);
  function whole() { return painted && main.offsetHeight > 0 && main.textContent.trim() !== ""; }
  function beat() {
    var alive = whole();
    painted = false;
    paint();
    dark.hidden = !(night && state === "attract" && now() - woken > WAIT);
    post("beat", { page: root.dataset.page, state: doc.getElementById("Admin") ? "admin" : asked ? "prompt" : state, whole: alive, content: content }).then(function (told) {
      night = !!told.dark;
      loudest(told.volume_limit);
      if (told.beat_seconds && told.beat_seconds !== every) { every = told.beat_seconds; pulse(); }
      if (told.reload && state === "attract" && !doc.getElementById("Admin") && now() > 2 * every) go(top); // never again and again
    }).catch(function () { /* the keeper starts anew, or a plain server shows these pages */ });
  }
  if (state === "attract" && recall("pages")) end();
  fetch(top + "kiosk.json").then(function (r) { return r.json(); }).then(function (card) { content = card.content; loudest(card.volume_limit); }).catch(function () {}).then(beat);
  var timer;
  function pulse() { clearInterval(timer); timer = setInterval(beat, every * 1000); }
  pulse();

  // The keeper's door: the upper right corner held for five seconds.
  var held;
  doc.addEventListener("pointerdown", function (e) {
    var mm = parseFloat(getComputedStyle(root).fontSize) / parseFloat(getComputedStyle(root).getPropertyValue("--letter"));
    if (!own.admin || e.clientX < innerWidth - 20 * mm || e.clientY > 20 * mm) return;
    held = setTimeout(function () { opened = true; bring(own.admin); }, 5000);
  });
  ["pointerup", "pointercancel", "pagehide"].forEach(function (name) { addEventListener(name, function () { clearTimeout(held); }); });
  function bring(src) { var s = doc.createElement("script"); s.src = src; doc.head.append(s); }
  if (own.keyboard && doc.querySelector("input[type=search]")) bring(own.keyboard);
  if (own.cards && doc.querySelector(".card")) bring(own.cards);

})();
