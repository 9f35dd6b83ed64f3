// The key that the address of `nightcue serve` holds: with it, the server takes nights, and gives tracks that say a name.

import { keep, kept } from "./storage.js";
import { IS_SINGLE } from "./list.js";

const IN_ADDRESS = /^#key=([\w-]{22})$/;

/** Keep the key that the address holds, and take it out of there; returns whether one was in it. */
export function takeKey() {
  const [, key] = IN_ADDRESS.exec(location.hash) ?? [];
  if (key) {
    keep("key", key);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return key !== undefined;
}

/** What a request says the key in; nothing where there is none. */
export function keyHeaders() {
  const key = kept("key", "");
  return key ? { "Nightcue-Key": key } : {};
}

/** Ask whether this is a guest: "known", "guest", or "away" where no server says so. Keeps what opens tracks that say a name. */
export async function askWhoThisIs() {
  if (IS_SINGLE) {
    return "away";
  }
  try {
    const answer = await fetch("ticket", { headers: keyHeaders(), cache: "no-store" });
    if (answer.ok) {
      const { ticket, diaries, finished, programmes } = await answer.json();
      keep("ticket", ticket);
      keep("diaries", diaries ?? []);
      keep("finished", finished ?? {}); // by diary, what was heard to its end in the last week
      keep("programmes", programmes ?? {}); // by diary, the nights of programmes that were done
      return "known";
    }
    return answer.status === 403 ? "guest" : "away";
  } catch {
    return "away";
  }
}
