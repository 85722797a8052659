/**
 * Tells Teams that this tab is there, as Microsoft's own library does (@microsoft/teams-js 2.58.0: 213 kB for three messages);
 * Microsoft says that people are warned where nobody does. Nothing is asked of Teams, and nothing about anybody goes there.
 */

const LIBRARY = "2.58.0";
const RUNTIME = 4;

let next = 0;

function say(func, call, args, origin) {
  const name = { id: next++, uuidAsString: crypto.randomUUID() };
  const when = { timestamp: Date.now(), monotonicTimestamp: performance.timeOrigin + performance.now() };
  window.parent.postMessage({ ...name, ...when, func, args, apiVersionTag: `v2_${call}`, isProxiedFromChild: false }, origin);
  return name;
}

if (window.parent !== window) {
  // Whose frame this is, is not known yet; the policy of this page says whose it may be.
  const first = say("initialize", "app.initialize", [LIBRARY, RUNTIME], "*");

  window.addEventListener("message", function answered({ source, origin, data }) {
    if (source !== window.parent || (data?.id !== first.id && data?.uuidAsString !== first.uuidAsString)) return;
    window.removeEventListener("message", answered);
    say("appInitialization.appLoaded", "app.notifyAppLoaded", [LIBRARY], origin);
    say("appInitialization.success", "app.notifySuccess", [LIBRARY], origin);
  });
}
