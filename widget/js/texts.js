/** Every sentence that the page itself says; what the assistant says comes from Rasa. */

export const DECISIONS = {
  ja: "Ja",
  nee: "Nee",
  voorwaardelijk: "Ja, met voorwaarden",
  niet_geregeld: "Niet geregeld",
};

export const TEXTS = {
  dependsOn: "Hangt ervan af",
  rule: "Regel van het bedrijf",
  why: "Waarom",
  more: "Meer weten",
  advice: "Raad",
  law: "Wet",
  uncertain: "Nog onzeker",
  contact: "Contact",
  conditions: "Voorwaarden:",
  turnTo: "Je kunt terecht bij:",
  source: "Bron",
  sources: "Bronnen",
  urgent: "Dringend",
  you: "Jij:",
  assistant: "Mag dat? antwoordt:",
  typing: "Mag dat? zoekt het op",
  newTab: "(opent in een nieuw tabblad)",
  followUps: "Verder vragen",
  choices: "Kies een antwoord",
  retry: "Probeer opnieuw",
  notSent: "Niet verzonden",
  newConversation: "Nieuw gesprek gestart.",
  empty: "Typ eerst je vraag.",
  busy: "Even geduld, je vorige vraag is nog bezig.",
  tooLong: (limit) => `Je vraag is te lang: hoogstens ${limit} tekens. Maak ze wat korter.`,
  counter: (count, limit) => `${count} van ${limit} tekens`,
  errors: {
    unreachable: "Ik kan de assistent niet bereiken. Kijk of je verbinding hebt en probeer opnieuw.",
    timeout: "Het antwoord blijft te lang uit. Probeer het nog eens.",
    server: "Er loopt iets mis bij de assistent. Probeer het straks nog eens.",
    silent: "De assistent gaf geen antwoord. Probeer het nog eens of stel je vraag anders.",
  },
  kept: "Je vraag staat nog in het invoerveld.",
};
