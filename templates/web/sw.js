// Keeps what a visitor saved for places without signal, and nothing else.
// What saving asks for (in the mode `same-origin`, as nothing else does) comes from the network or fails: answered
// from here, an old page would be kept as the new one.
// A page comes from the network while that answers; a saved one stands in when it does not. A code's own
// address waits for the network to fail, however slow it is: hosts count scans, and codes may be paused.
(function () {
  "use strict";
  var PATIENCE = 4000; // ms
  var CODE = /^[1-9A-HJKMNP-TV-Z]{6}$/;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (e) { e.waitUntil(self.clients.claim()); });

  function saved(request) { return caches.match(request, { ignoreSearch: true, ignoreVary: true }); }

  // Another size or format of the same picture is better than none; and what an asset is says its name, wherever
  // a page that stands in for another looks for it.
  function alike(url) {
    var stem = /\/m\/[0-9a-f]{16}(?=[-.])|\/assets\/[^/]+-[0-9a-f]{10}\.\w+$/.exec(url); // no tile: the whole in its place would mislead
    if (!stem) return Promise.resolve();
    return caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) {
        return caches.open(name).then(function (kept) {
          return kept.keys().then(function (all) {
            var found = all.filter(function (one) { return one.url.indexOf(stem[0]) > 0; })[0];
            return found && kept.match(found);
          });
        });
      }));
    }).then(function (found) { return found.filter(Boolean)[0]; });
  }

  // Players ask for a part of the sound (RFC 9110, 14.2); a cache holds it whole.
  function part(request, whole) {
    var asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") || "");
    if (!asked || !whole) return whole;
    return whole.blob().then(function (blob) {
      var start = +asked[1], end = Math.min(asked[2] ? +asked[2] : blob.size - 1, blob.size - 1);
      if (start > end) return new Response("", { status: 416, headers: { "Content-Range": "bytes */" + blob.size } });
      return new Response(blob.slice(start, end + 1), { status: 206, headers: {
        "Content-Type": whole.headers.get("Content-Type") || "", "Content-Length": end - start + 1,
        "Content-Range": "bytes " + start + "-" + end + "/" + blob.size, "Accept-Ranges": "bytes"
      } });
    });
  }

  // The address of the code that a page's address is, read as generator/codes.py reads what people type; else "".
  function code(url) {
    var root = self.registration.scope, typed = url.slice(root.length).split(/[?#]/)[0].replace(/\/$/, "");
    try { typed = decodeURIComponent(typed).normalize("NFKC"); } catch (e) { /* as it came */ }
    typed = typed.replace(/[\s._–-]/g, "").toUpperCase().replace(/[IL]/g, "1");
    return CODE.test(typed) ? root + typed + "/" : "";
  }
  function page(request) {
    var net = fetch(request);
    if (code(request.url)) return net.catch(function () { return kept(request); });
    var slow = new Promise(function (done) { setTimeout(done, PATIENCE); }).then(function () { return saved(request); });
    var failed = net.catch(function () { return kept(request); });
    return Promise.race([failed, slow.then(function (found) { return found || failed; })]);
  }
  // As it is printed, a code's address goes without the last stroke, which a host adds when it is there to ask;
  // as it is typed, often in small letters.
  function kept(request) {
    var full = new URL(request.url);
    if (!/\/$/.test(full.pathname)) full.pathname += "/";
    return saved(request).then(function (found) {
      return found || [code(request.url), full.href].reduce(function (before, url) {
        return before.then(function (there) {
          if (there || !url || url === request.url) return there;
          return saved(url).then(function (is) { return is && Response.redirect(url, 302); });
        });
      }, Promise.resolve()).then(function (there) { return there || unkept(request.url); });
    });
  }
  // Says calmly that a page is not on this phone, in its place, so that to load it again asks for the page itself.
  function unkept(url) {
    var root = self.registration.scope, tongues = [url.slice(root.length).split("/")[0], "vi", "en", "km"];
    return tongues.reduce(function (before, tongue) {
      return before.then(function (found) { return found || saved(root + tongue + "/unkept.html"); });
    }, Promise.resolve()).then(function (found) {
      return found ? found.text().then(function (html) {
        return new Response(html.replace(/([" ])\.\.\//g, "$1" + root), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
      }) : Response.error();
    });
  }
  function orFail(found) { return found || Response.error(); }

  self.addEventListener("fetch", function (e) {
    var request = e.request;
    if (request.method !== "GET" || request.mode === "same-origin" || request.url.indexOf(self.location.origin) !== 0) return;
    if (request.mode === "navigate") e.respondWith(page(request));
    else e.respondWith(saved(request).then(function (found) {
      return found ? part(request, found) : fetch(request).catch(function () { return alike(request.url).then(orFail); });
    }));
  });
})();
