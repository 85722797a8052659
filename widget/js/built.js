/** What the server of this file fills in: where Rasa is, and the notice that the assistant begins with. */

export const BUILT = { rasa: "", poort: 5005, kennisgeving: "" };
