// A thing in three dimensions. It reads no more of glTF than generator/make/solid.py writes; the stage is stage.js.
(function () {
  "use strict";
  var doc = document, words = window.ditich.words;
  if (window.ditichSolid || !window.ditich.stage) return;
  window.ditichSolid = true;
  var NEAR = 1.3, FAR = 6, FIRST = 2.7, NARROW = 2.36; // distances in its own radius; 1 / tan of half the view
  var stage, gl, at, yaw = 0, pitch = 0, away = FIRST, parts = [], asked = 0;

  // Turned about its middle, seen from `away`; lit from over the viewer's shoulder, the same on both sides of a face.
  var POINTS = "attribute vec3 p,n;attribute vec2 t;attribute vec4 c;uniform vec4 put,turn;uniform vec3 see;varying vec2 u;varying vec4 l;" +
    "vec3 r(vec3 v){v.xz=vec2(v.x*turn.y+v.z*turn.x,v.z*turn.y-v.x*turn.x);v.yz=vec2(v.y*turn.w-v.z*turn.z,v.y*turn.z+v.z*turn.w);return v;}" +
    "void main(){vec3 v=r(p*put.w+put.xyz),m=normalize(r(n));float d=see.z-v.z,a=max(see.z-1.01,.05),b=see.z+1.01;if(m.z<0.)m=-m;" +
    "l=vec4(c.rgb*(.4+.65*max(0.,dot(m,vec3(.27,.53,.8)))),1.);u=t;gl_Position=vec4(v.xy*see.xy,(d*(a+b)-2.*a*b)/(b-a),d);}";
  var PIXELS = "precision mediump float;varying vec2 u;varying vec4 l;uniform vec3 k;uniform sampler2D i;void main(){gl_FragColor=vec4(pow(pow(texture2D(i,u).rgb,vec3(2.2))*k*l.rgb,vec3(.4545)),1.);}";
  function prepare() {
    var made = window.ditich.shaded(stage.canvas, POINTS, PIXELS, ["p", "n", "t", "c"], true);
    if (!made) return;
    gl = made.gl;
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(0.106, 0.078, 0.071, 1);
    at = {};
    ["put", "turn", "see", "k"].forEach(function (name) { at[name] = made.at(name); });
  }

  // What a thing takes of the graphics memory, to be given back with it.
  var buffers = [], textures = [];
  function drop() {
    buffers.splice(0).forEach(function (one) { gl.deleteBuffer(one); });
    textures.splice(0).forEach(function (one) { gl.deleteTexture(one); });
    parts = [];
  }
  function buffer(kind, bytes) {
    var made = gl.createBuffer();
    buffers.push(made);
    gl.bindBuffer(kind, made);
    gl.bufferData(kind, bytes, gl.STATIC_DRAW);
    return made;
  }
  function picture(source) { // white until it is there, or for good
    var made = gl.createTexture();
    textures.push(made);
    gl.bindTexture(gl.TEXTURE_2D, made);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, 1, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, new Uint8Array([255, 255, 255]));
    if (source) createImageBitmap(source).then(function (image) {
      if (!gl.isTexture(made)) return;
      gl.bindTexture(gl.TEXTURE_2D, made);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, image);
      gl.generateMipmap(gl.TEXTURE_2D);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      image.close();
      stage.draw();
    }, function () { /* it stays white */ });
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    return made;
  }
  function read(data) {
    var long = new DataView(data).getUint32(12, true), told = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 20, long)));
    var low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity], made = [];
    function bytes(n) { var view = told.bufferViews[n]; return new Uint8Array(data, 28 + long + view.byteOffset, view.byteLength); }
    var pictures = (told.images || []).map(function (one) { return picture(new Blob([bytes(one.bufferView)], { type: one.mimeType })); }), plain = picture();
    told.nodes.forEach(function (node) {
      var one = told.meshes[node.mesh].primitives[0], paint = told.materials[one.material].pbrMetallicRoughness, faces = told.accessors[one.indices];
      var points = told.accessors[one.attributes.POSITION], size = node.scale[0];
      for (var n = 0; n < 3; n++) {
        low[n] = Math.min(low[n], node.translation[n] + points.min[n] * size / 32767);
        high[n] = Math.max(high[n], node.translation[n] + points.max[n] * size / 32767);
      }
      made.push({
        middle: node.translation, size: size, count: faces.count, colour: paint.baseColorFactor.slice(0, 3),
        faces: buffer(gl.ELEMENT_ARRAY_BUFFER, bytes(faces.bufferView)),
        picture: paint.baseColorTexture ? pictures[told.textures[paint.baseColorTexture.index].source] : plain,
        lists: ["POSITION", "NORMAL", "TEXCOORD_0", "COLOR_0"].map(function (name) {
          var list = told.accessors[one.attributes[name]];
          return list && { kind: list.componentType, even: !!list.normalized, wide: +list.type[3], step: told.bufferViews[list.bufferView].byteStride, bytes: buffer(gl.ARRAY_BUFFER, bytes(list.bufferView)) };
        }),
      });
    });
    var radius = Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]) / 2 || 1;
    made.forEach(function (part) {
      part.put = [0, 1, 2].map(function (n) { return (part.middle[n] - (low[n] + high[n]) / 2) / radius; }).concat(part.size / radius);
    });
    return made;
  }

  function draw(w, h) {
    var side = Math.min(w, h);
    gl.viewport(0, 0, w, h);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.uniform4f(at.turn, Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch));
    gl.uniform3f(at.see, NARROW * side / w, NARROW * side / h, away);
    parts.forEach(function (part) {
      gl.uniform4fv(at.put, part.put);
      gl.uniform3fv(at.k, part.colour);
      gl.bindTexture(gl.TEXTURE_2D, part.picture);
      part.lists.forEach(function (list, n) {
        if (!list) { gl.disableVertexAttribArray(n); gl.vertexAttrib4f(n, 1, 1, 1, 1); return; }
        gl.bindBuffer(gl.ARRAY_BUFFER, list.bytes);
        gl.enableVertexAttribArray(n);
        gl.vertexAttribPointer(n, list.wide, list.kind, list.even, list.step, 0);
      });
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, part.faces);
      gl.drawElements(gl.TRIANGLES, part.count, gl.UNSIGNED_SHORT, 0);
    });
  }
  function turn(x, y) { yaw += x; pitch = Math.min(Math.max(pitch + y, -1.5), 1.5); stage.draw(); }
  function build() {
    stage = window.ditich.stage("solid", words.solid, {
      closer: 1.25, draw: draw,
      move: function (x, y) { turn(x * 0.01, y * 0.01); },
      step: function (x, y) { turn(x * 0.35, y * 0.35); },
      scale: function (by) { away = Math.min(Math.max(away / by, NEAR), FAR); stage.draw(); },
      end: function () { asked++; drop(); },
      forget: function () { stage = at = null; },
    });
    prepare();
  }

  doc.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[data-solid]");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !window.HTMLDialogElement) return;
    if (!stage) build();
    if (!at || !window.createImageBitmap) return; // no WebGL: the link fetches the file
    e.preventDefault();
    var mine = ++asked;
    yaw = -0.5;
    pitch = 0.3;
    away = FIRST;
    stage.tell(words.coming);
    stage.open(a, a.dataset.solid, a.dataset.tongue);
    fetch(a.href).then(function (answer) {
      if (!answer.ok) throw new Error(a.href);
      return answer.arrayBuffer();
    }).then(function (data) {
      if (mine !== asked) return;
      drop();
      parts = read(data);
      stage.tell("");
      stage.draw();
    }).catch(function () { if (mine === asked) stage.tell(words.unseen); });
  });
})();
