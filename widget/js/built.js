/** What the server of this file fills in: where Rasa is, and sentences of the assistant that are shown in a special way. */

export const BUILT = { rasa: "", poort: 5005, zinnen: { kennisgeving: "", geholpen_vraag: "" } };
