// Search on this phone alone: what may be found lies beside this page, no word leaves it.
(function () {
  "use strict";
  var doc = document, base = doc.currentScript.src.replace(/assets\/[^/]*$/, "");
  var form = doc.getElementById("Ask"), field = doc.getElementById("Query"), list = doc.getElementById("Found");
  var said = doc.getElementById("Said"), all = doc.getElementById("All"), words = said.dataset;
  var names = doc.getElementById("Names"); // the way to the rolls takes along what was typed
  var index = location.protocol === "file:" ? "index.html" : "";
  var lost = (window.ditichFind || []).length < words.all; // half a list would deny what is in the other half
  var MOST = 30, TOKEN = /[\p{L}\p{M}\p{N}]+/gu, KHMER = /[\u1780-\u17ff]/, EVENT = 4;

  // As generator/text.py: lower case, đ is d, no marks. One letter stays one letter.
  function lower(t) { return t.normalize("NFC").toLowerCase(); }
  var folded = Object.create(null);
  function fold(t) {
    return folded[t] || (folded[t] = lower(t).replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, ""));
  }
  function tokens(t) { return lower(t).match(TOKEN) || []; }

  // An entry: kind, name, address, lines, number of a stop; a text: words, language if another, a remark.
  var entries = (window.ditichFind || []).map(function (e, order) {
    return { of: e, order: order, texts: [e[1]].concat(e[3]).map(function (t) {
      var own = tokens(t[0]);
      return { text: t, own: own, bare: own.map(fold), whole: lower(t[0]) };
    }) };
  });

  // How well a word is met in a text: 4 whole with its very accents, 3 whole, 2 and 1 its beginning, 0 not at all.
  function meets(text, word) {
    if (KHMER.test(word)) return text.whole.indexOf(word) >= 0 ? 4 : 0;
    var best = 0, bare = fold(word);
    for (var i = 0; i < text.own.length; i++) {
      if (text.bare[i].indexOf(bare)) continue;
      var exact = text.own[i].indexOf(word) === 0, all = text.bare[i].length === bare.length;
      best = Math.max(best, (all ? 3 : 1) + exact);
    }
    return best;
  }
  // Lower is better; every word must be met. First comes what has the accents that were typed, then a name that
  // begins with the words, then one that holds them, then the nearer words. An event has no name, only a sentence.
  function judge(entry, query) {
    var marked = query.some(function (w) { return w !== fold(w); }), name = entry.of[0] === EVENT ? {} : entry.texts[0];
    var plain = 0, named = 0, lacks = 0, line = 1, most = 0;
    for (var q = 0; q < query.length; q++) {
      var levels = entry.texts.map(function (t) { return meets(t, query[q]); });
      var best = Math.max.apply(null, levels);
      if (!best) return null;
      lacks += 4 - best;
      plain += query[q] !== fold(query[q]) && best % 2; // marks were typed and not met
      named += name.own && levels[0] > 0 && !(marked && levels[0] % 2);
    }
    for (var n = 1; n < entry.texts.length; n++) {
      var here = query.reduce(function (sum, w) { return sum + meets(entry.texts[n], w); }, 0);
      if (named < query.length && here > most) { most = here; line = n; }
    }
    var at = (" " + ((marked ? name.own : name.bare) || []).join(" ")).indexOf(" " + query.join(" "));
    return { entry: entry, line: line, key: [plain, at < 0 ? 2 : +(at > 0), query.length - named, lacks, entry.of[0], entry.order] };
  }
  function compare(a, b) {
    for (var i = 0; i < a.key.length; i++) if (a.key[i] !== b.key[i]) return a.key[i] - b.key[i];
    return 0;
  }

  // A text with what was met in <mark>; far from the beginning only the part around it.
  function show(tag, text, query) {
    var e = doc.createElement(tag), words = text[0].normalize("NFC"), hits = [], from = 0;
    query.forEach(function (w) {
      if (KHMER.test(w)) {
        var k = words.indexOf(w);
        if (k >= 0) hits.push([k, w.length]);
      }
    });
    words.replace(TOKEN, function (token, at) {
      var low = lower(token), bare = fold(token), longest = 0;
      query.forEach(function (w) {
        if (!KHMER.test(w) && (low.indexOf(w) === 0 || bare.indexOf(fold(w)) === 0)) longest = Math.max(longest, w.length);
      });
      if (longest) hits.push([at, longest]);
    });
    if (hits.length && hits[0][0] > 90) {
      from = words.lastIndexOf(" ", hits[0][0] - 40) + 1;
      e.append("… ");
    }
    hits.forEach(function (hit) {
      if (hit[0] < from) return;
      var m = doc.createElement("mark");
      m.textContent = words.slice(hit[0], hit[0] + hit[1]);
      e.append(words.slice(from, hit[0]), m);
      from = hit[0] + hit[1];
    });
    e.append(words.slice(from, from + 140), words.length > from + 140 ? " …" : "");
    if (text[1]) e.lang = text[1];
    if (text[2]) e.append(" (" + text[2] + ")");
    return e;
  }

  function meet(query) {
    return query.length ? entries.map(function (e) { return judge(e, query); }).filter(Boolean).sort(compare) : [];
  }
  // A plaque's code as generator/codes.py reads what people type, in small letters as all is that is searched.
  function mend(typed) { return lower(typed).replace(/[\s._–-]/g, "").replace(/[il]/g, "1"); }

  function look() {
    var query = tokens(field.value), kinds = words.kinds.split("|"), hits = meet(query), code = mend(field.value);
    if (!hits.length && code.length === 6) hits = meet(query = [code]);
    if (names) names.search = field.value.trim() ? "?q=" + encodeURIComponent(field.value) : "";
    list.textContent = "";
    all.hidden = query.length > 0 && !lost;
    hits.slice(0, MOST).forEach(function (hit) {
      var e = hit.entry, li = doc.createElement("li"), a = doc.createElement("a"), cap = doc.createElement("span"), kind = doc.createElement("span");
      cap.className = "cap";
      a.href = base + e.of[2].replace(/\/(?=#|$)/, "/" + index);
      kind.textContent = kinds[e.of[0]];
      cap.append(kind, show("b", e.texts[0].text, query));
      if (e.texts[hit.line]) cap.append(show("span", e.texts[hit.line].text, query));
      a.append(cap);
      li.append(a);
      list.append(li);
    });
    said.textContent = !query.length ? "" : (hits.length ? words.count.replace("{n}", hits.length) : lost ? "" : words.none + (names ? " " + words.rolls : ""))
      + (lost ? (hits.length ? ". " : "") + words.lost : "");
  }

  // The query stands in the address, so that the way back from a result finds it again.
  function keep() {
    var url = location.pathname + (field.value ? "?q=" + encodeURIComponent(field.value) : "");
    try { history.replaceState(null, "", url); } catch (e) { /* a folder on this phone */ }
  }
  function read() {
    field.value = new URLSearchParams(location.search).get("q") || "";
    look();
  }
  form.hidden = false;
  form.addEventListener("submit", function (e) { e.preventDefault(); field.blur(); });
  field.addEventListener("input", function () { look(); keep(); });
  window.addEventListener("popstate", read);
  read();
})();
