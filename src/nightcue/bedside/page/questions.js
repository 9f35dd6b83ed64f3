// The safety questions before compression, and what follows from an answer.

import { lengthOf } from "./home.js";
import { at, button, fill, made, show } from "./screens.js";
import { word } from "./words.js";

/** Ask what `routine` asks, then start it or the stretch-only one of `routines`; `facts` are those of its language. */
export function ask(routine, routines, facts, start) {
  const asked = routine.questions.map((question) =>
    button(question.text, () => refuse(routine, question, routines, facts, start)),
  );
  fill(at("asked"), asked);
  at("none-hint").textContent = `${word("noneHint")}: ${routine.title}`;
  at("none").onclick = () => start(routine);
  show("questions");
}

function refuse(routine, question, routines, facts, start) {
  const isUrgent = question.name === "swelling";
  const why = [
    ...(isUrgent ? [facts.urgent] : []),
    facts.why[question.name],
    word("stopHere", { title: routine.title }),
  ];
  at("why").replaceChildren(...why.map((text, number) => made("p", text, isUrgent && number === 0 ? "urgent" : "")));
  const gentle = routines.filter((each) => each.stretches);
  const instead = gentle.find((each) => each.name === "stretch") ?? gentle[0];
  at("instead").hidden = !instead;
  if (instead) {
    at("instead-word").textContent = word(isUrgent ? "stretchesLater" : "stretchesOnly");
    at("instead-length").textContent = lengthOf(instead);
    at("instead").onclick = () => start(instead);
  } else {
    at("why").append(made("p", word("noStretches")));
  }
  show("refused");
}
