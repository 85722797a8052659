/** What moves on the intranet of the example company. */

import { draw } from "./previews.js";

const widget = document.querySelector("mag-dat");

for (const button of document.querySelectorAll("[data-vraag]")) {
  button.addEventListener("click", () => widget.ask(button.dataset.vraag).catch(() => widget.open()));
}

function show(answer) {
  for (const box of document.querySelectorAll("[data-preview]")) draw(box, box.dataset.preview, answer);
}

const example = await fetch("demo/voorbeeld.json");
show(await example.json());
document.addEventListener("magdat-answer", ({ detail: { custom, replies } }) => {
  if (custom.delen?.length && !custom.handeling) show({ custom, buttons: replies.flatMap((reply) => reply.buttons ?? []) });
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
