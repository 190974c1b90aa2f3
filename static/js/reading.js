"use strict";
{
  const damm = "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";
  const same = { createHTML: (html) => html };
  const policy = self.trustedTypes ? trustedTypes.createPolicy("walletcard", same) : same;
  const ready = new Promise((done) => addEventListener("DOMContentLoaded", done));
  const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));

  const digitsIn = (typed) => {
    let digits = "";
    for (const sign of typed.slice(typed.lastIndexOf("#") + 1)) {
      const code = sign.codePointAt(0);
      if (!isDigit(code)) continue;
      let value = 0;
      while (value < 9 && isDigit(code - value - 1)) value += 1;
      digits += value;
    }
    return digits;
  };

  const slip = (digits) => {
    if (digits.length !== 40) return `A card has 40 digits, and these are ${digits.length}: compare them with the card.`;
    let interim = 0;
    for (const digit of digits) interim = +damm[interim * 10 + +digit];
    return interim ? "One of these digits is wrong: compare them with the card." : "";
  };

  const say = async (sentence, also = "") => {
    await ready;
    const said = document.getElementById("said");
    if (!said) return;
    said.textContent = sentence + " ";
    const strong = document.createElement("b");
    strong.textContent = also;
    said.append(strong);
    if (also) said.scrollIntoView({ block: "nearest" });
  };

  // The page that the server answers; null for one that somebody on the way put in its place.
  const ask = async (digits) => {
    const answer = await fetch("/c", {
      method: "POST",
      body: new URLSearchParams({ digits }),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(30000),
    });
    const html = policy.createHTML(await answer.text());
    const page = new DOMParser().parseFromString(html, "text/html");
    return page.querySelector("ol.steps") ? page : null;
  };

  const open = async (typed) => {
    const digits = digitsIn(typed);
    const enough = "Treat the patient; the printed side is enough.";
    const wrong = slip(digits);
    if (wrong) return say(wrong, enough);
    say("Opening the details …");
    const page = await ask(digits).catch(() => null);
    if (!page) {
      addEventListener("online", () => open(typed), { once: true });
      return say("The details cannot be reached now: is there a network?", enough);
    }
    await ready;
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    document.title = page.title;
    document.body.replaceWith(page.body);
    scrollTo(0, 0);
    document.querySelector("h1").focus();
  };

  addEventListener("hashchange", () => location.reload());
  addEventListener("submit", (event) => {
    event.preventDefault();
    open(event.target.elements.digits.value);
  });
  if (location.hash.length > 1) open(location.hash);
}
