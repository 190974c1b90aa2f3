"use strict";
// Asks before a link leads away from what was typed and is not saved.
(function () {
  var form = document.querySelector("main form[novalidate]");
  if (!form) return;
  function typed() { return new URLSearchParams(new FormData(form)).toString(); }
  var isUnsaved = "unsaved" in document.currentScript.dataset, before = typed();
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]"), isNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || isNewTab || link.target || link.getAttribute("href")[0] === "#" || link.closest("main [role=alert]")) return;
    if ((isUnsaved || typed() !== before) && !confirm("Leave this page? What you typed here is not saved yet.")) event.preventDefault();
  });
})();
