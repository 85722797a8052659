/**
 * Makes blocks to show out of the messages that Rasa sends. Pure functions; no page needed.
 *
 * An answer comes as text followed by a custom message with the same text in parts. Rasa cuts a text without
 * buttons at every empty line, so one answer may come as several texts. Follow-ups («waarom?») send the parts of
 * the answer they are about, with another text: then the text counts.
 */

const squeeze = (text) => text.replace(/\s+/g, " ").trim();

/** Return blocks: {kind: "answer"|"text"|"question"|"urgent", text?, parts?, more?, custom?, buttons}. */
export function blocksFrom(messages) {
  const blocks = [];
  let open = [];
  const close = () => {
    blocks.push(...open);
    open = [];
  };
  for (const message of messages) {
    if (typeof message.text === "string" && message.text.trim()) {
      open.push({ kind: "text", text: message.text.trim(), buttons: buttonsOf(message) });
    } else if (buttonsOf(message).length) {
      open.push({ kind: "text", text: "", buttons: buttonsOf(message) });
    }
    if (message.custom !== null && typeof message.custom === "object") {
      open = explained(open, message.custom);
      close();
    }
  }
  close();
  return blocks;
}

function explained(open, custom) {
  const all = partsOf(custom.delen);
  const more = partsOf(custom.meer);
  // The text holds the first layer; «delen» holds both, the second one last.
  const parts = all.slice(0, all.length - more.length);
  const answer = custom.handeling === "meer_weten" ? { parts: [], more: parts } : { parts, more };
  if (parts.length) {
    const whole = squeeze(parts.map((part) => part.text).join(" "));
    const from = open.findIndex((_, index) => squeeze(open.slice(index).map((block) => block.text).join(" ")) === whole);
    if (from >= 0) {
      const buttons = open.slice(from).flatMap((block) => block.buttons);
      return [...open.slice(0, from), { kind: "answer", ...answer, custom, buttons: buttons.filter(notMore) }];
    }
    if (open.length === 0) return [{ kind: "answer", ...answer, custom, buttons: [] }];
    if (custom.handeling === "bron_vragen") open.at(-1).sources = sourcesOf(custom);
    return open;
  }
  if (open.length === 0) return open;
  if (custom.gevaar === true) {
    const first = Math.max(0, open.findIndex((block) => block.text.includes("112")));
    const rest = open.slice(first);
    const text = rest.map((block) => block.text).join("\n");
    return [...open.slice(0, first), { kind: "urgent", text, buttons: rest.flatMap((block) => block.buttons) }];
  }
  if (Array.isArray(custom.verduidelijking)) open.at(-1).kind = "question";
  return open;
}

/** The page folds the second layer under the card, so it needs no button for it. */
function notMore(button) {
  return button.payload !== "/meer_weten";
}

/** Return the sources of an answer, each once. */
export function sourcesOf(custom) {
  const seen = new Set();
  return (Array.isArray(custom?.bronnen) ? custom.bronnen : []).filter((source) => {
    if (typeof source?.naam !== "string") return false;
    const key = `${source.naam} ${source.url ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}

function partsOf(listed) {
  return (Array.isArray(listed) ? listed : [])
    .filter((part) => typeof part?.tekst === "string" && part.tekst.trim())
    .map((part) => ({ kind: String(part.soort), text: part.tekst.trim() }));
}

function buttonsOf(message) {
  return (Array.isArray(message.buttons) ? message.buttons : [])
    .filter((button) => typeof button?.title === "string" && button.title.trim())
    .map((button) => ({ title: button.title, payload: typeof button.payload === "string" ? button.payload : button.title }));
}
