// The page's side of the preview: tells the server what it shows, and shows the problems it is told of.
// Loaded before livereload.js, which finds the plugin by its name on window.
(function () {
  "use strict";
  var host = document.querySelector("ditich-preview");
  if (!host) return;
  var root = host.shadowRoot;
  if (!root) { // a browser that does not know declarative shadow roots
    root = host.attachShadow({ mode: "open" });
    root.append(host.querySelector("template").content);
  }
  var panel = root.querySelector(".panel"), strip = root.querySelector(".strip"), said = strip.textContent;
  var AROUND = 80; // characters on either side of a mark
  var folded = false, shown = "";

  // Folded by hand, the panel stays folded over reloads until the problems are others.
  function recall() { try { return sessionStorage.getItem("ditich-preview-folded"); } catch (e) { return null; } }
  function keep() { try { sessionStorage.setItem("ditich-preview-folded", folded ? shown : ""); } catch (e) { /* no storage */ } }

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // The line as written, the part that is meant marked: a caret below would go astray when lines wrap.
  // A paragraph is one long line: only what stands around the mark is shown.
  function excerpt(problem) {
    var pre = make("pre"), text = Array.from(problem.text), from = Math.max(problem.column - 1, 0);
    var to = problem.column ? from + problem.width : 0;
    var first = from > AROUND + 20 ? from - AROUND : 0, last = to + AROUND;
    pre.append(problem.line + " | " + (first ? "… " : "") + text.slice(first, from).join(""));
    if (to) pre.append(make("mark", "", text.slice(from, to).join("") || " "));
    pre.append(text.slice(to || from, last).join("") + (text.length > last ? " …" : ""));
    return pre;
  }

  function item(problem) {
    var li = make("li");
    li.append(make("p", "where", problem.place), make("p", "what", problem.sentence));
    if (problem.text) li.append(excerpt(problem));
    if (problem.advice) li.append(make("p", "do", "→ " + problem.advice));
    return li;
  }

  function show(problems) {
    var key = JSON.stringify(problems);
    if (key === shown) return;
    shown = key;
    folded = recall() === key;
    panel.hidden = !problems.length;
    panel.textContent = "";
    if (!problems.length) return;
    var inner = make("div", "in"), top = make("div", "top"), rest = make("div"), fold = make("button"), list = make("ol");
    fold.type = "button";
    function turn() {
      rest.hidden = folded;
      fold.textContent = folded ? host.dataset.previewUnfold : host.dataset.previewFold;
      fold.setAttribute("aria-expanded", String(!folded));
    }
    fold.onclick = function () { folded = !folded; keep(); turn(); };
    panel.setAttribute("aria-label", host.dataset.previewOverlay);
    // What concerns this page comes first.
    function here(problem) { return location.pathname.indexOf("/" + problem.scope + "/") >= 0 ? 0 : 1; }
    problems.sort(function (a, b) { return here(a) - here(b); });
    list.append.apply(list, problems.map(item));
    rest.append(make("p", "told", host.dataset.previewOverlayTold), list);
    top.append(make("h2", "", host.dataset.previewOverlay + " (" + problems.length + ")"), fold);
    inner.append(top, rest);
    panel.append(inner);
    turn();
  }

  function ask() {
    fetch(host.dataset.previewProblems, { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (state) { show(state.problems); })
      .catch(function () { /* the server has ended; the strip says so */ });
  }

  function Plugin() {}
  Plugin.identifier = "ditich";
  Plugin.version = "1";
  Plugin.prototype.analyze = function () { return { page: host.dataset.previewPage }; };
  Plugin.prototype.reload = function (path) {
    if (path !== "ditich:problems") return false;
    ask();
    return true;
  };
  window.LiveReloadPluginDitich = Plugin;
  document.addEventListener("LiveReloadConnect", function () { strip.textContent = said; });
  document.addEventListener("LiveReloadDisconnect", function () { strip.textContent = host.dataset.previewLost; });
  ask();
})();
