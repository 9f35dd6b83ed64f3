// The safety questions before compression, and what follows from an answer.

import { lengthOf } from "./home.js";
import { at, button, fill, made, show } from "./screens.js";
import { isUrgent, signsNoted } from "./signs.js";
import { word } from "./words.js";

const MAY_BE_A_CLOT = ["swelling", "clot"]; // what may be a thrombosis now

/**
 * Ask what `routine` asks, then start it, it without the boots, or the stretch-only one of `routines`: `start` takes the
 * routine, and whether it is without the boots. `facts` are those of its language.
 */
export function ask(routine, routines, facts, start) {
  const noted = signsNoted();
  noted.length ? askOfSigns(noted, routine, routines, facts, start) : askAll(routine, routines, facts, start);
}

/** A sign that was noted comes first: where it is still there, nothing else need be asked. */
function askOfSigns(noted, routine, routines, facts, start) {
  const question = { name: isUrgent(noted) ? "swelling" : "sensation" };
  const text = word("signStill", { signs: noted.map((sign) => word(sign)).join(", ") });
  fill(at("asked"), [button(text, () => refuse(routine, question, routines, facts, start))]);
  at("none-hint").textContent = word("signGone");
  at("none").onclick = () => askAll(routine, routines, facts, start);
  show("questions");
}

function askAll(routine, routines, facts, start) {
  const asked = routine.questions.map((question) =>
    button(question.text, () => refuse(routine, question, routines, facts, start)),
  );
  fill(at("asked"), asked);
  at("none-hint").textContent = `${word("noneHint")}: ${routine.title}`;
  at("none").onclick = () => start(routine);
  show("questions");
}

function refuse(routine, question, routines, facts, start) {
  const isUrgent = MAY_BE_A_CLOT.includes(question.name);
  const leavesBoots = !isUrgent && routine.boots.length > 0;
  const why = [
    ...(isUrgent ? [facts.urgent] : []),
    facts.why[question.name],
    leavesBoots ? word("bootsOut") : word("stopHere", { title: routine.title }),
  ];
  at("why").replaceChildren(...why.map((text, number) => made("p", text, isUrgent && number === 0 ? "urgent" : "")));
  const gentle = routines.filter((each) => each.stretches);
  const instead = leavesBoots ? routine : (gentle.find((each) => each.name === "stretch") ?? gentle[0]);
  at("instead").hidden = !instead;
  if (instead) {
    at("instead-word").textContent = word(leavesBoots ? "withoutBoots" : isUrgent ? "stretchesLater" : "stretchesOnly");
    at("instead-length").textContent = lengthOf(instead, leavesBoots);
    at("instead").onclick = () => start(instead, leavesBoots);
  } else {
    at("why").append(made("p", word("noStretches")));
  }
  show("refused");
}
