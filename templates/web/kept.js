// Without a signal: which links lead to pages that are not on this phone, and which pages are.
(function () {
  "use strict";
  var doc = document, root = new URL("../", doc.currentScript.src), main = doc.getElementById("Main");
  var unkept = doc.getElementById("Unkept"), kept = doc.getElementById("Kept");
  // Where nothing was ever saved, in a copied folder or at a screen without a network, nothing is lacking either.
  if (!navigator.serviceWorker || !navigator.serviceWorker.controller) return;

  function mark(a) {
    var to = a.href.split("#")[0];
    if (a.dataset.at === to) return;
    Array.prototype.forEach.call(a.querySelectorAll(".unkept"), function (note) { note.remove(); });
    a.dataset.at = to;
    if (to.indexOf(root.href) || a.pathname === location.pathname) return;
    caches.match(to, { ignoreSearch: true }).then(function (found) {
      var note = doc.createElement("small");
      if (found || a.dataset.at !== to) return;
      note.className = "unkept";
      note.lang = window.ditich.tongue(unkept);
      note.textContent = unkept.dataset.not;
      (a.querySelector(".cap") || a).append(" ", note);
    });
  }
  function look() {
    if (!navigator.onLine) Array.prototype.forEach.call(main.querySelectorAll("a[href]"), mark);
  }
  if (unkept) {
    new MutationObserver(look).observe(main, { childList: true, subtree: true, attributeFilter: ["href"] });
    window.addEventListener("offline", look);
    window.addEventListener("online", function () {
      Array.prototype.forEach.call(main.querySelectorAll("a[data-at]"), function (a) { a.removeAttribute("data-at"); });
      Array.prototype.forEach.call(main.querySelectorAll(".unkept"), function (note) { note.remove(); });
    });
    look();
  }

  // The pages that were saved, by the names in their lists, in the order in which they were.
  if (kept) caches.keys().then(function (names) {
    var ats = names.filter(function (name) { return name.indexOf("ditich " + root.pathname) === 0; })
      .map(function (name) { return name.replace("ditich " + root.pathname, root.href); });
    return Promise.all(ats.map(function (at) {
      return caches.match(at + "offline.json").then(function (found) { return found && found.json(); });
    })).then(function (lists) {
      lists.forEach(function (list, n) {
        var li = doc.createElement("li"), a = doc.createElement("a");
        if (!list || !list.title) return;
        a.href = ats[n];
        a.textContent = list.title[0];
        if (list.title[1]) a.lang = list.title[1];
        li.append(a);
        kept.append(li);
        kept.hidden = kept.previousElementSibling.hidden = false;
      });
    });
  });
})();
