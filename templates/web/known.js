// Without a signal, where a name's page is not on this phone: what the saved list says of it, and its place on the stone.
(function () {
  "use strict";
  var doc = document, list = doc.getElementById("Known"), lists = window.ditichRoll;

  function make(tag, words) { var e = doc.createElement(tag); e.textContent = words; return e; }
  // The file with the places is asked for by nothing else. Its format: generator/plan/names.py.
  function place(roll, row, item) {
    var file = make("script", ""), said = list.previousElementSibling;
    if (!roll.stele) return;
    file.src = roll.stele;
    file.onload = function () {
      var stele = window.ditichStele.pop(), at = [0, 1].map(function (k) { return stele.d[k][lists.which(stele.c[k], row)]; });
      var words = said.dataset.where.split("|"), where = at.join("|").split("|").map(function (n, k) {
        return n && words[k].replace("{n}", n);
      }).filter(Boolean);
      if (!where.length) return;
      item.append(make("br", ""), make("b", where.join(", "))); // what one looks for, standing before it
      item.lastChild.lang = window.ditich.tongue(said);
    };
    doc.head.append(file);
  }
  if (/^#N/.test(location.hash)) lists.load(function () {
    lists.means(location.hash.slice(1), function (roll, row) {
      if (location.href.indexOf(roll.link.href)) return;
      var also = lists.cell(roll, "a", row), item = make("li", "");
      item.append(make("b", lists.name(roll, row)), also ? " (" + also + ")" : "",
        " · " + lists.told(roll, row).concat(roll.link.textContent).filter(Boolean).join(" · "));
      list.append(item);
      list.parentNode.hidden = false;
      place(roll, row, item);
    });
  });
})();
