// Keeps a page for places without signal: what its list (`offline.json`, made by the build) names, a trail the lists
// of its places, and with either what its language shares: search, the keypad, the home page.
(function () {
  "use strict";
  var doc = document, recall = window.ditich.recall, keep = window.ditich.keep, LIST = "offline.json";
  var button = doc.querySelector("[data-do=save]"), label = button.querySelector("span"), offer = label.textContent, tongue = window.ditich.tongue(label);
  var root = new URL("../", doc.currentScript.src), at = new URL(button.dataset.home, location.href).pathname.slice(root.pathname.length);
  var shared = at.split("/")[0] + "/", kinds = {}, told = "", state;
  var turn = Promise.resolve(), stop = new AbortController();

  function name(at) { return "ditich " + root.pathname + at; }
  function key(at) { return "saved " + root.pathname + at; }
  function url(path) { return root.href + path; }
  function ask(path) { // a code's page so that no host counts a scan; by its mode the worker knows to keep out
    var how = { cache: "no-cache", mode: "same-origin", signal: stop.signal };
    return fetch(url(path) + (/^\w{6}\/$/.test(path) ? "?offline" : ""), how).then(function (answer) {
      if (!answer.ok) throw new Error(path);
      return answer;
    });
  }
  // [answer, stamp of what came]: where a host still gave the page of the build before, or writes pages anew on their
  // way, the next opening sees the difference and asks again.
  function come(path) {
    return ask(path).then(function (answer) {
      return answer.clone().arrayBuffer().then(function (bytes) { return crypto.subtle.digest("SHA-256", bytes); }).then(function (mark) {
        return [answer, ("0000000" + new DataView(mark).getUint32(0).toString(16)).slice(-8)];
      });
    });
  }
  function list(at) { return ask(at + LIST).then(function (answer) { return answer.json(); }); }
  function lists() {
    return Promise.all([list(shared), list(at)]).then(function (two) { return able([two[0]].concat(two[1].places || [], two[1])); });
  }

  // Which forms of pictures and sound this phone takes: each kind is tried once, with a picture that is here if one is.
  function able(all) {
    var here = performance.getEntriesByType("resource").map(function (e) { return e.name; }), tried = {};
    all.forEach(function (one) {
      one.either.forEach(function (forms) {
        forms.slice(0, -1).forEach(function (form) {
          if (here.indexOf(url(tried[form[3]])) < 0) tried[form[3]] = form[0];
        });
      });
    });
    return Promise.all(Object.keys(tried).map(function (kind) {
      var image = new Image();
      if (/^audio/.test(kind)) return (kinds[kind] = doc.createElement("audio").canPlayType(kind));
      image.src = url(tried[kind]);
      return image.decode().then(function () { kinds[kind] = true; }, function () { /* it takes another form */ });
    })).then(function () { return all; });
  }
  // What it takes of a list, [path, bytes as they travel, stamp of the content]: of forms the one that is here already.
  function takes(one, was) {
    return one.files.concat(one.either.map(function (forms) {
      function first(fits) { return forms.filter(fits)[0]; }
      return first(function (form) { return was[form[0]]; }) || first(function (form, n) { return kinds[form[3]] || n === forms.length - 1; });
    }).map(function (form) { return form.slice(0, 3); }));
  }
  function kept(at) { // the list as it was taken
    return caches.match(url(at + LIST)).then(function (found) { return found ? found.json() : { files: [], places: [] }; });
  }
  function former(one) { // path → stamp of what is kept
    return kept(one.at).then(function (before) {
      var stamps = {};
      before.files.forEach(function (file) { stamps[file[0]] = file[2]; });
      return stamps;
    });
  }
  function lacks(files, was) { return files.filter(function (file) { return was[file[0]] !== file[2]; }); }

  // Everything comes before anything goes, pages after what they are made of; and what the build before had stays
  // until there is a third: a page that is open finds what it was made of.
  function sync(one, got) {
    return former(one).then(function (was) {
      var files = takes(one, was), todo = lacks(files, was), stay = files.map(function (file) { return url(file[0]); }).concat(Object.keys(was).map(url), url(one.at + LIST));
      if (!todo.length && files.length === Object.keys(was).length) return null;
      return Promise.all(todo.map(function (file) {
        var path = file[0];
        got[path] = got[path] || come(path);
        return got[path].then(function (came) {
          file[2] = came[1];
          return [path, came[0].clone()];
        });
      })).then(function (pairs) {
        return caches.open(name(one.at)).then(function (cache) {
          function put(pages) {
            return Promise.all(pairs.filter(function (pair) { return pages === /(^|\/)$/.test(pair[0]); })
              .map(function (pair) { return cache.put(url(pair[0]), pair[1]); }));
          }
          return put(false).then(function () { return put(true); }).then(function () {
            var places = (one.places || []).map(function (place) { return place.at; });
            return cache.put(url(one.at + LIST), new Response(JSON.stringify({ title: one.title, files: files, places: places })));
          }).then(function () { return cache.keys(); }).then(function (keys) {
            return Promise.all(keys.filter(function (old) { return stay.indexOf(old.url) < 0; }).map(function (old) { return cache.delete(old); }));
          });
        });
      });
    });
  }
  function inTurn(all, act) { // a weak signal bears no crowd
    return all.reduce(function (before, one) { return before.then(function () { return act(one); }); }, Promise.resolve());
  }

  function size(bytes) { // as generator/words.py
    return bytes < 999500 ? Math.round(bytes / 1000) + "\u00a0KB" : (bytes / 1e6).toLocaleString(window.ditich.words.lang, { maximumFractionDigits: 1 }) + "\u00a0MB";
  }
  function tell(now) {
    var words = window.ditich.words;
    state = now;
    label.textContent = words[state] || offer + told;
    label.lang = words[state] ? words.lang : tongue;
    button.setAttribute("aria-pressed", state === "saved");
  }
  function price() { // bytes that are not kept yet, each file once
    return lists().then(function (all) {
      return Promise.all(all.map(function (one) { return former(one).then(function (was) { return lacks(takes(one, was), was); }); })).then(function (several) {
        var bytes = {}, sum = 0, note = doc.createElement("small");
        several.forEach(function (files) { files.forEach(function (file) { bytes[file[0]] = file[1]; }); });
        Object.keys(bytes).forEach(function (path) { sum += bytes[path]; });
        told = " (" + size(sum) + ")";
        if (!state) tell();
        if (!all.some(function (one) { return one.less; }) || button.parentNode.querySelector("small.less")) return;
        note.className = "less";
        note.lang = window.ditich.words.lang;
        note.textContent = window.ditich.words.less;
        button.after(note);
      });
    }).catch(function () { /* without a signal nothing can be saved, and no size be told */ });
  }
  function bring() {
    var got = {};
    return lists().then(function (all) {
      return inTurn(all, function (one) {
        return sync(one, got).then(function () { // "1": saved by itself, else with a trail
          if (one.at !== shared) keep(key(one.at), recall(key(one.at)) || (one.at === at ? "1" : "0"));
        });
      });
    });
  }
  // What nobody saved goes: what came with a trail that is gone, or came in part; with the last page what is shared.
  function sweep() {
    return caches.keys().then(function (names) {
      var here = names.filter(function (one) { return one.indexOf(name(shared)) === 0 && one !== name(shared); })
        .map(function (one) { return one.slice(name("").length); });
      var own = here.filter(function (at) { return recall(key(at)) === "1"; });
      return Promise.all(own.map(kept)).then(function (all) {
        var stay = all.reduce(function (some, one) { return some.concat(one.places); }, own);
        var go = here.filter(function (at) { return stay.indexOf(at) < 0; });
        return Promise.all(go.concat(go.length < here.length ? [] : shared).map(gone));
      });
    });
  }
  function gone(at) {
    keep(key(at), "");
    return caches.delete(name(at));
  }

  // One after another: a drop stops what is coming, and takes away once nothing comes any more.
  function next(act) { return (turn = turn.then(act).catch(function () { /* what was saved stays */ })); }
  function save() {
    tell("saving");
    next(function () {
      return navigator.serviceWorker.register(root.href + "sw.js", { scope: root.href }).then(bring)
        .then(function () { tell("saved"); }, function () { tell("unsaved"); return sweep(); });
    });
  }
  function drop() {
    stop.abort();
    stop = new AbortController();
    next(function () { return gone(at).then(sweep); }).then(function () {
      told = "";
      tell();
      return price();
    });
  }

  button.addEventListener("click", function () { if (state === "saved") drop(); else if (state !== "saving") save(); });
  if (!recall(key(at))) price();
  else {
    tell("saved");
    if (navigator.onLine) next(bring);
  }
})();
