// A view all round (equirectangular, 2:1), seen from its middle: by touch, wheel, keys and buttons.
(function () {
  "use strict";
  if (window.ditichRound) return;
  window.ditichRound = true;
  var doc = document, words = window.ditich.words, sheet = doc.querySelector("style").sheet, sharp = Math.min(window.devicePixelRatio || 1, 2);
  var WIDE = 1.4, NARROW = 0.5, STEP = 1.25; // radians of the longer side of the screen
  var box, top, canvas, said, link, gl, place, due = 0, yaw = 0, pitch = 0, view = WIDE, touches = new Map();

  // The page's policy lets in the page's own style alone; these rules join it.
  function style() {
    [
      ".around{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;background:#0c0706;color:#f8f1e2;overflow:hidden}",
      ".around[open]{display:grid;grid-template-rows:auto minmax(0,1fr) auto}",
      ".around div{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding:.2rem .3rem}",
      ".around div:last-child{justify-content:space-around;max-width:30rem;width:100%;margin:auto}",
      ".around p{margin:0;padding:0 .6rem;flex:1 1 2rem;line-height:1.4}",
      ".around button{min-width:44px;min-height:52px;padding:0 .4rem;border:0;background:none;color:inherit;font:26px system-ui;cursor:pointer}",
      ".around button.more{font:1rem system-ui}",
      ".around canvas{display:block;width:100%;height:100%;min-height:0;touch-action:none;cursor:grab}",
      ".around :focus-visible{outline-color:#8ab8ff;outline-offset:-3px}",
    ].forEach(function (rule) { sheet.insertRule(rule, sheet.cssRules.length); });
  }
  function make(name, parent) { var e = doc.createElement(name); parent.append(e); return e; }
  function button(parent, sign, label, act) {
    var b = make("button", parent);
    b.type = "button";
    b.textContent = sign;
    if (label) b.setAttribute("aria-label", label);
    b.onclick = act;
    return b;
  }

  // One triangle over the whole screen; each of its points asks where in the picture it looks.
  var CORNERS = "attribute vec2 p;varying vec2 q;void main(){q=p;gl_Position=vec4(p,0.,1.);}";
  var POINTS = "#ifdef GL_FRAGMENT_PRECISION_HIGH\nprecision highp float;\n#else\nprecision mediump float;\n#endif\n" +
    "varying vec2 q;uniform vec3 look;uniform vec2 span;uniform sampler2D all;void main(){" +
    "vec3 d=normalize(vec3(q*span,1.));d.yz=vec2(d.y*look.z+d.z*look.y,d.z*look.z-d.y*look.y);" +
    "float u=(atan(d.x,d.z)+look.x)/6.2831853+.5;gl_FragColor=texture2D(all,vec2(fract(u),.5-asin(clamp(d.y,-1.,1.))/3.1415927));}";
  function prepare() {
    gl = canvas.getContext("webgl", { alpha: false, antialias: false });
    if (!gl) return false;
    var program = gl.createProgram();
    [[gl.VERTEX_SHADER, CORNERS], [gl.FRAGMENT_SHADER, POINTS]].forEach(function (part) {
      var shader = gl.createShader(part[0]);
      gl.shaderSource(shader, part[1]);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    });
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(gl.getAttribLocation(program, "p"));
    gl.vertexAttribPointer(gl.getAttribLocation(program, "p"), 2, gl.FLOAT, false, 0, 0);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    [[gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE], [gl.TEXTURE_MIN_FILTER, gl.LINEAR]].forEach(function (how) {
      gl.texParameteri(gl.TEXTURE_2D, how[0], how[1]);
    });
    place = { look: gl.getUniformLocation(program, "look"), span: gl.getUniformLocation(program, "span") };
    return true;
  }
  function draw() {
    if (due) return;
    due = requestAnimationFrame(function () {
      due = 0;
      if (!place || !box.open) return;
      var w = Math.round(canvas.clientWidth * sharp), h = Math.round(canvas.clientHeight * sharp), side = Math.max(w, h), far = Math.tan(view / 2);
      if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
      gl.viewport(0, 0, w, h);
      gl.uniform2f(place.span, far * w / side, far * h / side);
      gl.uniform3f(place.look, yaw, Math.sin(pitch), Math.cos(pitch));
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    });
  }
  function turn(x, y) {
    yaw = (yaw + x) % (2 * Math.PI);
    pitch = Math.min(Math.max(pitch + y, -1.45), 1.45);
    draw();
  }
  function drag(x, y) { var k = view / Math.max(canvas.clientWidth, canvas.clientHeight); turn(-x * k, y * k); }
  function scale(by) { view = Math.min(Math.max(view / by, NARROW), WIDE); draw(); }
  function failed() { said.textContent = words.unseen; }
  function bring(url, then) {
    var image = new Image();
    image.onload = function () {
      if (!box.open) return;
      // From a folder on a stick no picture may be read by WebGL; then it stays flat.
      try { gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, image); } catch (e) { return failed(); }
      said.textContent = "";
      draw();
      if (then) then();
    };
    image.onerror = failed;
    image.src = url;
  }
  function empty() { gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, 1, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, new Uint8Array(3)); }
  // Pictures lie side by side in JPEG and one newer format; the page's own tells which this phone shows.
  function best(url, shown) { return url.replace(/jpg$/, /[a-z]*$/.exec(shown.currentSrc)[0] || "jpg"); }
  function far(a, b) { return Math.hypot(a[0] - b[0], a[1] - b[1]); }

  function build() {
    style();
    box = make("dialog", doc.body);
    box.lang = words.lang;
    box.className = "around";
    top = make("div", box);
    said = make("p", top);
    said.setAttribute("role", "status");
    button(top, "×", words.close, function () { box.close(); });
    canvas = make("canvas", box);
    canvas.setAttribute("role", "img");
    var keys = make("div", box);
    [["←", "left", -1, 0], ["↑", "up", 0, 1], ["↓", "down", 0, -1], ["→", "right", 1, 0]].forEach(function (way) {
      button(keys, way[0], words[way[1]], function () { turn(way[2] * view / 6, way[3] * view / 6); });
    });
    button(keys, "−", words.farther, function () { scale(1 / STEP); });
    button(keys, "+", words.nearer, function () { scale(STEP); });
    box.addEventListener("close", function () { touches.clear(); canvas.width = canvas.height = 1; empty(); link.focus(); });
    box.addEventListener("keydown", function (e) {
      var at = { ArrowLeft: 0, ArrowUp: 1, ArrowDown: 2, ArrowRight: 3, "-": 4, _: 4, "+": 5, "=": 5 }[e.key];
      if (at === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      keys.children[at].click();
    });
    canvas.addEventListener("wheel", function (e) { e.preventDefault(); scale(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.002))); }, { passive: false });
    canvas.addEventListener("pointerdown", function (e) { canvas.setPointerCapture(e.pointerId); touches.set(e.pointerId, [e.offsetX, e.offsetY]); });
    canvas.addEventListener("pointermove", function (e) {
      var old = touches.get(e.pointerId), now = [e.offsetX, e.offsetY], other;
      if (!old) return;
      touches.forEach(function (point, id) { if (id !== e.pointerId) other = point; });
      touches.set(e.pointerId, now);
      if (other) scale(far(now, other) / Math.max(1, far(old, other)));
      else drag(now[0] - old[0], now[1] - old[1]);
    });
    ["pointerup", "pointercancel"].forEach(function (name) { canvas.addEventListener(name, function (e) { touches.delete(e.pointerId); }); });
    window.addEventListener("resize", draw);
    return prepare();
  }

  doc.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[data-round]");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !window.HTMLDialogElement) return;
    if (!box) build();
    if (!place) return; // no WebGL: the link opens the picture laid flat
    e.preventDefault();
    var shown = a.closest("section").querySelector("figure img"), more = top.querySelector(".more"), urls = a.dataset.round.trim().split(" ");
    link = a;
    box.setAttribute("aria-label", words.round);
    canvas.setAttribute("aria-label", shown.alt);
    canvas.lang = window.ditich.tongue(shown);
    if (more) more.remove();
    yaw = pitch = 0;
    view = WIDE;
    said.textContent = words.coming;
    empty();
    box.showModal();
    draw();
    bring(best(urls[0], shown), function () {
      if (!urls[1] || gl.getParameter(gl.MAX_TEXTURE_SIZE) < 4096) return;
      more = button(top, a.dataset.sharper, "", function () { more.remove(); said.textContent = words.coming; bring(best(urls[1], shown)); box.querySelector("button").focus(); });
      more.className = "more";
      more.lang = window.ditich.tongue(a);
      top.insertBefore(more, top.lastChild);
    });
  });
})();
