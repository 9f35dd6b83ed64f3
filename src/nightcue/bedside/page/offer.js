// On the first screen: the offer of a longer window, after nights in which more time was needed in it.

import { answerOffer, oftenNeeded } from "./more_time.js";
import { amountOf } from "./playing.js";
import { at } from "./screens.js";
import { word } from "./words.js";

/** Show what is to be offered in one of `routines`, or nothing. */
export function drawOffer(routines) {
  const [routine, offer] = routines.map((each) => [each, oftenNeeded(each)]).find(([, found]) => found) ?? [];
  at("offer").hidden = !offer;
  if (!offer) {
    return;
  }
  const { window, seconds, times } = offer;
  const title = routine.chapters.findLast((chapter) => chapter.start <= window.start)?.title ?? routine.title;
  const longer = amountOf(seconds);
  at("offer-words").textContent = word("offerLonger", { n: times, title, from: amountOf(window.seconds), to: longer });
  at("offer-yes").textContent = word("offerYes", { to: longer });
  const answer = (chosen) => () => {
    answerOffer(routine, window, chosen);
    drawOffer(routines);
  };
  at("offer-yes").onclick = answer(seconds);
  at("offer-no").onclick = answer(null);
}
