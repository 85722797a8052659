/** Reads server-sent events out of the body of a response. Knows nothing of what they mean. */

/** Yield {id, event, data} of every event, and null for a comment that only says that the line is open. */
export async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let fields = {};
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (fields.data !== undefined) yield { id: fields.id, event: fields.event ?? "message", data: fields.data };
          fields = {};
        } else if (line.startsWith(":")) {
          yield null;
        } else {
          read(line, fields);
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // whoever stops listening lets the server know
  }
}

function read(line, fields) {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
  else if (name === "id" || name === "event") fields[name] = value;
}
