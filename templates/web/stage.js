// A dark screen for what is moved or turned, by touch, wheel, keys and buttons; `act` says what that means there.
(function () {
  "use strict";
  if (window.ditich.stage || !window.ditich.words) return; // without it all links lead where they lead
  var doc = document, words = window.ditich.words, sheet = doc.querySelector("style").sheet, sharp = Math.min(window.devicePixelRatio || 1, 2);

  // The page's policy lets in the page's own style alone; these rules join it.
  [
    ".theatre{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;background:#0c0706;color:#f8f1e2;overflow:hidden}",
    ".theatre[open]{display:grid;grid-template-rows:auto minmax(0,1fr) auto}",
    ".theatre div{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding:.2rem .3rem}",
    ".theatre div:first-child{flex-wrap:nowrap}",
    ".theatre div:last-child{justify-content:space-around;max-width:30rem;width:100%;margin:auto}",
    ".theatre p{margin:0;padding:0 .6rem;flex:1 1 2rem;line-height:1.4}",
    ".theatre button{min-width:44px;min-height:52px;padding:0 .4rem;border:0;background:none;color:inherit;font:26px system-ui;cursor:pointer}",
    ".theatre button.more{font:1rem system-ui}",
    ".theatre canvas{display:block;width:100%;height:100%;min-height:0;touch-action:none;cursor:grab}",
    ".theatre :focus-visible{outline-color:#8ab8ff;outline-offset:-3px}",
  ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });

  function make(name, parent) { var e = doc.createElement(name); parent.append(e); return e; }
  function button(parent, sign, label, act) {
    var b = make("button", parent);
    b.type = "button";
    b.textContent = sign;
    if (label) b.setAttribute("aria-label", label);
    b.onclick = act;
    return b;
  }
  function far(a, b) { return Math.hypot(a[0] - b[0], a[1] - b[1]); }

  // act: step(x, y) one press of an arrow; move(x, y) px of a finger; scale(by, x, y); closer, what one press makes of it; draw(width, height);
  // end(), when it closes; forget(), when the system has taken the screen's memory: it is built anew with the next look.
  window.ditich.stage = function (name, label, act) {
    var box = make("dialog", doc.body), top = make("div", box), said = make("p", top), canvas = make("canvas", box), keys = make("div", box);
    var link, due = 0, lost = false, touches = new Map();
    box.className = "theatre " + name;
    box.lang = words.lang;
    box.setAttribute("aria-label", label);
    said.setAttribute("role", "status");
    canvas.setAttribute("role", "img");
    button(top, "×", words.close, function () { box.close(); });
    [["←", "left", -1, 0], ["↑", "up", 0, -1], ["↓", "down", 0, 1], ["→", "right", 1, 0]].forEach(function (way) {
      button(keys, way[0], words[way[1]], function () { act.step(way[2], way[3]); });
    });
    button(keys, "−", words.farther, function () { act.scale(1 / act.closer); });
    button(keys, "+", words.nearer, function () { act.scale(act.closer); });

    function draw() {
      if (due) return;
      due = requestAnimationFrame(function () {
        due = 0;
        if (!box.open || !canvas.clientWidth) return;
        var w = Math.round(canvas.clientWidth * sharp), h = Math.round(canvas.clientHeight * sharp);
        if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
        act.draw(w, h);
      });
    }
    function tell(text) { if (said.textContent !== text) said.textContent = text; }
    function gone() { box.remove(); act.forget(); }
    canvas.addEventListener("webglcontextlost", function () { lost = true; tell(words.unseen); if (!box.open) gone(); });
    box.addEventListener("close", function () {
      touches.clear();
      canvas.width = canvas.height = 1;
      act.end();
      if (lost) gone();
      if (link) link.focus();
    });
    box.addEventListener("keydown", function (e) {
      var at = { ArrowLeft: 0, ArrowUp: 1, ArrowDown: 2, ArrowRight: 3, "-": 4, _: 4, "+": 5, "=": 5 }[e.key];
      if (at === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      keys.children[at].click();
    });
    canvas.addEventListener("wheel", function (e) { e.preventDefault(); act.scale(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.002)), e.offsetX, e.offsetY); }, { passive: false });
    canvas.addEventListener("pointerdown", function (e) { canvas.setPointerCapture(e.pointerId); touches.set(e.pointerId, [e.offsetX, e.offsetY]); });
    canvas.addEventListener("pointermove", function (e) {
      var old = touches.get(e.pointerId), now = [e.offsetX, e.offsetY], other;
      if (!old) return;
      touches.forEach(function (point, id) { if (id !== e.pointerId) other = point; });
      touches.set(e.pointerId, now);
      act.move((now[0] - old[0]) / (other ? 2 : 1), (now[1] - old[1]) / (other ? 2 : 1));
      if (other) act.scale(far(now, other) / Math.max(1, far(old, other)), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    });
    ["pointerup", "pointercancel"].forEach(function (kind) { canvas.addEventListener(kind, function (e) { touches.delete(e.pointerId); }); });
    window.addEventListener("resize", draw);

    return {
      box: box, top: top, canvas: canvas, sharp: sharp, draw: draw, button: button,
      tell: tell,
      open: function (a, alt, tongue) { // from a link, to which the focus comes back
        link = a;
        canvas.setAttribute("aria-label", alt);
        canvas.lang = tongue;
        window.ditich.modal(box);
        draw();
      },
    };
  };

  // Two shaders as one program in use, its `lists` numbered in order; null where there is no WebGL, or not enough of it.
  window.ditich.shaded = function (canvas, points, pixels, lists, smooth) {
    var gl = canvas.getContext("webgl", { alpha: false, antialias: smooth });
    if (!gl) return null;
    var program = gl.createProgram();
    [[gl.VERTEX_SHADER, points], [gl.FRAGMENT_SHADER, pixels]].forEach(function (part) {
      var shader = gl.createShader(part[0]);
      gl.shaderSource(shader, part[1]);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    });
    lists.forEach(function (name, n) { gl.bindAttribLocation(program, n, name); });
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
    gl.useProgram(program);
    return { gl: gl, at: function (name) { return gl.getUniformLocation(program, name); } };
  };
})();
