// Keeping the page and its tracks on the device, where the browser allows it, and saying how far that is.

import { formsOf, heardForms } from "./forms.js";
import { IS_SINGLE, trackUrl } from "./list.js";

/** Keep everything for `language`, `clips` last, and tell how far it is: `tell` takes a key of WORDS and its values. */
export async function keepForOffline(routines, clips, language, tell) {
  if (IS_SINGLE) {
    tell("offlineSingle");
  } else if (!("serviceWorker" in navigator) || !window.isSecureContext) {
    tell("offlineNever");
  } else {
    try {
      await withWorker(routines, clips, language, tell);
    } catch {
      tell("offlineNever");
    }
  }
}

async function withWorker(routines, clips, language, tell) {
  const registration = await navigator.serviceWorker.register("sw.js");
  registration.update().catch(() => {}); // a browser looks for a new page only later by itself, or the server is away
  const { active } = await navigator.serviceWorker.ready;
  navigator.serviceWorker.onmessage = ({ data }) => {
    const some = data.isFull ? "offlineFull" : data.isOver ? "offlineSome" : "offlineKeeping";
    tell(data.n === data.all ? "offlineReady" : some, data);
  };
  const spoken = routines.filter((routine) => routine.page === language);
  // the rescue first: it is the one that must not be missing
  const inOrder = [...spoken].sort((one, other) => Number(other.rescue) - Number(one.rescue));
  const keep = [...new Set(inOrder.flatMap(heardForms).map((form) => trackUrl(form)))]; // weeks of a programme may have one track
  active.postMessage({ keep, clips, all: routines.flatMap(formsOf).map((form) => trackUrl(form)) });
}
