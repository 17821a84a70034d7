// What is heard and how loud, what is read meanwhile, and the buttons of a finger's size that begin and end it.
(function () {
  "use strict";
  var doc = document, kiosk = window.ditich.kiosk, each = kiosk.each;

  // Three steps and silence; every visitor begins in the middle, below the limit of the place.
  var LEVELS = [0.6, 1, 0, 0.3];
  function level() { return LEVELS[+kiosk.recall("volume")]; }
  function sound(m) {
    var loud = Math.min(1, level() * kiosk.limit);
    if (m.volume !== loud) m.volume = loud;
    if (m.muted === loud > 0) m.muted = !loud;
  }
  kiosk.loud = function () {
    each("audio,video", sound);
    kiosk.tell("volume", level());
  };
  kiosk.on("volume", function () { kiosk.keep("volume", (+kiosk.recall("volume") + 1) % LEVELS.length); kiosk.loud(); });
  doc.addEventListener("volumechange", function (e) { sound(e.target); }, true); // by a key of the browser's own

  // What a voice says stands beside it while it speaks.
  doc.addEventListener("play", function (e) {
    var part = e.target.closest(".listen"), said = part && part.querySelector("details");
    sound(e.target);
    if (said) said.open = true;
  }, true);
  each("video", function (v) {
    var read = v.querySelector("track[default]") || v.querySelector("track");
    if (read) read.track.mode = "showing";
  });

  // A player's own buttons have one size on every screen, and a menu that leads out of the page.
  function clock(seconds) {
    var rest = Math.floor(seconds % 60);
    return Math.floor(seconds / 60) + ":" + (rest < 10 ? "0" : "") + rest;
  }
  each("audio,video", function (m) {
    var bar = doc.createElement("p"), far = doc.createElement("input"), b;
    function press() { if (m.paused) m.play().catch(function () {}); else m.pause(); }
    function tell() {
      if (b) b.setAttribute("aria-pressed", !m.paused);
      far.disabled = !m.duration;
      far.value = 100 * m.currentTime / m.duration || 0;
      far.setAttribute("aria-valuetext", clock(m.currentTime));
    }
    m.controls = false;
    bar.className = "player";
    if (!m.parentNode.querySelector("[data-do=play]")) {
      b = doc.createElement("button");
      b.type = "button";
      b.className = "press";
      b.onclick = press;
      b.setAttribute("aria-label", m.getAttribute("aria-label"));
      b.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7z"/><path d="M8 5v14M16 5v14"/></svg>';
      bar.append(b);
      if (m.localName === "video") m.addEventListener("click", press);
    }
    far.type = "range";
    far.step = "any";
    far.setAttribute("aria-label", m.getAttribute("aria-label"));
    far.addEventListener("input", function () { m.currentTime = far.value * m.duration / 100; });
    bar.append(far);
    m.after(bar);
    ["play", "pause", "timeupdate", "durationchange"].forEach(function (name) { m.addEventListener(name, tell); });
    tell();
  });
  kiosk.loud();
})();
