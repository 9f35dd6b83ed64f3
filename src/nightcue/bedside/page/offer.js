// On the first screen: the offer of a longer window, after nights in which more time was needed in it, or of an easier
// week of a programme, after sore mornings.

import { answerOffer, oftenNeeded } from "./more_time.js";
import { amountOf } from "./playing.js";
import { answerEasier, easierTonight } from "./programmes.js";
import { at } from "./screens.js";
import { word } from "./words.js";

/** Show what is to be offered in one of `routines`, or nothing; `home` is called when another week is to be played. */
export function drawOffer(routines, home) {
  const sore = routines.find((routine) => routine.programme && easierTonight(routine));
  if (sore) {
    offerEasier(sore, home);
  } else {
    offerLonger(routines);
  }
}

function offerEasier(routine, home) {
  const { week, less } = easierTonight(routine);
  const said = (value) => less.map((each) => (each.is_time ? amountOf(each[value]) : String(each[value]))).join(", ");
  at("offer").hidden = false;
  at("offer-words").textContent = word("offerEasier", { to: said("then"), from: said("now"), week });
  at("offer-yes").textContent = word("offerYes", { to: said("then") });
  const answer = (chosen) => () => {
    answerEasier(routine, chosen);
    home();
  };
  at("offer-yes").onclick = answer(week);
  at("offer-no").onclick = answer(null);
}

function offerLonger(routines) {
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
    offerLonger(routines);
  };
  at("offer-yes").onclick = answer(seconds);
  at("offer-no").onclick = answer(null);
}
