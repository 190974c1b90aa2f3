"use strict";
// Shows what a typed name may mean while it is typed: the same choices that the button brings.
const field = document.getElementById("name");
const place = document.getElementById("meanings");
let waiting, asked = "";

async function suggest() {
  const words = field.value.trim();
  if (words.length < 3 || words === asked) return;
  asked = words;
  const body = new URLSearchParams(new FormData(field.form));
  body.set("do", "suggest");
  const answer = await fetch(field.form.action, { method: "POST", body });
  if (!answer.ok || words !== field.value.trim()) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
}

field?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 300);
});
