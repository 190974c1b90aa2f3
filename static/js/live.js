"use strict";
// Shows the front of the card so far below its link, instead of in a new tab; drawn on request.
(function () {
  var link = document.getElementById("live");
  if (!link) return;
  var details = document.createElement("details"), summary = document.createElement("summary");
  summary.textContent = link.firstChild.textContent;
  details.append(summary);
  link.replaceWith(details);
  details.addEventListener("toggle", function () {
    if (!details.open || details.children.length > 1) return;
    var picture = new Image(856, 540), said = document.createElement("p");
    picture.alt = "Picture of the front of your card, drawn from what you saved so far.";
    picture.onerror = function () { picture.remove(); said.textContent = "We cannot draw it now. What you saved is safe."; };
    picture.src = link.href.replace(/so-far$/, "front.png");
    said.append("From what you saved so far. ", all());
    details.append(picture, said);
  });

  function all() {
    var way = document.createElement("a");
    way.href = link.href;
    way.target = "_blank";
    way.textContent = "All sides in a new tab";
    return way;
  }
})();
