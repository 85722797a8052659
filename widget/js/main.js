/** Ties the page to the conversation. */

import { RasaApi } from "./api.js";
import { Chat } from "./chat.js";
import { Session, tabStorage } from "./session.js";

const find = (id) => document.getElementById(id);

const chat = new Chat({
  api: new RasaApi(),
  session: new Session(tabStorage()),
  view: {
    scroller: find("rol"),
    log: find("gesprek"),
    welcome: find("welkom"),
    goesOn: find("verder"),
    form: find("invoer"),
    input: find("vraag"),
    fault: find("fout"),
    counter: find("teller"),
    status: find("melding"),
  },
});

for (const starter of document.querySelectorAll("[data-vraag]")) {
  starter.addEventListener("click", () => chat.press(starter.textContent.trim()));
}
find("nieuw-gesprek").addEventListener("click", () => chat.restart());
find("privacy").addEventListener("click", () => chat.press("Privacy", "privacy"));
find("wis").addEventListener("click", () => chat.press("Wis mijn gesprek", "wis mijn gesprek"));
