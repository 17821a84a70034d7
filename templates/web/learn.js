// The page of questions. Without it every answer opens by itself; nothing is counted, kept or sent.
(function () {
  "use strict";
  var doc = document, quiz = doc.querySelector(".quiz"), ring = doc.getElementById("Ring");
  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }

  // Choosing an answer opens the sourced one; where no verdict is given (memorials) it only opens.
  var questions = quiz ? all(":scope > li", quiz) : [];
  var kept = questions.map(function (li) {
    return {
      text: li.querySelector("p").cloneNode(true), choices: li.querySelector(".choices").cloneNode(true),
      source: li.querySelector(".from").cloneNode(true), answer: +li.dataset.answer
    };
  });
  questions.forEach(function (li) {
    var said = li.querySelector(".verdict"), more = li.querySelector("details"), choices = li.querySelector(".choices");
    all("li", choices).forEach(function (choice, index) {
      var b = doc.createElement("button");
      b.type = "button";
      b.setAttribute("aria-pressed", "false");
      b.append.apply(b, Array.prototype.slice.call(choice.childNodes));
      choice.append(b);
      b.onclick = function () {
        all("button", choices).forEach(function (other) { other.setAttribute("aria-pressed", String(other === b)); });
        if (quiz.dataset.tongue) said.lang = quiz.dataset.tongue;
        said.textContent = (index + 1 === +li.dataset.answer ? quiz.dataset.right : quiz.dataset.other) || "";
        more.open = true;
      };
    });
  });

  // One large question at a time, for a phone that is held up.
  if (ring && ring.showModal && kept.length) {
    var at = 0, lock = null, big = ring.querySelector(".big"), told = ring.querySelector(".told");
    var key = {};
    all("[data-ring]", ring).forEach(function (b) { key[b.dataset.ring] = b; b.onclick = function () { acts[b.dataset.ring](); }; });
    var show = function () {
      var choices = kept[at].choices.cloneNode(true), words = doc.createElement("p");
      words.append.apply(words, Array.prototype.slice.call(kept[at].text.cloneNode(true).childNodes));
      big.replaceChildren(words, choices);
      told.replaceChildren();
      ring.querySelector("b").textContent = at + 1 + "/" + kept.length;
      key.back.disabled = at === 0;
      key.next.disabled = at === kept.length - 1;
      key.show.disabled = false;
      ring.scrollTop = 0;
      big.focus();
    };
    var acts = {
      back: function () { if (at > 0) { at--; show(); } },
      next: function () { if (at < kept.length - 1) { at++; show(); } },
      show: function () {
        var right = big.querySelectorAll(".choices li")[kept[at].answer - 1], line = doc.createElement("p");
        right.className = "right";
        line.append.apply(line, Array.prototype.slice.call(right.cloneNode(true).childNodes));
        line.className = "answer";
        told.replaceChildren(line, kept[at].source.cloneNode(true));
        key.show.disabled = true;
        told.scrollIntoView({ block: "nearest" });
        (key.next.disabled ? key.close : key.next).focus();
      },
      close: function () { ring.close(); }
    };
    ring.onkeydown = function (e) {
      if (e.key === "ArrowRight") acts.next();
      else if (e.key === "ArrowLeft") acts.back();
    };
    ring.onclose = function () {
      if (lock) { lock.release(); lock = null; }
      open.focus();
    };
    var box = doc.querySelector(".ring-in"), open = box.querySelector("button");
    box.hidden = false;
    open.onclick = function () {
      at = 0;
      window.ditich.modal(ring);
      show();
      if (navigator.wakeLock) navigator.wakeLock.request("screen").then(function (got) {
        if (ring.open) lock = got; else got.release();
      }, function () { /* not now */ });
    };
  }
})();
