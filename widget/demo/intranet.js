/** What moves on the intranet of the example company. */

import { phoneIn } from "./phone.js";
import { inUse, offerPolicies } from "./policies.js";
import { draw } from "./previews.js";

const widget = document.querySelector("mag-dat");
const previews = document.querySelector(".previews");
let question = "";

for (const button of document.querySelectorAll("[data-vraag]")) {
  button.addEventListener("click", () => widget.ask(button.dataset.vraag).catch(() => widget.open()));
}

const phone = await phoneIn(document.querySelector("[data-preview=phone]"), (title) => {
  widget.ask(title).catch(() => widget.open());
});

function show(answer) {
  for (const box of document.querySelectorAll(".message")) draw(box, box.dataset.preview, answer);
  phone(answer);
}

function shownAs(asked, replies) {
  question = asked;
  document.querySelector("#gevraagd").textContent = asked;
  const last = replies.findLast((reply) => reply.custom?.delen?.length);
  show({ question: asked, replies: [last], custom: last.custom, buttons: last.buttons ?? [] });
}

const example = await (await fetch("demo/voorbeeld.json")).json();
shownAs(example.question, [example]);
document.addEventListener("magdat-answer", ({ detail }) => {
  if (detail.custom.delen?.length && !detail.custom.handeling) shownAs(detail.question, detail.replies);
});

offerPolicies(document.querySelector("#beleid"), async (policy) => {
  const now = document.querySelector("#beleid-nu");
  widget.policy = policy.name;
  widget.setAttribute("company", policy.company.replace(/^./, (letter) => letter.toUpperCase()));
  now.textContent = "Even kijken…";
  previews.setAttribute("aria-busy", "true");
  try {
    await widget.ask(question, { open: false });
    if (widget.policy === policy.name) now.textContent = inUse(policy);
  } catch {
    now.textContent = `${inUse(policy)} Stel je vraag opnieuw: de vorige bleef zonder antwoord.`;
  }
  if (widget.policy === policy.name) previews.removeAttribute("aria-busy");
});

const fragment = [
  `<script src="${new URL("magdat.js", location.href)}" defer></script>`,
  '<mag-dat company="Drukkerij De Linde" lang="nl"></mag-dat>',
].join("\n");
document.querySelector("#fragment code").textContent = fragment;
document.querySelector("#kopieer").addEventListener("click", async () => {
  const told = document.querySelector("#gekopieerd");
  try {
    await navigator.clipboard.writeText(fragment);
    told.textContent = "Gekopieerd. Plak het net voor het einde van de pagina.";
  } catch {
    getSelection().selectAllChildren(document.querySelector("#fragment"));
    told.textContent = "Het fragment is geselecteerd: druk op Ctrl en C.";
  }
});
