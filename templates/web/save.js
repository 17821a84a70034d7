// Keeps a page for places without signal: what its list (`offline.json`, made by the build) names, a trail the lists
// of its places, and with either what its language shares: search, the keypad, the home page.
(function () {
  "use strict";
  var doc = document, recall = window.ditich.recall, keep = window.ditich.keep, LIST = "offline.json";
  var button = doc.querySelector("[data-do=save]"), label = button.querySelector("span"), offer = label.textContent, tongue = window.ditich.tongue(label);
  var root = new URL("../", doc.currentScript.src), at = new URL(button.dataset.home, location.href).pathname.slice(root.pathname.length);
  var shared = at.split("/")[0] + "/", kinds = {}, told = "";

  function name(at) { return "ditich " + root.pathname + at; }
  function key(at) { return "saved " + root.pathname + at; }
  function url(path) { return root.href + path; }
  function ask(path) { // a code's page is asked for so that no host counts a scan
    return fetch(url(path) + (/^\w{6}\/$/.test(path) ? "?offline" : ""), { cache: "no-cache" }).then(function (answer) {
      if (!answer.ok) throw new Error(path);
      return answer;
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
  // What it takes of a list: [path, bytes as they travel, stamp of the content].
  function takes(one) {
    return one.files.concat(one.either.map(function (forms) {
      return forms.filter(function (form, n) { return kinds[form[3]] || n === forms.length - 1; })[0];
    }));
  }
  function former(one) { // path → stamp of what is kept
    return caches.match(url(one.at + LIST)).then(function (found) { return found && found.json(); }).then(function (before) {
      var stamps = {};
      if (before) takes(before).forEach(function (file) { stamps[file[0]] = file[2]; });
      return stamps;
    });
  }
  function lacks(one, was) { return takes(one).filter(function (file) { return was[file[0]] !== file[2]; }); }

  // Everything comes before anything goes, pages after what they are made of; and what the build before had stays
  // until there is a third: a page that is open finds what it was made of.
  function sync(one, got) {
    return former(one).then(function (was) {
      var todo = lacks(one, was), stay = takes(one).map(function (file) { return url(file[0]); }).concat(Object.keys(was).map(url), url(one.at + LIST));
      if (!todo.length && stay.length === 2 * takes(one).length + 1) return null;
      return Promise.all(todo.map(function (file) {
        var path = file[0];
        got[path] = got[path] || ask(path);
        return got[path].then(function (answer) { return [path, answer.clone()]; });
      })).then(function (pairs) {
        return caches.open(name(one.at)).then(function (cache) {
          function put(pages) {
            return Promise.all(pairs.filter(function (pair) { return pages === /(^|\/)$/.test(pair[0]); })
              .map(function (pair) { return cache.put(url(pair[0]), pair[1]); }));
          }
          return put(false).then(function () { return put(true); }).then(function () {
            return cache.put(url(one.at + LIST), new Response(JSON.stringify(one)));
          }).then(function () { return cache.keys(); }).then(function (keys) {
            return Promise.all(keys.filter(function (kept) { return stay.indexOf(kept.url) < 0; }).map(function (kept) { return cache.delete(kept); }));
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
  function tell(state) {
    var words = window.ditich.words;
    label.textContent = words[state] || offer + told;
    label.lang = words[state] ? words.lang : tongue;
    button.setAttribute("aria-pressed", state === "saved");
  }
  function price() { // bytes that are not kept yet, each file once
    return lists().then(function (all) {
      return Promise.all(all.map(function (one) { return former(one).then(function (was) { return lacks(one, was); }); })).then(function (several) {
        var bytes = {}, sum = 0, note = doc.createElement("small");
        several.forEach(function (files) { files.forEach(function (file) { bytes[file[0]] = file[1]; }); });
        Object.keys(bytes).forEach(function (path) { sum += bytes[path]; });
        told = " (" + size(sum) + ")";
        if (label.textContent === offer) tell();
        if (!all.some(function (one) { return one.less; }) || button.parentNode.querySelector("small.less")) return;
        note.className = "less";
        note.lang = window.ditich.words.lang;
        note.textContent = window.ditich.words.less;
        button.after(note);
      });
    }).catch(function () { /* without a signal nothing can be saved, and no size be told */ });
  }
  function save() {
    var got = {};
    tell("saving");
    navigator.serviceWorker.register(root.href + "sw.js", { scope: root.href }).then(lists).then(function (all) {
      return inTurn(all, function (one) {
        return sync(one, got).then(function () { // saved by itself, or with a trail
          if (one.at !== shared) keep(key(one.at), recall(key(one.at)) || (one.at === at ? "1" : name(at)));
        });
      });
    }).then(function () { tell("saved"); }, function () { tell("unsaved"); });
  }
  function gone(names) {
    return Promise.all(names.map(function (one) {
      keep(one.replace("ditich", "saved"), "");
      return caches.delete(one);
    })).then(function () { return caches.keys(); });
  }
  function drop() { // with a trail the places that came with it, with the last page what its language shares
    caches.keys().then(function (names) {
      return gone(names.filter(function (one) { return one === name(at) || recall(one.replace("ditich", "saved")) === name(at); }));
    }).then(function (names) {
      var left = names.filter(function (one) { return one.indexOf(name(shared)) === 0; });
      return left.length > 1 || gone(left);
    }).then(function () { tell("offer"); return price(); });
  }

  button.addEventListener("click", function () { if (recall(key(at))) drop(); else save(); });
  if (!recall(key(at))) price();
  else {
    tell("saved");
    if (navigator.onLine) lists().then(function (all) {
      var got = {};
      return inTurn(all.filter(function (one) { return one.at === shared || recall(key(one.at)); }), function (one) { return sync(one, got); });
    }).catch(function () { /* what was saved stays */ });
  }
})();
