// The bedside page: reads the list, readies the rescue, and connects the screens.

import { chooseColours, paint } from "./colours.js";
import { chooseForm, comesBack, formTonight, formsOf, noteWhole } from "./forms.js";
import { drawHome, drawOthers, formLeft, isMorning } from "./home.js";
import { isForgetful, keep, kept } from "./storage.js";
import { askWhoThisIs, takeKey } from "./key.js";
import { offerLanguages } from "./languages.js";
import { madeAnew, readScores, readList } from "./list.js";
import { showOnLockScreen } from "./media.js";
import { showDay, watchForNews } from "./news.js";
import { drawNight } from "./night.js";
import { keepForOffline } from "./offline.js";
import { keepPlay, send } from "./outbox.js";
import { drawOffer } from "./offer.js";
import { tryOpus } from "./opus.js";
import { connectPain, painClips } from "./pain.js";
import { samePlace } from "./place.js";
import { Player } from "./player.js";
import { connectPlaying, drawPlaying } from "./playing.js";
import { ofTonight } from "./programmes.js";
import { ask } from "./questions.js";
import { Rescue } from "./rescue.js";
import { connectRescue, isDeaf, showRescue } from "./rescue_screen.js";
import { at, goHome, notice, show, shown, translate } from "./screens.js";
import { WORDS, language, speak, word } from "./words.js";

const JUST_NOW = 30 * 60 * 1000; // milliseconds in which a page that was closed in the middle goes on where it was
const LOOK_AGAIN = 500; // milliseconds between two looks at whether a track is here
const A_MINUTE = 60_000; // milliseconds
const OF_WHAT_PLAYS = ["timer", "pain"]; // screens that lead back to what plays, while something does

const rescue = new Rescue();
const player = new Player();
let list = { routines: [], facts: {} };
let wasMorning = false; // when the first screen was drawn last

function routinesHere() {
  return ofTonight(list.routines.filter((routine) => routine.page === language()));
}

function rescueHere() {
  const rescues = list.routines.filter((routine) => routine.rescue);
  const here = rescues.filter((routine) => routine.page === language());
  return here.find((routine) => routine.name === "rescue") ?? here[0] ?? rescues[0] ?? null;
}

function home(said = "") {
  leaveRescue();
  const listed = routinesHere().filter((routine) => routine !== rescueHere());
  drawHome(listed, player, { open, goOn, back: playing, others: () => others(listed) });
  wasMorning = isMorning();
  drawOffers();
  show("home", at("at-hand"));
  notice(said || (list.routines.length ? "" : word("noRoutines")));
}

function drawOffers() {
  drawOffer(routinesHere().map(formTonight), home);
}

function others(listed) {
  drawOthers(listed, open);
  show("others");
}

function open(routine) {
  if (routine.rescue) {
    startRescue(routine);
  } else if (routine.questions.length) {
    askFirst(routine, start);
  } else {
    start(routine);
  }
}

/** Start the rescue at its beginning, or start it again; what played before waits on the first screen. */
function startRescue(routine) {
  if (player.isPlaying) {
    player.note();
  }
  player.leave();
  rescue.ready(routine);
  rescue.start(player.volume);
  showRescue(rescue);
}

function leaveRescue() {
  rescue.leave();
  rescue.ready(rescueHere());
}

function askFirst(routine, then) {
  ask(routine, routinesHere(), list.facts[language()], then);
}

function playing() {
  drawPlaying(player);
  show("playing", at("pause"));
}

function start(routine, withoutBoots = false) {
  const said = comesBack(routine) ? word("fullTonight") : "";
  player.start(formTonight(routine), withoutBoots);
  playing();
  notice(said);
  at("pause").focus({ preventScroll: true });
}

/** Go on in the other form of what plays, from the same place, and have it on other nights too. */
function switchForm() {
  const { routine, position } = player;
  chooseForm(routine.other);
  player.switchTo(routine.other, samePlace(routine, routine.other, position));
  playing();
  notice("");
  keepTracks();
}

function goOn(routine, place) {
  const again = (withoutBoots = place.withoutBoots) => {
    take(routine, { ...place, withoutBoots });
    player.toggle();
    playing();
  };
  const isOld = Date.now() - place.at > JUST_NOW;
  if (isOld && routine.questions.length) {
    askFirst(routine, (chosen, withoutBoots) => (chosen === routine ? again(withoutBoots) : start(chosen)));
  } else {
    again();
  }
}

function take(routine, place) {
  player.take(routine, { ...place, started: new Date(place.started) });
}

function choose(tag) {
  speak(tag);
  keep("language", tag);
  translate();
  rescue.ready(rescueHere());
  offerLanguages(languagesHere(), (chosen) => {
    choose(chosen);
    homeAgain();
  });
  at("cramp").disabled = !rescueHere();
  at("at-hand").hidden = !rescueHere();
  at("keeping").textContent = word("keepsNothing");
  at("keeping").hidden = !isForgetful();
  showDay(list);
  keepTracks();
}

/** Keep for offline what is heard in this language; over a slow network, nothing may keep the rescue waiting. */
function keepTracks() {
  const tag = language();
  isServed().then(() =>
    keepForOffline(list.routines, painClips(list.facts[tag], tag), tag, (key, filled) => {
      at("offline").textContent = word(key, filled);
    }),
  );
}

