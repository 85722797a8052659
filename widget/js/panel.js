/** The frame around a conversation: heading, welcome, messages, input field. Builds elements and knows no conversation. */

import { icon } from "./icons.js";
import { element, hidden, isolated, pressable } from "./words.js";

const LOOKS = { floating: "zwevend", inline: "ingebed", page: "blad" };

/** Return the panel and its elements by name. `starter(text)` is called for a starter question that is pressed. */
export function panelOf(settings, starter) {
  const { texts } = settings;
  const floating = settings.mode === "floating";
  const panel = element(floating ? "dialog" : "section", `paneel ${LOOKS[settings.mode]}`);
  panel.setAttribute("aria-labelledby", "titel");
  const head = heading(settings, floating);
  const menu = menuOf(texts);
  const body = messages(settings, starter);
  const line = element("p", "verbinding");
  line.append(icon("dringend"), texts.lost);
  line.hidden = true;
  const field = input(texts);
  const foot = element("p", "voet", texts.footnote);
  const status = element("p", "onzichtbaar melding");
  status.setAttribute("role", "status");
  status.setAttribute("aria-atomic", "false"); // what is added is read, and not all of it again
  panel.append(head.head, menu.menu, body.scroller, line, field.form, foot, status);
  return { panel, line, status, ...head, ...menu, ...body, ...field };
}

/** Return the button that opens a floating panel. */
export function launcherOf(settings) {
  const count = element("span", "aantal");
  const launcher = pressable("starter-knop", icon("bericht"), element("span", "starter-woord", settings.title), count);
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.setAttribute("aria-expanded", "false");
  return { launcher, count };
}

function heading(settings, floating) {
  const { texts } = settings;
  const head = element("div", "kop");
  const words = element("div", "kop-woorden");
  const title = element(settings.mode === "page" ? "h1" : "h2", "kop-titel", settings.title);
  title.id = "titel";
  const subtitle = element("p", "kop-onder", settings.subtitle);
  words.append(title, subtitle);
  const more = iconButton("menu", texts.menu);
  more.setAttribute("aria-expanded", "false");
  more.setAttribute("aria-controls", "menu");
  head.append(logoOf(settings), words, more);
  if (!floating) return { head, subtitle, more, closer: null };
  const closer = iconButton("sluit", texts.close);
  head.append(closer);
  return { head, subtitle, more, closer };
}

function logoOf(settings) {
  if (!settings.logo) {
    const own = icon("bericht");
    own.classList.add("logo");
    return own;
  }
  const image = element("img", "logo");
  image.alt = "";
  image.src = settings.logo;
  return image;
}

function iconButton(name, label) {
  const button = pressable("rond", icon(name));
  button.setAttribute("aria-label", label);
  return button;
}

function menuOf(texts) {
  const menu = element("div", "menu");
  menu.id = "menu";
  menu.hidden = true;
  const privacy = pressable("klein", texts.privacy);
  const save = pressable("klein", texts.save);
  const erase = pressable("klein", texts.erase);
  const choices = element("div", "menu-keuzes");
  choices.append(privacy, save, erase);
  const sure = element("div", "menu-zeker");
  sure.setAttribute("role", "group");
  sure.setAttribute("aria-labelledby", "zeker");
  const question = element("p", null, texts.eraseSure);
  question.id = "zeker";
  const yes = pressable("opnieuw", texts.eraseYes);
  const no = pressable("klein", texts.eraseNo);
  sure.append(question, yes, no);
  sure.hidden = true;
  menu.append(choices, sure);
  return { menu, privacy, save, erase, choices, sure, yes, no };
}

function messages(settings, starter) {
  const { texts } = settings;
  const scroller = element("div", "rol");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "region");
  scroller.setAttribute("aria-label", texts.conversation);
  const welcome = element("div", "welkom");
  const level = settings.mode === "page" ? "h2" : "h3";
  const goesOn = element("p", "verder-met", texts.goesOn);
  goesOn.hidden = true;
  welcome.append(element(level, "welkom-titel", settings.greeting), element("p", null, texts.intro), goesOn);
  if (settings.starters.length) welcome.append(...starters(settings, level, starter));
  const notice = element("div", "discreet");
  notice.append(icon("wet"), element("p", null, `${settings.notice} ${texts.names}`));
  welcome.append(notice);
  const log = element("div", "gesprek");
  scroller.append(welcome, log);
  return { scroller, welcome, goesOn, log };
}

function starters({ starters: questions, texts }, level, starter) {
  const list = element("ul", "voorbeelden");
  for (const text of questions) {
    const button = pressable("starter", isolated(text));
    button.lang = "nl-BE";
    button.addEventListener("click", () => starter(text));
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  return [element(level === "h2" ? "h3" : "h4", null, texts.tryThis), list];
}

function input(texts) {
  const form = element("form", "invoer");
  form.noValidate = true;
  const label = element("label", "onzichtbaar", texts.label);
  label.htmlFor = "vraag";
  const field = element("textarea");
  Object.assign(field, { id: "vraag", rows: 1, placeholder: texts.placeholder, autocomplete: "off", enterKeyHint: "send" });
  field.dir = "auto";
  field.setAttribute("aria-describedby", "fout teller toetsen");
  const send = element("button", "verstuur");
  send.setAttribute("aria-label", texts.send);
  send.append(icon("verstuur"));
  const fault = element("p", "fout");
  fault.id = "fout";
  const counter = element("p", "teller");
  counter.id = "teller";
  counter.hidden = true;
  const keys = hidden(texts.newLine);
  keys.id = "toetsen";
  form.append(label, field, send, fault, counter, keys);
  return { form, input: field, send, fault, counter };
}
