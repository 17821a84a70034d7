// A recording: each sentence seeks and is marked while it is read; speed, ten seconds back, and where one stopped.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words, recall = window.ditich.recall, keep = window.ditich.keep;
  var SPEEDS = [1, 1.25, 1.5, 0.8];
  var LEAST = 2; // seconds from either end: what is heard anew anyway

  function button(label, act) {
    var b = doc.createElement("button");
    b.type = "button";
    b.textContent = label;
    b.onclick = act;
    return b;
  }

  function clock(seconds) {
    var whole = Math.floor(seconds), rest = whole % 60;
    return Math.floor(whole / 60) + ":" + (rest < 10 ? "0" : "") + rest;
  }

  function guide(audio) {
    var said = audio.dataset, within = audio.parentNode, key = "at-" + (audio.currentSrc || audio.querySelector("source").src).split("/").pop();
    var cues = Array.prototype.slice.call(within.querySelectorAll("[data-at]"));
    var rate = Math.max(SPEEDS.indexOf(+recall("speed")), 0), begun = false, kept = 0;

    function go(at) { audio.currentTime = Math.max(at, 0); mark(audio.currentTime); }
    function start() { audio.play().catch(function () {}); }
    function mark(at) {
      var now = cues.filter(function (li) { return +li.dataset.at <= at + 0.05; }).pop();
      cues.forEach(function (li) {
        li.classList.toggle("now", li === now);
        if (li === now) li.setAttribute("aria-current", "true"); else li.removeAttribute("aria-current");
      });
    }

    cues.forEach(function (li) {
      var b = button("");
      b.append.apply(b, Array.prototype.slice.call(li.childNodes));
      li.append(b);
      li.onclick = function () { begun = true; go(+li.dataset.at); start(); };
    });

    var bar = doc.createElement("p"), note = doc.createElement("span");
    var speed = button("", function () { rate = (rate + 1) % SPEEDS.length; keep("speed", SPEEDS[rate]); tempo(); });
    function tempo() {
      audio.defaultPlaybackRate = audio.playbackRate = SPEEDS[rate];
      var times = SPEEDS[rate].toLocaleString(doc.documentElement.lang) + "×";
      speed.textContent = times;
      speed.setAttribute("aria-label", words.speed + " " + times);
    }
    tempo();
    bar.className = "pace";
    bar.lang = words.lang;
    note.setAttribute("role", "status");
    bar.append(button("−10 s", function () { go(audio.currentTime - 10); }), speed, note);
    bar.firstChild.setAttribute("aria-label", words.back);
    audio.after(bar);

    // Where one stopped is remembered; from the start again is one tap.
    function resume() {
      if (begun) return;
      begun = true;
      var at = +recall(key);
      if (!(at > LEAST) || at > audio.duration - LEAST) return;
      go(at - 1);
      note.textContent = words.resumed.replace("{at}", clock(at)) + " ";
      note.append(button(words.again, function () { go(0); note.textContent = ""; start(); }));
    }

    function session() {
      var media = navigator.mediaSession;
      if (!media) return;
      var art = said.art ? [{ src: new URL(said.art, location.href).href }] : [];
      media.metadata = new MediaMetadata({ title: said.title, album: said.album, artwork: art });
      [["play", start], ["pause", function () { audio.pause(); }], ["seekbackward", function () { go(audio.currentTime - 10); }],
        ["seekforward", function () { go(audio.currentTime + 10); }], ["seekto", function (to) { go(to.seekTime); }]]
        .forEach(function (pair) { try { media.setActionHandler(pair[0], pair[1]); } catch (e) { /* unknown to this browser */ } });
    }

    function playing() {
      Array.prototype.forEach.call(doc.querySelectorAll("audio"), function (other) { if (other !== audio) other.pause(); });
      if (audio.readyState) resume(); else audio.addEventListener("loadedmetadata", resume, { once: true });
      session();
    }
    var large = within.querySelector("[data-do=play]");
    function pressed() { if (large) large.setAttribute("aria-pressed", !audio.paused); }
    audio.addEventListener("play", playing);
    ["play", "pause"].forEach(function (name) { audio.addEventListener(name, pressed); });
    audio.addEventListener("timeupdate", function () {
      mark(audio.currentTime);
      if (Math.abs(audio.currentTime - kept) > 3) keep(key, kept = audio.currentTime);
    });
    audio.addEventListener("ended", function () { keep(key, kept = 0); begun = false; });
    if (!audio.paused) playing();
    pressed();
  }

  Array.prototype.forEach.call(doc.querySelectorAll("audio"), guide);
})();
