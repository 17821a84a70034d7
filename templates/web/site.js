// One classic script for every page. The page is whole without it; nothing here is needed to read or listen.
(function () {
  "use strict";
  if (window.ditich) return; // the 404 page may find it on more than one level
  window.ditich = { recall: recall, keep: keep, tongue: tongue, modal: modal, soon: function (act) { act(); } };
  var doc = document, root = doc.documentElement;

  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
  function each(selector, act) { all(selector).forEach(act); }
  function tongue(e) { return (e.querySelector("[lang]") || e.closest("[lang]")).lang; } // of its words
  // What this phone remembers, and nobody else is told.
  function recall(key) { try { return localStorage.getItem("ditich-" + key); } catch (e) { return null; } }
  function keep(key, value) { try { localStorage.setItem("ditich-" + key, value); } catch (e) { /* private window */ } }
  // A dialog is closed by the phone's "back" too: many a browser inside another app would leave the page with it.
  function modal(box) {
    var level = (history.state || 0) + 1; // a closer look lies over the gallery
    box.showModal();
    try { history.pushState(level, ""); } catch (e) { return; }
    history.scrollRestoration = "manual"; // the focus says where one was
    window.addEventListener("popstate", function back() {
      if (history.state >= level) return;
      window.removeEventListener("popstate", back);
      if (!history.state) history.scrollRestoration = "auto";
      box.close();
    });
    box.addEventListener("close", function () { if (history.state >= level) history.back(); }, { once: true });
  }
  function on(name, act) { each('[data-do="' + name + '"]', function (b) { b.hidden = false; b.addEventListener("click", function () { act(b); }); }); }

  // A part's own script comes with the first touch of the part; a tap on a link or on bare words is made again
  // then. Without it, or when it is slow to come, the part is what it was: links, lists and players.
  var coming = {}, again = false;
  function bring(src, all) {
    if (coming[src]) return coming[src];
    var script = coming[src] = new Promise(function (done) {
      var s = doc.createElement("script");
      function here() { script.here = true; done(); }
      s.src = src;
      s.async = false; // the words come first
      s.onload = here;
      // The next touch tries again, and with it what may have waited for this one.
      s.onerror = function () { here(); all.forEach(function (one) { delete coming[one]; }); };
      doc.head.append(s);
      setTimeout(here, 2500);
    });
    return script;
  }
  function own(part) {
    var words = root.dataset.words, all = part.dataset.js.split(" ");
    if (words) bring(words, [words]);
    return all.map(function (src) { return bring(src, all); }).pop();
  }
  function touched(e) {
    var at = e.target, part = at.closest && at.closest("[data-js]");
    if (!part || again) return; // a tap made again goes on, whether its script came or not
    var script = own(part);
    if (e.type !== "click" || script.here || e.ctrlKey || e.metaKey || e.shiftKey || at.closest("summary,button:not([data-late]),input,select,label,audio,video")) return;
    e.preventDefault();
    e.stopPropagation();
    var waits = script.tap;
    script.tap = at;
    if (!waits) script.then(function () { // of several taps the last, once
      again = true;
      script.tap.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      again = script.tap = false;
    });
  }
  ["pointerdown", "focusin", "play", "click"].forEach(function (name) { doc.addEventListener(name, touched, true); });

  // Letters that a phone may lack come after everything else, or they would hold up the picture.
  window.addEventListener("load", function () { each("head > noscript", function (n) { n.outerHTML = n.textContent; }); });

  // Text size and contrast, remembered on this phone only.
  var step = +recall("size") || 0, strong = recall("contrast") === "1";
  function look() {
    for (var n = 1; n < 4; n++) root.classList.toggle("z" + n, n === step);
    root.classList.toggle("hc", strong);
  }
  function press() { each('[data-do="contrast"]', function (b) { b.setAttribute("aria-pressed", strong); }); }
  press();
  look();
  each(".tools", function (t) { t.hidden = false; });
  on("size", function () { step = (step + 1) % 4; keep("size", step); window.ditich.soon(look); });
  on("contrast", function () { strong = !strong; keep("contrast", strong ? "1" : "0"); press(); window.ditich.soon(look); });

  // By ear, by eye, in easy words: the way one chose is taken at the next scan, too.
  each("[data-way]", function (a) {
    function take() {
      each("[data-way][aria-current]", function (b) { b.removeAttribute("aria-current"); });
      a.setAttribute("aria-current", "true");
      root.classList.toggle("easily", a.dataset.way === "easy");
      root.classList.toggle("plainly", a.dataset.way !== "easy");
    }
    a.addEventListener("click", function () { keep("way", a.dataset.way); take(); });
    if (recall("way") === a.dataset.way) take();
  });

  // Share through the phone's own sheet; else copy the address.
  on("share", function (b) {
    var url = b.dataset.url || location.href.split("#")[0], said = b.querySelector("span");
    function copied() { said.textContent = b.dataset.copied; }
    if (navigator.share) navigator.share({ title: doc.title, url: url }).catch(function () {});
    else if (navigator.clipboard) navigator.clipboard.writeText(url).then(copied, function () { said.textContent = url; });
    else said.textContent = url;
  });

  // The sentence above the button, for a letter, a call or Zalo; where it cannot be copied it stays marked.
  on("copy", function (b) {
    getSelection().selectAllChildren(b.parentNode.previousElementSibling);
    if (doc.execCommand("copy")) b.querySelector("span").textContent = b.dataset.copied; // offline folders have no other way
  });

  // The large button of a recording; its own script says how it stands.
  on("play", function (b) {
    var audio = b.closest("section").querySelector("audio");
    if (audio.paused) audio.play().catch(function () {}); else audio.pause();
  });

  // Saving a page is offered where a phone can do it, with its size once the button is near; what was saved is kept
  // up to date.
  each('[data-do="save"]', function (b) {
    if (!navigator.serviceWorker || location.protocol === "file:") return;
    b.hidden = false;
    if (recall("saved " + new URL(b.dataset.home, location.href).pathname)) own(b);
    else if (window.IntersectionObserver) new IntersectionObserver(function (seen, near) {
      if (!seen.some(function (one) { return one.isIntersecting; })) return;
      near.disconnect();
      own(b);
    }, { rootMargin: "200%" }).observe(b);
  });

  each('[data-do="silence"]', function (b) { b.hidden = false; });

  // A picture beside a name that does not come, without a signal most of all, leaves no broken sign.
  each('.cap', function (words) {
    var picture = words.previousElementSibling, image = picture && picture.querySelector("img");
    if (!image) return;
    function gone() { picture.remove(); }
    if (image.complete && !image.naturalWidth) gone();
    else image.onerror = gone;
  });

  // One line in the phone's own language, never a redirect; closed once, it stays away.
  var tongues = {};
  each(".tongues a", function (a) { tongues[a.lang] = a; });
  var mine = (navigator.languages || []).map(function (l) { return l.split("-")[0]; }).filter(function (l) { return tongues[l]; })[0];
  if (mine && mine !== root.lang && !recall("no-" + mine)) {
    var strip = doc.createElement("div"), go = doc.createElement("a"), no = doc.createElement("button");
    strip.className = "tongue";
    strip.lang = mine;
    strip.setAttribute("role", "region");
    strip.setAttribute("aria-label", tongues[mine].dataset.offer);
    go.href = tongues[mine].href;
    go.textContent = tongues[mine].dataset.offer + " →";
    no.type = "button";
    no.textContent = "×";
    no.setAttribute("aria-label", tongues[mine].dataset.close);
    no.onclick = function () { keep("no-" + mine, "1"); strip.remove(); };
    strip.append(go, no);
    (doc.querySelector(".hero") || doc.body).append(strip); // over the picture, never over the words
  }

  // A folder opened by double click has no server that finds index.html.
  if (location.protocol === "file:") each("a[href]", function (a) {
    if (a.protocol === "file:" && /\/$/.test(a.pathname)) a.href = a.href.replace(/\/(?=[?#]|$)/, "/index.html");
  });
})();
