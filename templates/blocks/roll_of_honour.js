// Finds names on rolls of honour, and shares the address of one. The format of the files: generator/plan/names.py.
(function () {
  "use strict";
  if (window.ditichRoll) return;
  window.ditichRoll = { load: load, means: means, cell: cell, name: name, told: told, which: which }; // web/known.js
  var doc = document, SHOWN = 30, FIELDS = ["g", "f", "m", "a", "p", "b", "d"], BONUS = [12, 8, 8, 8, 0, 0, 0];
  var rolls = [], state = 0, waiting = [];

  function each(selector, act) { Array.prototype.forEach.call(doc.querySelectorAll(selector), act); }
  // Marks stand after their letter, so that "ngoă" begins "ngoằn" as it is typed.
  function lower(s) { return s.normalize("NFD").toLowerCase().replace(/ð/g, "đ").trim().split(/\s+/).join(" "); }
  function fold(s) { return lower(s).replace(/đ/g, "d").replace(/[\u0300-\u036f]/g, ""); }
  function make(tag, words) { var e = doc.createElement(tag); e.textContent = words; return e; }

  // The anchor of a row, as generator/roll.py makes it (cyrb53, public domain).
  function stamp(s) {
    var a = 0xdeadbeef, b = 0x41c6ce57, mul = Math.imul, out = "";
    for (var i = 0; i < s.length; i++) { a = mul(a ^ s.charCodeAt(i), 2654435761); b = mul(b ^ s.charCodeAt(i), 1597334677); }
    a = mul(a ^ (a >>> 16), 2246822507) ^ mul(b ^ (b >>> 13), 3266489909);
    b = mul(b ^ (b >>> 16), 2246822507) ^ mul(a ^ (a >>> 13), 3266489909);
    out = ((4294967296 * (2097151 & b) + (a >>> 0)) % 2821109907456).toString(36);
    return "00000000".slice(out.length) + out;
  }
  function cell(roll, field, row) { return roll.d[field][roll.c[field][row]]; }
  function name(roll, row) { return ["f", "m", "g"].map(function (f) { return cell(roll, f, row); }).filter(Boolean).join(" "); }
  function anchor(roll, row) {
    var own = roll.i[row], home = cell(roll, "p", row).split("|")[0];
    return own ? "N-" + own : "N" + stamp([fold(name(roll, row)), cell(roll, "b", row), cell(roll, "d", row), fold(home)].join("|"));
  }
  function address(roll, row) {
    var n = row, k = 0, file = /\.html$/.test(roll.link.pathname) ? "index.html" : "";
    while (n >= roll.s[k][1]) n -= roll.s[k++][1];
    return roll.link.href.replace(/index\.html$/, "") + roll.s[k][0] + file + "#" + anchor(roll, row);
  }

  function which(digits, row) { // what a row says in a column: a word of its dictionary
    return digits.reduceRight(function (sum, signs) {
      var code = signs.charCodeAt(row);
      return sum * 93 + code - 32 - (code > 34) - (code > 92);
    }, 0);
  }
  // A file as it came → columns of numbers, and dictionaries in three spellings.
  function open(roll, link, stele) {
    var words = [], runs = new Uint16Array(roll.n), at = 0;
    roll.link = link;
    roll.stele = stele;
    roll.g.forEach(function (run, k) { words.push(run[0]); runs.fill(k, at, at += run[1]); });
    Object.keys(roll.c).forEach(function (field) {
      var column = new Uint16Array(roll.n);
      for (var i = 0; i < roll.n; i++) column[i] = which(roll.c[field], i);
      roll.c[field] = column;
    });
    roll.c.g = runs;
    roll.d.g = words;
    roll.low = {};
    roll.fold = {};
    FIELDS.forEach(function (field) {
      roll.low[field] = roll.d[field].map(function (s) { return " " + lower(s).replace(/[^\p{L}\p{M}\p{N}]+/gu, " ") + " "; });
      roll.fold[field] = roll.low[field].map(function (s) { return " " + fold(s) + " "; });
    });
    rolls.push(roll);
  }
  function load(then) { // `then(true)` if a file did not come: half a list would deny a name that is on it
    if (state === 2) return then();
    waiting.push(then);
    if (state) return;
    state = 1;
    var left = 0, lost = false;
    each("a[data-names]", function (link) {
      link.dataset.names.split(" ").forEach(function (file, k) {
        if (!file) return;
        var s = doc.createElement("script");
        left++;
        s.src = file;
        s.onload = function () { open(window.ditichNames.pop(), link, (link.dataset.stele || "").split(" ")[k]); done(); };
        s.onerror = function () { lost = true; done(); };
        doc.head.append(s);
      });
    });
    function done() {
      if (--left) return;
      state = lost ? 0 : 2; // typed again, it is asked for again
      if (lost) rolls.length = 0;
      waiting.splice(0).forEach(function (act) { act(lost); });
    }
  }

  // Every word of the query must begin a word of the row. Marks as typed first, then whole words before parts, names before places.
  // Of a day the list sent to phones has the year. Where nothing is met, words that only say which year are left out.
  function find(query) {
    var typed = lower(query).replace(/(\d{1,2}[/.-]){1,2}(?=\d{4})/g, "").split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean), got = meet(typed);
    if (got.length || !typed.some(function (word) { return /^\d{4}$/.test(word); })) return got;
    return meet(typed.filter(function (word) { return !/^(ngay|thang|nam|sinh|hy|mat|born|died|in|\d\d?)$/.test(fold(word)); }));
  }
  function meet(typed) {
    var all = 0, count = 0;
    rolls.forEach(function (roll) { all += roll.n; });
    var found = new Float64Array(all);
    rolls.forEach(function (roll, number) {
      var sum = new Uint16Array(roll.n), best, row;
      typed.forEach(function (word, nth) {
        var bare = fold(word);
        best = new Uint16Array(roll.n);
        FIELDS.forEach(function (field, f) {
          var column = roll.c[field], score = Uint16Array.from(roll.fold[field], function (s, k) {
            if (s.indexOf(" " + bare) < 0) return 0;
            return 1 + BONUS[f] + (s.indexOf(" " + bare + " ") < 0 ? 0 : 16) + (roll.low[field][k].indexOf(" " + word) < 0 ? 0 : 32);
          });
          for (row = 0; row < roll.n; row++) if (score[column[row]] > best[row]) best[row] = score[column[row]];
        });
        for (row = 0; row < roll.n; row++) sum[row] = best[row] && (!nth || sum[row]) ? sum[row] + best[row] : 0;
      });
      for (row = 0; row < roll.n; row++) if (sum[row]) found[count++] = sum[row] * 1e8 - number * 1e5 - row;
    });
    return found.subarray(0, count).sort().reverse();
  }
  function whose(key) {
    var rest = Math.ceil(key / 1e8) * 1e8 - key, number = Math.floor(rest / 1e5);
    return [rolls[number], rest - number * 1e5];
  }
  function namesakes(roll, row) {
    var f = roll.c.f, m = roll.c.m, g = roll.c.g, n = 0;
    for (var i = 0; i < roll.n; i++) if (g[i] === g[row] && m[i] === m[row] && f[i] === f[row]) n++;
    return n;
  }

  function told(roll, row) {
    var years = [cell(roll, "b", row), cell(roll, "d", row)];
    return [years.some(Boolean) ? years.map(function (y) { return y || "?"; }).join(" – ") : ""].concat(cell(roll, "p", row).split("|"));
  }
  function means(here, act) { // every row that an anchor may mean
    rolls.forEach(function (roll) {
      for (var row = 0; row < roll.n; row++) {
        var own = anchor(roll, row);
        if (here === own || (own[1] !== "-" && here.indexOf(own + "-") === 0)) act(roll, row);
      }
    });
  }

  each(".find-name", function (box) {
    var input = box.querySelector("input"), said = box.querySelector("[role]"), list = box.querySelector("ol"), miss = box.querySelector(".miss");
    var how = said.textContent, tongue = window.ditich.tongue(said), links = doc.querySelectorAll("a[data-names]").length;
    said.lang = tongue;
    if (!input.value && doc.querySelector("#Find-")) input.value = new URLSearchParams(location.search).get("q") || "";
    function show(lost) {
      var query = input.value.trim();
      list.textContent = "";
      miss.hidden = true;
      if (!query) { said.textContent = how; return; }
      if (lost === true) { said.textContent = said.dataset.lost; return; }
      if (state < 2) { said.textContent = said.dataset.wait; load(show); return; }
      var found = find(query), words = found.length > SHOWN ? "first" : "found";
      said.textContent = said.dataset[words].replace("{n}", found.length).replace("{m}", SHOWN);
      miss.hidden = found.length > 0;
      Array.prototype.slice.call(found, 0, SHOWN).forEach(function (key) {
        var who = whose(key), roll = who[0], row = who[1], a = doc.createElement("a"), also = cell(roll, "a", row);
        var same = namesakes(roll, row), about = told(roll, row);
        if (links > 1) about.push(roll.link.textContent);
        a.href = address(roll, row);
        a.append(make("b", name(roll, row)), also ? " (" + also + ")" : "", make("small", about.filter(Boolean).join(" · ")));
        if (same > 1) a.append(make("small", said.dataset.same.replace("{n}", same)));
        a.lastChild.lang = same > 1 ? tongue : "vi";
        list.append(doc.createElement("li"));
        list.lastChild.append(a);
      });
    }
    input.addEventListener("input", show);
    input.addEventListener("focus", function () { load(show); });
    window.addEventListener("pageshow", show); // back from a name: the browser kept what was typed
    if (doc.activeElement === input) load(show);
  });

  // A name that was sent to somebody: offer to send it on; look for it if it has moved to another page.
  each("ol[data-address]", function (names) {
    var b = own("button", names.dataset.share), gone = own("p", names.dataset.gone), here;
    function own(tag, words) { var e = make(tag, words); if (names.dataset.tongue) e.lang = names.dataset.tongue; return e; }
    b.type = "button";
    b.className = "go";
    b.setAttribute("aria-live", "polite");
    b.onclick = function () {
      var url = (names.dataset.address || location.href.split("#")[0]) + "#" + here;
      function copied() { b.textContent = names.dataset.copied; }
      function shown() { b.textContent = url; }
      if (navigator.share) navigator.share({ title: doc.title, url: url }).catch(function () {});
      else if (navigator.clipboard) navigator.clipboard.writeText(url).then(copied, shown);
      else shown();
    };
    function arrive() {
      here = location.hash.slice(1);
      var at = here && doc.getElementById(here);
      b.textContent = names.dataset.share;
      gone.remove();
      if (at && names.contains(at)) return at.closest("li").append(b);
      b.remove();
      if (/^N/.test(here)) load(function (lost) {
        var to;
        means(here, function (roll, row) { to = to || address(roll, row); });
        if (to) location.replace(to);
        else if (!lost) names.before(gone); // without the list nobody knows
      });
    }
    window.addEventListener("hashchange", arrive);
    arrive();
  });
})();
