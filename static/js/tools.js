"use strict";
// Tools on a person's page, for a phone of 2015: the times of epinephrine doses, and the words to
// hand over. Nothing is sent. The times outlive a reload of this tab, and go with the tab.
(function () {
  var MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  var doses = kept();

  function find(id) { return document.getElementById(id); }

  function kept() {
    try { return JSON.parse(sessionStorage.getItem(place())) || []; } catch (refused) { return []; }
  }

  // Under the card's own address: another card in this tab has other doses.
  function place() {
    if (!location.hash) throw new Error();
    return "given" + location.hash;
  }

  function keep() {
    try { sessionStorage.setItem(place(), JSON.stringify(doses)); } catch (refused) {}
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function clock(time) {
    var date = new Date(time);
    return two(date.getHours()) + ":" + two(date.getMinutes());
  }

  // The latest moment with this hour and minute that is not to come.
  function moment(typed) {
    var parts = /^(\d\d?):(\d\d)/.exec(typed), date = new Date();
    if (!parts) return null;
    date.setHours(+parts[1], +parts[2], 0, 0);
    return +date - (+date > Date.now() + MINUTE ? DAY : 0);
  }

  function button(text, pressed) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", pressed);
    return made;
  }

  function row(time, number) {
    var item = document.createElement("li"), label = document.createElement("label");
    var field = document.createElement("input");
    field.type = "time";
    field.value = clock(time);
    field.addEventListener("change", function () {
      var right = moment(field.value);
      if (right === null) field.value = clock(doses[number]);
      else doses[number] = right;
      tell();
    });
    label.textContent = "Dose " + (number + 1) + " at ";
    label.appendChild(field);
    item.appendChild(label);
    item.appendChild(button("Take back dose " + (number + 1), function () {
      doses.splice(number, 1);
      list();
      find("give").focus();
    }));
    return item;
  }

  function list() {
    find("doses").textContent = "";
    doses.forEach(function (time, number) { find("doses").appendChild(row(time, number)); });
    tell();
  }

  function tell() {
    var times = doses.slice().sort(function (one, other) { return one - other; });
    find("given").textContent = times.length ? "Epinephrine at " + times.map(clock).join(", ")
      : "Epinephrine: no time noted here";
    keep();
    tick();
  }

  function tick() {
    var last = Math.max.apply(null, doses), minutes = Math.floor((Date.now() - last) / MINUTE);
    find("since").textContent = !doses.length ? ""
      : minutes < 60 ? "Last dose " + minutes + " min ago" : "Last dose over an hour ago";
  }

  function done(sentence) { find("done").textContent = sentence; }

  function words() { return find("handover").textContent; }

  // Without the clipboard, which needs https and a new browser, the words are selected.
  function select() {
    var range = document.createRange(), chosen = getSelection();
    document.querySelector(".handover details").open = true;
    range.selectNodeContents(find("handover"));
    chosen.removeAllRanges();
    chosen.addRange(range);
    var copied = document.execCommand && document.execCommand("copy");
    done(copied ? "Copied." : "The words are selected: copy them.");
  }

  function copy() {
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(words()).then(function () { done("Copied."); }, select);
  }

  function share() {
    navigator.share({ text: words() }).then(null, function () {});
  }

  // The page as it is now, without scripts: it opens where there is no network. How long ago the
  // last dose was is left out, because it would stand still.
  function save() {
    var page = document.documentElement.cloneNode(true), link = document.createElement("a");
    page.querySelectorAll("script, .given button, .given .fine-print, #since, #done, .tools").forEach(function (one) {
      one.parentNode.removeChild(one);
    });
    page.querySelectorAll("input").forEach(function (one) {
      one.parentNode.replaceChild(document.createTextNode(one.value), one);
    });
    var file = new Blob(["<!doctype html>" + page.outerHTML], { type: "text/html" });
    link.href = URL.createObjectURL(file);
    link.download = "emergency-details.html";
    link.click();
    done("Saved with your downloads. Whoever opens that file reads these details.");
  }

  // Without a change of the address, whose digits open the page again.
  function goToStaff(event) {
    event.preventDefault();
    find("staff").scrollIntoView();
    find("staff").focus();
  }

  // Another code in the same tab: asked for anew, whatever brought this page.
  addEventListener("hashchange", function () {
    if (/\d/.test(location.hash)) location.replace("/c?" + location.hash);
  });
  document.querySelector(".glance a").addEventListener("click", goToStaff);
  find("give").addEventListener("click", function () {
    doses.push(Date.now());
    list();
  });
  find("copy").addEventListener("click", copy);
  find("share").addEventListener("click", share);
  find("print").addEventListener("click", function () { print(); });
  find("save").addEventListener("click", save);
  find("share").hidden = !navigator.share;
  document.querySelector(".given").hidden = false;
  document.querySelector(".tools").hidden = false;
  list();
  setInterval(tick, 10000);
})();
