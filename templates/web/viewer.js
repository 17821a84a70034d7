// A closer look at a picture. Its tiles are counted as generator/tiles.py counts them; the stage is stage.js.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words;
  if (window.ditichViewer || !window.ditich.stage) return;
  window.ditichViewer = true;
  var EDGE = 512, FIRST = 1300, KEPT = 120;
  var stage, shown;

  // A picture in tiles. `k` is px of the screen for one of the picture; (x, y) is the picture's point at the middle.
  function flat(at, width, height) {
    var brush = stage.canvas.getContext("2d"), tiles = new Map(), fit = 0, k = 0, x = width / 2, y = height / 2, w = 0, h = 0, base = 1, failed = 0, came = 0, over = false;
    while (Math.ceil(Math.max(width, height) / base) > FIRST) base *= 2;

    function name(left, top, wide, high, s) {
      var all = wide === width && high === height, a = Math.ceil(wide / s), b = Math.ceil(high / s);
      return (all ? "full" : [left, top, wide, high].join(",")) + "/" + (all && s === 1 ? "max" : a + "," + b) + "/0/default.jpg";
    }
    function tile(url) {
      var image = tiles.get(url);
      if (!image) {
        image = new Image();
        image.onload = function () { came++; stage.draw(); };
        image.onerror = function () { failed++; if (!came && !over) stage.tell(words.unseen); };
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
      k = Math.min(Math.max(k, fit), Math.max(fit, 3 * stage.sharp / 2));
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
        if (came || !failed) stage.tell((k / fit).toFixed(1).replace(".", doc.documentElement.lang === "en" ? "." : ",") + "×");
      },
      end: function () { over = true; tiles.clear(); },
    };
  }

  function move(x, y) { shown.move(x * stage.sharp, y * stage.sharp); stage.draw(); }
  function scale(by, x, y) {
    var canvas = stage.canvas;
    shown.scale(by, (x === undefined ? canvas.clientWidth / 2 : x) * stage.sharp, (y === undefined ? canvas.clientHeight / 2 : y) * stage.sharp);
    stage.draw();
  }
  function build() {
    stage = window.ditich.stage("viewer", words.viewer, {
      closer: 1.5, move: move, scale: scale,
      step: function (x, y) { move(-x * stage.canvas.clientWidth / 4, -y * stage.canvas.clientHeight / 4); },
      draw: function (w, h) { shown.draw(w, h); },
      end: function () { shown.end(); },
    });
    stage.canvas.addEventListener("dblclick", function (e) { scale(2, e.offsetX, e.offsetY); });
  }

  // From the document, for the gallery shows copies of the words under a picture, this link among them.
  doc.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[data-tiles]");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !window.HTMLDialogElement) return;
    e.preventDefault();
    if (!stage) build();
    var px = a.dataset.px.split(" "), image = (a.closest("figure") || doc.querySelector(".hero") || doc).querySelector("img");
    stage.tell("");
    shown = flat(a.dataset.tiles, +px[0], +px[1]);
    stage.open(a, image ? image.alt : words.viewer, image ? window.ditich.tongue(image) : words.lang);
  });
})();
