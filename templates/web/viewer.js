// A closer look: by touch, wheel, keys and buttons. A picture's tiles are counted as generator/tiles.py counts them.
(function () {
  "use strict";
  if (window.ditichViewer) return;
  window.ditichViewer = true;
  var doc = document, words = window.ditich.words, sheet = doc.querySelector("style").sheet;
  var EDGE = 512, FIRST = 1300, STEP = 1.5, KEPT = 120, sharp = Math.min(window.devicePixelRatio || 1, 2);
  var box, canvas, stage, said, link, due = 0, touches = new Map();

  // The page's policy lets in the page's own style alone; these rules join it.
  function style() {
    [
      ".viewer{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;background:#0c0706;color:#f8f1e2;overflow:hidden}",
      ".viewer[open]{display:grid;grid-template-rows:auto minmax(0,1fr) auto}",
      ".viewer div{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding:.2rem .3rem}",
      ".viewer div:last-child{justify-content:space-around;max-width:30rem;width:100%;margin:auto}",
      ".viewer p{margin:0;padding:0 .6rem;flex:1 1 6rem;line-height:1.4}",
      ".viewer button{min-width:44px;min-height:52px;padding:0 .4rem;border:0;background:none;color:inherit;font:26px system-ui;cursor:pointer}",
      ".viewer canvas{display:block;width:100%;height:100%;min-height:0;touch-action:none;cursor:grab}",
      ".viewer :focus-visible{outline-color:#8ab8ff;outline-offset:-3px}",
    ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });
  }
  function make(name, parent) { var e = doc.createElement(name); parent.append(e); return e; }
  function button(parent, sign, label, act) {
    var b = make("button", parent);
    b.type = "button";
    b.textContent = sign;
    b.setAttribute("aria-label", label);
    b.onclick = act;
  }
  function draw() {
    if (due) return;
    due = requestAnimationFrame(function () {
      due = 0;
      if (!stage || !canvas.clientWidth) return;
      var w = Math.round(canvas.clientWidth * sharp), h = Math.round(canvas.clientHeight * sharp);
      if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
      stage.draw(w, h);
    });
  }
  function tell(text) { if (said.textContent !== text) said.textContent = text; }
  function move(x, y) { stage.move(x * sharp, y * sharp); draw(); }
  function scale(by, x, y) { stage.scale(by, (x === undefined ? canvas.clientWidth / 2 : x) * sharp, (y === undefined ? canvas.clientHeight / 2 : y) * sharp); draw(); }

  // A picture in tiles. `k` is px of the screen for one of the picture; (x, y) is the picture's point at the middle.
  function flat(at, width, height) {
    var brush = canvas.getContext("2d"), tiles = new Map(), fit = 0, k = 0, x = width / 2, y = height / 2, w = 0, h = 0, last = 1, base = 1, failed = 0, came = 0;
    while (Math.max(width, height) / last > EDGE) last *= 2;
    while (Math.ceil(Math.max(width, height) / base) > FIRST) base *= 2;

    function name(left, top, wide, high, s) {
      var all = wide === width && high === height, a = Math.ceil(wide / s), b = Math.ceil(high / s);
      return (all ? "full" : [left, top, wide, high].join(",")) + "/" + (all && s === 1 ? "max" : a + "," + b) + "/0/default.jpg";
    }
    function tile(url) {
      var image = tiles.get(url);
      if (!image) {
        image = new Image();
        image.onload = function () { came++; draw(); };
        image.onerror = function () { image.gone = true; failed++; if (!came) tell(words.unseen); };
        image.src = at + url;
      }
      tiles.delete(url);
      tiles.set(url, image); // the last asked for stands last
      if (tiles.size > KEPT) tiles.delete(tiles.keys().next().value);
      return image;
    }
    function level(s) {
      var step = EDGE * s, x0 = Math.max(0, x - w / k / 2), y0 = Math.max(0, y - h / k / 2), x1 = Math.min(width, x + w / k / 2), y1 = Math.min(height, y + h / k / 2);
      for (var top = Math.floor(y0 / step) * step; top < y1; top += step) for (var left = Math.floor(x0 / step) * step; left < x1; left += step) {
        var right = Math.min(left + step, width), below = Math.min(top + step, height), image = tile(name(left, top, right - left, below - top, s));
        if (!image.complete || !image.naturalWidth) continue;
        // Edges on whole px of the screen: no seam shows.
        var a = Math.round((left - x) * k + w / 2), b = Math.round((top - y) * k + h / 2), c = Math.round((right - x) * k + w / 2), d = Math.round((below - y) * k + h / 2);
        brush.drawImage(image, a, b, c - a, d - b);
      }
    }
    function within() {
      k = Math.min(Math.max(k, fit), Math.max(fit, 3 * sharp / 2));
      var a = Math.min(width, w / k) / 2, b = Math.min(height, h / k) / 2;
      x = Math.min(Math.max(x, a), width - a);
      y = Math.min(Math.max(y, b), height - b);
    }
    return {
      move: function (a, b) { if (!fit) return; x -= a / k; y -= b / k; within(); },
      scale: function (by, a, b) {
        if (!fit) return;
        var old = k;
        k *= by;
        within();
        x += (a - w / 2) * (1 / old - 1 / k);
        y += (b - h / 2) * (1 / old - 1 / k);
        within();
      },
      draw: function (wide, high) {
        var whole = Math.min(wide / width, high / height), s = 1;
        k = fit ? k * whole / fit : whole;
        w = wide;
        h = high;
        fit = whole;
        within();
        while (s < base && s * 2 * k <= 1.2) s *= 2;
        brush.clearRect(0, 0, w, h);
        level(base);
        if (s < base) level(s);
        if (came || !failed) tell((k / fit).toFixed(1).replace(".", doc.documentElement.lang === "en" ? "." : ",") + "×");
      },
      end: function () { tiles.clear(); },
    };
  }

  function build() {
    style();
    box = make("dialog", doc.body);
    box.lang = words.lang;
    box.className = "viewer";
    box.setAttribute("aria-label", words.viewer);
    var top = make("div", box);
    said = make("p", top);
    said.setAttribute("role", "status");
    button(top, "×", words.close, function () { box.close(); });
    canvas = make("canvas", box);
    canvas.setAttribute("role", "img");
    var keys = make("div", box);
    [["←", "left", 1, 0], ["↑", "up", 0, 1], ["↓", "down", 0, -1], ["→", "right", -1, 0]].forEach(function (way) {
      button(keys, way[0], words[way[1]], function () { move(way[2] * canvas.clientWidth / 4, way[3] * canvas.clientHeight / 4); });
    });
    button(keys, "−", words.farther, function () { scale(1 / STEP); });
    button(keys, "+", words.nearer, function () { scale(STEP); });
    box.addEventListener("close", function () { stage.end(); stage = null; touches.clear(); canvas.width = canvas.height = 1; if (link) link.focus(); });
    box.addEventListener("keydown", function (e) {
      var at = { ArrowLeft: 0, ArrowUp: 1, ArrowDown: 2, ArrowRight: 3, "-": 4, _: 4, "+": 5, "=": 5 }[e.key];
      if (at === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      keys.children[at].click();
    });
    canvas.addEventListener("wheel", function (e) { e.preventDefault(); scale(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.002)), e.offsetX, e.offsetY); }, { passive: false });
    canvas.addEventListener("dblclick", function (e) { scale(2, e.offsetX, e.offsetY); });
    canvas.addEventListener("pointerdown", function (e) { canvas.setPointerCapture(e.pointerId); touches.set(e.pointerId, [e.offsetX, e.offsetY]); });
    canvas.addEventListener("pointermove", function (e) {
      var old = touches.get(e.pointerId), now = [e.offsetX, e.offsetY], other;
      if (!old || !stage) return;
      touches.forEach(function (point, id) { if (id !== e.pointerId) other = point; });
      touches.set(e.pointerId, now);
      if (other) {
        move((now[0] - old[0]) / 2, (now[1] - old[1]) / 2);
        scale(far(now, other) / Math.max(1, far(old, other)), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
      } else move(now[0] - old[0], now[1] - old[1]);
    });
    ["pointerup", "pointercancel"].forEach(function (name) { canvas.addEventListener(name, function (e) { touches.delete(e.pointerId); }); });
    window.addEventListener("resize", function () { if (stage) draw(); });
  }
  function far(a, b) { return Math.hypot(a[0] - b[0], a[1] - b[1]); }

  // From the document, for the gallery shows copies of the words under a picture, this link among them.
  doc.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[data-tiles]");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !window.HTMLDialogElement) return;
    e.preventDefault();
    if (!box) build();
    var px = a.dataset.px.split(" "), shown = (a.closest("figure") || doc.querySelector(".hero") || doc).querySelector("img");
    link = a;
    canvas.setAttribute("aria-label", shown ? shown.alt : words.viewer);
    canvas.lang = shown ? window.ditich.tongue(shown) : words.lang;
    said.textContent = "";
    stage = flat(a.dataset.tiles, +px[0], +px[1]);
    box.showModal();
    draw();
  });
})();
