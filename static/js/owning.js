"use strict";
addEventListener("DOMContentLoaded", () => {
  const digits = location.hash.slice(1);
  const field = document.getElementById("digits");
  if (!digits || !field) return;
  history.replaceState(null, "", location.pathname);
  field.value = digits;
  field.form.submit();
});
