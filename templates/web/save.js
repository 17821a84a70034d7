// Keeps a page for places without signal: what it shows and lets hear, and its own further pages.
(function () {
  "use strict";
  var doc = document, page = location.href.split(/[?#]/)[0], recall = window.ditich.recall, keep = window.ditich.keep;
  var button = doc.querySelector("[data-do=save]"), said = button.dataset, label = button.querySelector("span"), offer = label.textContent;
  var home = new URL(said.home, page).href, root = new URL("../../", home).href;
  var path = new URL(home).pathname, name = "ditich " + path, key = "saved " + path;

  function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)); }
  function full(url) { return new URL(url, page).href; }
  function rung(ladder) { // the rendition a phone takes, and nothing larger
    var steps = ladder.split(", ").map(function (step) { return step.split(" "); });
    return steps.filter(function (step) { return parseInt(step[1], 10) <= 750; }).pop() || steps[0];
  }
  function modern() {
    var shown = all("picture img").filter(function (img) { return img.currentSrc; })[0];
    return shown && !/\.jpg$/.test(shown.currentSrc);
  }
  function wanted() {
    var urls = [page, home].concat(said.code ? [full(said.code)] : []), best = modern();
    all("picture").forEach(function (picture) {
      var from = best && picture.querySelector("source[srcset]") || picture.querySelector("img");
      urls.push(full(rung(from.getAttribute("srcset") || from.getAttribute("src"))[0]));
    });
    all("audio").forEach(function (audio) {
      var fit = Array.prototype.filter.call(audio.querySelectorAll("source"), function (s) { return audio.canPlayType(s.type); })[0];
      if (fit) urls.push(fit.src);
    });
    all("script[src],[data-js],[data-words],link[rel=icon]").forEach(function (e) { urls.push(full(e.dataset.js || e.dataset.words || e.src || e.href)); });
    performance.getEntriesByType("resource").forEach(function (e) { // the letters, where this phone had to fetch them
      if (/\.woff$/.test(e.name)) urls.push(e.name);
    });
    all("main a[href]").forEach(function (a) {
      var to = full(a.getAttribute("href")).split("#")[0]; // in a drawing `href` is no string
      if ((to.indexOf(home) === 0 || a.dataset.js) && /\/$/.test(to)) urls.push(to); // and the words it explains
    });
    return urls.filter(function (url, n) { return urls.indexOf(url) === n; });
  }

  // Everything comes before anything old goes: an open page finds what it was made of.
  function fetched(urls) {
    return caches.open(name).then(function (kept) {
      return Promise.all(urls.map(function (url) {
        return kept.match(url).then(function (old) {
          if (old && /\/(m|assets)\//.test(url)) return null;
          return fetch(url, { cache: "no-cache" }).then(function (answer) {
            if (!answer.ok) throw new Error(url);
            return [url, answer];
          });
        });
      })).then(function (pairs) {
        return Promise.all(pairs.filter(Boolean).map(function (pair) { return kept.put(pair[0], pair[1]); }));
      }).then(function () { return kept.keys(); }).then(function (keys) {
        return Promise.all(keys.filter(function (one) { return urls.indexOf(one.url) < 0; }).map(function (one) { return kept.delete(one); }));
      });
    });
  }

  function tell(state) { label.textContent = window.ditich.words[state] || offer; button.setAttribute("aria-pressed", state === "saved"); }
  function save() {
    tell("saving");
    navigator.serviceWorker.register(root + "sw.js", { scope: root }).then(function () { return fetched(wanted()); })
      .then(function () { keep(key, "1"); tell("saved"); }, function () { tell("unsaved"); });
  }
  function drop() { caches.delete(name).then(function () { keep(key, ""); tell("offer"); }); }

  button.addEventListener("click", function () { if (recall(key)) drop(); else save(); });
  if (recall(key)) {
    tell("saved");
    if (navigator.onLine) fetched(wanted()).catch(function () { /* what was saved stays */ });
  }
})();
