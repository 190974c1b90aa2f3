"use strict";
// Written so that a phone of 2015 reads it. What it uses was checked first: without it the digits
// stand in the box, and the plain form opens them.
(function () {
  var enough = "Treat the patient; the printed side is enough.";
  var same = { createHTML: unchanged, createScript: unchanged };
  var policy = self.trustedTypes ? trustedTypes.createPolicy("walletcard", same) : same;
  var waiting = "", shown = "";

  function unchanged(text) { return text; }

  // Digits of any script, where the browser knows them all, as 0 to 9.
  function latin(text) {
    var digit;
    try { digit = new RegExp("\\p{Nd}", "u"); } catch (old) { digit = /[0-9٠-٩۰-۹०-९০-৯๐-๙０-９]/; }
    return text.replace(/[^\0-\x7f]/g, function (sign) {
      var value = 0, code = sign.charCodeAt(0);
      if (!digit.test(sign)) return sign;
      while (value < 9 && digit.test(String.fromCharCode(code - value - 1))) value += 1;
      return value;
    });
  }

  // Whole groups of digits that stand together and are 40: first those between letters and signs
  // of an address, then any. As `Secret.read` of the server does it.
  function forties(text) {
    var found = [];
    text.split(/[a-z#?&=\/:;]+/i).concat(text).forEach(function (part) {
      (part.match(/\d+/g) || []).forEach(function (group, start, groups) {
        for (var joined = ""; start < groups.length && joined.length < 40; start += 1) joined += groups[start];
        if (joined.length === 40) found.push(joined);
      });
    });
    return found;
  }

  // Which group to look at, if the digits were typed in groups of four.
  function where(text) {
    var groups = text.trim().split(/\s+/), number = 0;
    if (groups.length < 2 || /[^\d\s]/.test(text)) return "them";
    while (number < groups.length && groups[number].length === 4) number += 1;
    return number < groups.length ? "group " + (number + 1) + " of four digits" : "them";
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch (odd) { return text; }
  }

  function readDigits(typed) {
    var text = latin(decoded(typed.slice(0, 4000)).replace(/%(25)*[0-9a-f]{2}|([a-z])-23/gi, "$2 "));
    var found = forties(text), all = text.slice(text.lastIndexOf("#") + 1).replace(/\D/g, "");
    if (!found.length && all.length === 40) found = [all];
    return {
      right: found.filter(isRight)[0],
      wrong: found.length ? "One of these digits is wrong: compare them with the card, group by group."
        : "A card has 40 digits, and these are " + all.length + ": compare " + where(text) + " with the card.",
      rest: found[0] || all
    };
  }

  function say(sentence, also) {
    var said = document.getElementById("said"), strong = document.createElement("b");
    if (!said) return;
    said.textContent = sentence + " ";
    strong.textContent = also || "";
    said.appendChild(strong);
    if (also) said.scrollIntoView({ block: "nearest" });
  }

  // The digits in the box, in groups as on the card.
  function fill(digits) {
    var box = document.getElementById("digits");
    if (box) box.value = digits.replace(/(\d{4})(?=\d)/g, "$1 ");
  }

  // The script of a page that was fetched runs only if it is made anew.
  function show(page) {
    var read = page.querySelector(".tools-script"), script = document.createElement("script");
    document.replaceChild(page.documentElement, document.documentElement);
    scrollTo(0, 0);
    document.querySelector("h1").focus();
    if (!read) return;
    script.text = policy.createScript(read.textContent);
    document.body.appendChild(script);
  }

  // The page that was answered; null for one that somebody on the way put in its place.
  function pageOf(text) {
    var page = new DOMParser().parseFromString(policy.createHTML(text), "text/html");
    return page.querySelector("ol.steps") ? page : null;
  }

  function open(digits, asked) {
    waiting = digits;
    say("Opening the details …");
    (asked || ask(digits, shown)).then(pageOf).then(function (page) {
      if (page) { waiting = ""; return show(page); }
      say("The details cannot be reached now: is there a network?", enough);
    });
  }

  function arrive() {
    var read = readDigits(location.hash + "#" + location.pathname + location.search);
    if (read.right) {
      if (readDigits(location.hash).right !== read.right) shown = "&shown=y";
      // Nothing secret stays where a browser would send it.
      if (location.href.indexOf("/c#") < 0) history.replaceState(null, "", "/c#" + read.right);
      fill(read.right);
      if (able) open(read.right, answer);
      else say("Press “Open details”.");
    } else if (location.hash.length > 1) {
      fill(readDigits(location.hash).rest);
      say(readDigits(location.hash).wrong, enough);
    }
  }

  // Another code in the same tab; a link within the page has no digits.
  addEventListener("hashchange", function () {
    if (/\d/.test(location.hash)) location.replace("/c?" + location.hash);
  });
  addEventListener("online", function () { if (waiting) open(waiting); });
  addEventListener("submit", function (event) {
    var read = readDigits(document.getElementById("digits").value);
    if (read.right && !able) return;
    event.preventDefault();
    if (read.right) return open(read.right);
    if (read.rest.length === 40) fill(read.rest);
    say(read.wrong, enough);
  });
  arrive();
})();
