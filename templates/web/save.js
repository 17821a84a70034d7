// Keeps a page for places without signal: what it shows and lets hear, and its own further pages; a trail all its places.
(function () {
  "use strict";
  var doc = document, page = location.href.split(/[?#]/)[0], recall = window.ditich.recall, keep = window.ditich.keep;
  var button = doc.querySelector("[data-do=save]"), label = button.querySelector("span"), offer = label.textContent, tongue = window.ditich.tongue(label);
  var own = told(doc, page), root = new URL("../", doc.currentScript.src).href, more = (button.dataset.sites || "").split(" ").filter(Boolean);

  // What a page says of itself: a trail also keeps the pages of its places, each as if it was saved there.
  function told(of, at) {
    var said = of.querySelector("[data-do=save]").dataset, home = new URL(said.home, at).href, path = new URL(home).pathname;
    return { of: of, at: at, home: home, code: said.code && new URL(said.code, at).href, name: "ditich " + path, key: "saved " + path };
  }
  function rung(ladder) { // the rendition a phone takes, and nothing larger
    var steps = ladder.split(", ").map(function (step) { return step.split(" "); });
    return (steps.filter(function (step) { return parseInt(step[1], 10) <= 750; }).pop() || steps[0])[0];
  }
  function modern(one) { // whether this phone shows the newer of two formats
    var source = one.of.querySelector("picture source[srcset]"), image = new Image();
    if (!source) return Promise.resolve(false);
    image.src = new URL(rung(source.getAttribute("srcset")), one.at).href;
    return image.decode().then(function () { return true; }, function () { return false; });
  }
  function wanted(one, best) {
    var urls = [one.at, one.home].concat(one.code || []);
    function all(selector) { return Array.prototype.slice.call(one.of.querySelectorAll(selector)); }
    function full(url) { return new URL(url, one.at).href; }
    all("picture").forEach(function (picture) {
      var from = best && picture.querySelector("source[srcset]") || picture.querySelector("img");
      urls.push(full(rung(from.getAttribute("srcset") || from.getAttribute("src"))));
    });
    all("audio").forEach(function (audio) {
      var fit = Array.prototype.filter.call(audio.querySelectorAll("source"), function (s) { return audio.canPlayType(s.type); })[0];
      if (fit) urls.push(full(fit.getAttribute("src")));
    });
    all("script[src],[data-js],[data-words],link[rel=icon]").forEach(function (e) {
      (e.dataset.js || e.dataset.words || e.getAttribute("src") || e.getAttribute("href")).split(" ").forEach(function (url) { urls.push(full(url)); });
    });
    performance.getEntriesByType("resource").forEach(function (e) { // the letters, where this phone had to fetch them
      if (/\.woff$/.test(e.name)) urls.push(e.name);
    });
    all("main a[href]").forEach(function (a) {
      var to = full(a.getAttribute("href")).split("#")[0]; // in a drawing `href` is no string
      if ((to.indexOf(one.home) === 0 || a.dataset.js) && /\/$/.test(to)) urls.push(to); // and the words it explains
    });
    return urls.filter(function (url, n) { return urls.indexOf(url) === n; });
  }

  // Everything comes before anything old goes: an open page finds what it was made of.
  function fetched(name, urls) {
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

  function kept(one) { return modern(one).then(function (best) { return fetched(one.name, wanted(one, best)); }); }
  function far(at) { // the page of a place
    return fetch(at, { cache: "no-cache" }).then(function (answer) {
      if (!answer.ok) throw new Error(at);
      return answer.text();
    }).then(function (html) { // without its style, which this page's policy would complain of
      return told(new DOMParser().parseFromString(html.replace(/<style[^]*?<\/style>/g, ""), "text/html"), at);
    });
  }
  function places() { return Promise.all(more.map(function (at) { return far(new URL(at, page).href); })); }

  function tell(state) {
    var words = window.ditich.words;
    label.textContent = words[state] || offer;
    label.lang = words[state] ? words.lang : tongue;
    button.setAttribute("aria-pressed", state === "saved");
  }
  function save() {
    tell("saving");
    navigator.serviceWorker.register(root + "sw.js", { scope: root }).then(places).then(function (all) {
      return all.concat(own).reduce(function (before, one) { // one after the other: a weak signal bears no crowd
        return before.then(function () { return kept(one); }).then(function () {
          keep(one.key, recall(one.key) || (one === own ? "1" : own.name)); // saved by itself, or with a trail
        });
      }, Promise.resolve());
    }).then(function () { tell("saved"); }, function () { tell("unsaved"); });
  }
  function drop() { // and with a trail the places that came with it
    caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) {
        return name === own.name || recall(name.replace("ditich", "saved")) === own.name;
      }).map(function (name) {
        keep(name.replace("ditich", "saved"), "");
        return caches.delete(name);
      }));
    }).then(function () { tell("offer"); });
  }

  button.addEventListener("click", function () { if (recall(own.key)) drop(); else save(); });
  if (recall(own.key)) {
    tell("saved");
    if (navigator.onLine) kept(own).catch(function () { /* what was saved stays */ });
  }
})();