/** Settled when neither the rescue nor what plays is still on its way: what else there is can be fetched now. */
async function isServed() {
  await rescue.prepared;
  while ([rescue, player].some(({ isPlaying, sound }) => isPlaying && !sound.cut)) {
    await new Promise((done) => setTimeout(done, LOOK_AGAIN));
  }
}

/** The languages that have tracks, in the order of the words. */
function languagesHere() {
  return Object.keys(WORDS).filter((tag) => list.routines.some((routine) => routine.page === tag));
}

function firstLanguage() {
  const here = languagesHere();
  const wanted = [kept("language", null), ...navigator.languages.map((tag) => tag.split("-")[0]), "en", ...here];
  return wanted.find((tag) => tag in WORDS && (here.includes(tag) || here.length === 0)) ?? "en";
}

/** The first screen, in place of the one that led here. */
function homeAgain(said = "") {
  history.state && history.replaceState(null, "");
  home(said);
}

function connect() {
  connectPlaying(player, switchForm);
  connectPain(player, (tag) => list.facts[tag], endHere);
  connectRescue(rescue, player);
  showOnLockScreen([rescue, player]);
  at("cramp").onclick = () => startRescue(rescue.routine ?? rescueHere());
  at("colours").onclick = () => chooseColours();
  at("to-night").onclick = () => {
    drawNight(list.facts[language()], homeAgain);
    show("night");
  };
  for (const back of document.querySelectorAll(".back")) {
    back.onclick = () => {
      rescue.leave(); // also where a page may not keep its screens in the history
      OF_WHAT_PLAYS.includes(shown()) ? playing() : goHome();
    };
  }
  history.scrollRestoration = "manual"; // every screen begins at its top
  window.addEventListener("popstate", () => (isDeaf() ? history.pushState("rescue", "") : home()));
  window.addEventListener("hashchange", () => takeKey() && meet());
  window.addEventListener("online", send);
  window.addEventListener("pagehide", leaveForNow);
  document.addEventListener("visibilitychange", () => (document.hidden ? leaveForNow() : comeBack()));
  setInterval(() => isMorning() !== wasMorning && comeBack(), A_MINUTE); // the screen may be on all night
  player.addEventListener("trouble", () => {
    notice(word(player.sound.trouble));
    player.sound.trouble === "gone" && playNewTrack(player.routine, player.step);
  });
  player.addEventListener("slept", () => shown() === "playing" && notice(word("timerStopped")));
  for (const each of [rescue, player]) {
    each.addEventListener("ended", () => remember(each, true));
    each.addEventListener("left", () => remember(each, false));
  }
  rescue.addEventListener("over", () => homeAgain(word("over")));
  player.addEventListener("changed", () => !player.routine && hasNothingToShow() && homeAgain(word("over")));
}

function hasNothingToShow() {
  return shown() === "playing" || OF_WHAT_PLAYS.includes(shown());
}

function endHere() {
  player.leave();
  homeAgain();
}

/** The track was made anew under a page that was left open: play the new one, from the step that was heard. */
async function playNewTrack(routine, step) {
  const found = await madeAnew(routine);
  if (found && player.routine === routine) {
    const place = list.routines.findIndex((each) => formsOf(each).includes(routine));
    list.routines[place] = list.routines[place] === routine ? found : (found.other ?? found);
    const isAlike = found.chapters.length === routine.chapters.length;
    take(found, { seconds: isAlike ? found.chapters[step].start : 0, started: new Date() });
    player.toggle();
    playing();
    notice("");
  }
}

function remember(who, finished) {
  if (who.routine) {
    finished && noteWhole(who.routine);
    keepPlay(who, finished);
    send();
  }
}

function leaveForNow() {
  [rescue, player].filter((each) => each.routine).forEach((each) => keepPlay(each, false));
  if (player.isPlaying) {
    player.note(); // what was paused was noted then, and is as old as that
  }
}

/** The first screen of a page that was left open in the evening is another one in the morning. */
function comeBack() {
  if (shown() === "home" && (at("notice").hidden || isMorning() !== wasMorning)) {
    home();
  }
}

/** A page that was loaded again in the middle of a track shows that track, paused where it was. */
function pickUp() {
  const place = Player.placeLeft();
  const routine = place && formLeft(place, list.routines);
  if (routine && !routine.rescue && Date.now() - place.at < JUST_NOW && place.seconds < routine.seconds - 1) {
    take(routine, place);
    playing();
  }
}

/** Show what the server says of this browser, and send what waits. */
async function meet() {
  const before = kept("ticket", "");
  const nightsBefore = JSON.stringify(kept("programmes", {}));
  at("guest").hidden = (await askWhoThisIs()) !== "guest";
  if (kept("ticket", "") !== before) {
    choose(language()); // now with the tracks that say a name
  }
  if (JSON.stringify(kept("programmes", {})) !== nightsBefore) {
    comeBack();
  }
  const how = await send();
  if (how === "there") {
    notice(word("thereWaits"));
  } else if (!["sent", "nothing", "away", "guest"].includes(how)) {
    notice(word("refusedNight", { why: how }));
  }
}

async function begin() {
  paint();
  takeKey();
  speak(firstLanguage());
  translate();
  connect();
  try {
    [list] = await Promise.all([readList(), tryOpus()]);
  } catch {
    show("home");
    notice(word("noList"));
    return;
  }
  choose(firstLanguage());
  home();
  pickUp();
  isServed()
    .then(() => readScores(list))
    .then(drawOffers);
  watchForNews(list, () => shown() === "home" && !player.isPlaying);
  await meet();
}

begin();
