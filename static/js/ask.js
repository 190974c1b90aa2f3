"use strict";
// Stands first in the page, and asks for what its code opens before the rest has arrived. Written,
// as the other script is, so that a phone of 2015 reads it. What both use is checked first.
var able = self.fetch && self.Promise && self.DOMParser;
var damm = "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";
var code = location.hash.slice(1);
var answer = able && /^\d{40}$/.test(code) && isRight(code) ? ask(code, "") : null;

function isRight(digits) {
  var interim = 0, place = 0;
  for (; place < 40; place += 1) interim = +damm[interim * 10 + +digits[place]];
  return !interim;
}

// The page that the server answers, as text; nothing if it cannot be reached. With credentials, of
// which there are none: without, browsers open a connection of its own for it.
function ask(digits, shown) {
  var stop = self.AbortController && new AbortController();
  if (stop) setTimeout(function () { stop.abort(); }, 30000);
  return fetch("/c", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "digits=" + digits + shown,
    cache: "no-store",
    signal: stop && stop.signal
  }).then(function (answer) { return answer.text(); }).then(null, function () { return ""; });
}
