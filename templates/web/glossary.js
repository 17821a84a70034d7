// A word's one sentence, behind the word where it stands; without this the link leads to the page of words.
(function () {
  "use strict";
  var doc = document, pages = {};

  function read(url) {
    if (!pages[url]) pages[url] = fetch(url).then(function (answer) {
      if (!answer.ok) throw new Error(url);
      return answer.text();
    }).then(function (text) { // without its style, which this page's policy would refuse aloud
      return new DOMParser().parseFromString(text.replace(/<style[^]*?<\/style>/g, ""), "text/html");
    });
    pages[url].catch(function () { delete pages[url]; }); // the next tap tries again
    return pages[url];
  }

  function sentence(a, page) {
    var said = page.getElementById(a.hash.slice(1)).querySelector("dd"), note = doc.createElement("small"), more = doc.createElement("a");
    Array.prototype.forEach.call(said.querySelectorAll("sup"), function (mark) { mark.remove(); });
    more.href = a.href;
    more.textContent = window.ditich.words.source;
    more.lang = window.ditich.words.lang;
    note.className = "hedge";
    note.append(" (" + said.textContent.replace(/\s+/g, " ").trim() + " ", more, ")");
    return note;
  }

  function explain(a) {
    var note = doc.createElement("span"), open = false;
    note.setAttribute("role", "status"); // what comes into it is read out
    a.after(note);
    function show(on) {
      open = on;
      note.hidden = !on;
      a.setAttribute("aria-expanded", on);
    }
    show(false);
    a.addEventListener("click", function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      if (note.firstChild) return show(!open);
      show(true);
      read(a.href.split("#")[0]).then(function (page) { note.replaceChildren(sentence(a, page)); })
        .catch(function () { location.href = a.href; });
    });
  }

  Array.prototype.forEach.call(doc.querySelectorAll(".story a[data-js*='/glossary-']"), explain);
})();
