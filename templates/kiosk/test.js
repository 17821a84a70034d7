// The self-test: a tone on each side, the disk, the keeper, and every part of the glass under a finger.
(function () {
  "use strict";
  var doc = document, kiosk = window.ditich.kiosk;
  function say(id, good) { var p = doc.getElementById(id); p.textContent = p.dataset[good ? "good" : "bad"]; }

  kiosk.post("storage", {}).then(function (told) { say("Store", told.kept); }, function () { say("Store", false); });
  kiosk.post("beat", { page: "test/", state: "admin", whole: true, content: "" }).then(function (told) { say("Keeper", "dark" in told); }, function () { say("Keeper", false); });

  // A tone of a second on one side, made here: no file, no network.
  function tone(side) {
    var air = new AudioContext(), source = air.createOscillator(), level = air.createGain(), place = air.createStereoPanner();
    source.frequency.value = 440;
    level.gain.value = 0.2;
    place.pan.value = side;
    source.connect(level).connect(place).connect(air.destination);
    source.start();
    source.stop(air.currentTime + 1);
    source.onended = function () { air.close(); };
  }

  // Squares of two centimetres over the whole glass: each must feel the finger once.
  function glass() {
    var box = doc.createElement("dialog"), style = getComputedStyle(doc.documentElement), said = doc.getElementById("Glass");
    var mm = parseFloat(style.fontSize) / parseFloat(style.getPropertyValue("--letter"));
    var across = Math.round(innerWidth / (20 * mm)), down = Math.round(innerHeight / (20 * mm)), left = across * down;
    box.id = "Grid";
    box.style.gridTemplate = "repeat(" + down + ",1fr)/repeat(" + across + ",1fr)";
    for (var n = 0; n < left; n++) box.append(doc.createElement("span"));
    function end() { box.close(); box.remove(); said.textContent = left ? said.dataset.left.replace("{n}", left) : said.dataset.good; }
    function feel(e) {
      var at = doc.elementFromPoint(e.clientX, e.clientY);
      if (at && at.parentNode === box && !at.className) { at.className = "hit"; left--; if (!left) end(); }
    }
    ["pointerdown", "pointermove"].forEach(function (name) { box.addEventListener(name, feel); });
    box.addEventListener("cancel", function (e) { e.preventDefault(); end(); });
    var quiet = setInterval(function () { if (!box.isConnected) clearInterval(quiet); else if (kiosk.idle() > 20) { clearInterval(quiet); end(); } }, 1000);
    doc.body.append(box);
    box.showModal();
  }
  doc.addEventListener("click", function (e) {
    var b = e.target.closest("[data-try]");
    if (!b) return;
    if (b.dataset.try === "glass") glass(); else tone(b.dataset.try === "left" ? -1 : 1);
  });
})();
