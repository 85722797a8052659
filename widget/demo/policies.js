/** The choice between policies: the assistant that runs answers from the one that is chosen. */

/**
 * Draw the choice, and call `chosen({name, company})` when another policy is picked. Nothing is shown where the page
 * was not opened on the machine itself: elsewhere the assistant knows one policy.
 */
export async function offerPolicies(form, chosen) {
  if (!["127.0.0.1", "localhost", "[::1]"].includes(location.hostname)) return;
  const found = await fetch("demo/beleiden.json");
  const policies = found.ok ? await found.json() : [];
  if (policies.length < 2) return;
  form.querySelector(".policies").replaceChildren(...policies.map(choiceOf));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const name = new FormData(form).get("beleid");
    chosen(policies.find((policy) => policy.name === name));
  });
  form.hidden = false;
}

/** Return what is said of a policy that answers now. */
export function inUse({ title, version, valid_from: from }) {
  const day = new Date(`${from}T12:00:00`).toLocaleDateString("nl-BE", { day: "numeric", month: "long", year: "numeric" });
  return `Nu in gebruik: “${title}”, versie ${version}, vanaf ${day}.`;
}

function choiceOf({ name, company, employees, sector, valid_from: from }, place) {
  const label = document.createElement("label");
  const button = document.createElement("input");
  Object.assign(button, { type: "radio", name: "beleid", value: name, defaultChecked: place === 0 });
  button.setAttribute("autocomplete", "off");
  const facts = [employees && `${employees.toLocaleString("nl-BE")} mensen`, sector, from.slice(0, 4)].filter(Boolean).join(", ");
  const title = document.createElement("strong");
  title.textContent = company.replace(/^./, (letter) => letter.toUpperCase());
  const more = document.createElement("span");
  more.textContent = facts;
  label.append(button, title, more);
  return label;
}
