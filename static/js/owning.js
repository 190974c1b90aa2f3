"use strict";
// The digits of the owner link go to the server in a form, and stay in no address. Scanners and
// mail programs may have moved them from behind the # into the path.
addEventListener("DOMContentLoaded", function () {
  var field = document.getElementById("digits"), link = location.hash;
  var elsewhere = location.pathname + location.search;
  if (elsewhere.replace(/%(25)*[0-9a-f]{2}/gi, "").replace(/\D/g, "").length >= 40) link += " " + elsewhere;
  if (link.length < 2 || !field) return;
  history.replaceState(null, "", "/owner");
  field.value = link;
  field.form.submit();
});
