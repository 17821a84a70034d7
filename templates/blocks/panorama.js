// A view all round (equirectangular, 2:1), seen from its middle; the stage is stage.js.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words;
  if (window.ditichRound || !window.ditich.stage) return;
  window.ditichRound = true;
  var WIDE = 1.4, NARROW = 0.5; // radians of the longer side of the screen
  var stage, gl, place, yaw = 0, pitch = 0, view = WIDE, asked = 0;

  // One triangle over the whole screen; each of its points asks where in the picture it looks.
  var CORNERS = "attribute vec2 p;varying vec2 q;void main(){q=p;gl_Position=vec4(p,0.,1.);}";
  var POINTS = "#ifdef GL_FRAGMENT_PRECISION_HIGH\nprecision highp float;\n#else\nprecision mediump float;\n#endif\n" +
    "varying vec2 q;uniform vec3 look;uniform vec2 span;uniform sampler2D all;void main(){" +
    "vec3 d=normalize(vec3(q*span,1.));d.yz=vec2(d.y*look.z+d.z*look.y,d.z*look.z-d.y*look.y);" +
    "float u=(atan(d.x,d.z)+look.x)/6.2831853+.5;gl_FragColor=texture2D(all,vec2(fract(u),.5-asin(clamp(d.y,-1.,1.))/3.1415927));}";
  function prepare() {
    var made = window.ditich.shaded(stage.canvas, CORNERS, POINTS, ["p"], false);
    if (!made) return;
    gl = made.gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    [[gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE], [gl.TEXTURE_MIN_FILTER, gl.LINEAR]].forEach(function (how) {
      gl.texParameteri(gl.TEXTURE_2D, how[0], how[1]);
    });
    place = { look: made.at("look"), span: made.at("span") };
  }
  function draw(w, h) {
    var side = Math.max(w, h), far = Math.tan(view / 2);
    gl.viewport(0, 0, w, h);
    gl.uniform2f(place.span, far * w / side, far * h / side);
    gl.uniform3f(place.look, yaw, Math.sin(pitch), Math.cos(pitch));
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
  function turn(x, y) {
    yaw = (yaw + x) % (2 * Math.PI);
    pitch = Math.min(Math.max(pitch + y, -1.45), 1.45);
    stage.draw();
  }
  function drag(x, y) { var k = view / Math.max(stage.canvas.clientWidth, stage.canvas.clientHeight); turn(-x * k, y * k); }
  function scale(by) { view = Math.min(Math.max(view / by, NARROW), WIDE); stage.draw(); }
  function bring(url, then) {
    var image = new Image(), mine = asked;
    function failed() { if (mine === asked) stage.tell(words.unseen); }
    image.onload = function () {
      if (mine !== asked) return; // another view is looked at by now, or none
      // From a folder on a stick no picture may be read by WebGL; then it stays flat.
      try { gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, image); } catch (e) { return failed(); }
      stage.tell("");
      stage.draw();
      if (then) then();
    };
    image.onerror = failed;
    image.src = url;
  }
  function empty() { gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, 1, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, new Uint8Array(3)); }
  // Pictures lie side by side in JPEG and one newer format; the page's own tells which this phone shows.
  function best(url, shown) { return url.replace(/jpg$/, /[a-z]*$/.exec(shown.currentSrc)[0] || "jpg"); }
  function build() {
    stage = window.ditich.stage("around", words.round, {
      closer: 1.25, move: drag, scale: scale, draw: draw,
      end: function () { asked++; empty(); },
      forget: function () { stage = place = null; },
      step: function (x, y) { turn(x * view / 6, -y * view / 6); },
    });
    prepare();
  }

  doc.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[data-round]");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !window.HTMLDialogElement) return;
    if (!stage) build();
    if (!place) return; // no WebGL: the link opens the picture laid flat
    e.preventDefault();
    var shown = a.closest("section").querySelector("figure img"), more = stage.top.querySelector(".more"), urls = a.dataset.round.trim().split(" ");
    if (more) more.remove();
    asked++;
    yaw = pitch = 0;
    view = WIDE;
    stage.tell(words.coming);
    empty();
    stage.open(a, shown.alt, window.ditich.tongue(shown));
    bring(best(urls[0], shown), function () {
      if (!urls[1] || gl.getParameter(gl.MAX_TEXTURE_SIZE) < 4096) return;
      more = stage.button(stage.top, a.dataset.sharper, "", function () { more.remove(); stage.tell(words.coming); bring(best(urls[1], shown)); stage.box.querySelector("button").focus(); });
      more.className = "more";
      more.lang = window.ditich.tongue(a);
      stage.top.querySelector("button").before(more);
    });
  });
})();
