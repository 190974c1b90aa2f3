"use strict";
// Buttons that copy the owner link with its 8 digits, or share both with another app of the phone.
// "I have saved it" becomes the main button once the person has taken it along in some way.
(function () {
  var said = document.getElementById("said"), copy = document.getElementById("copy");
  var share = document.getElementById("share");
  var text = ["link", "beside"].map(function (id) { return document.getElementById(id).innerText.trim(); });
  var both = text[0] + "\nThe 8 digits that it asks for: " + text[1];

  function taken() {
    var saved = document.getElementById("saved");
    document.getElementById("download").className = "quiet";
    if (saved) saved.className = "go";
  }

  document.getElementById("sheet").addEventListener("submit", taken);
  document.getElementById("by-script").hidden = !(navigator.clipboard || navigator.share);
  copy.hidden = !navigator.clipboard;
  share.hidden = !navigator.share;
  copy.addEventListener("click", function () {
    navigator.clipboard.writeText(both).then(function () {
      taken();
      said.textContent = "Copied. Paste it into a safe place now, then press “I have saved it”.";
    }, function () {
      said.textContent = "This browser did not copy it. Write both down, or download the sheet.";
    });
  });
  share.addEventListener("click", function () {
    navigator.share({title: "Owner link", text: both}).then(taken, function () {});
  });
})();
