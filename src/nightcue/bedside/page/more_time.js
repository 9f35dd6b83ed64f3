// More time: a window that is longer by its own length again, and what is known of the nights in which that was needed.

import { eveningOf } from "./evenings.js";
import { choiceName } from "./forms.js";
import { keep, kept } from "./storage.js";
import { canBeLonger } from "./windows.js";

const NIGHTS = 5; // that are looked at
const NEEDED = 3; // of them in which the same window was longer, before a longer one is offered
const RATE = 22_050; // samples a second of the chime
const CHIME = { hertz: [392, 784, 1176], loud: [0.1, 0.04, 0.015], decays: [0.28, 0.18, 0.12], seconds: 1.2, swells: 0.06 };

/** How much longer each window of `routine` is on this device: {window, seconds} for those that are. */
export function keptLonger(routine) {
  const { longer } = notesOf(routine);
  return (routine.windows ?? [])
    .map((window, number) => ({ window, seconds: (longer[windowName(window, number)] ?? 0) * window.seconds }))
    .filter(({ window, seconds }) => seconds > 0 && canBeLonger(window));
}

/** Note that `routine` is played tonight. */
export function notePlayed(routine) {
  changeNotes(routine, (notes) => {
    notes.nights = [...new Set([...notes.nights, eveningOf(new Date())])].sort().slice(-NIGHTS);
  });
}

/** Note that more time was needed in `window` tonight. */
export function noteNeeded(routine, window) {
  const name = windowName(window, routine.windows.indexOf(window));
  const tonight = eveningOf(new Date());
  changeNotes(routine, (notes) => {
    const needed = notes.needed[name] ?? {};
    notes.needed[name] = { ...needed, [tonight]: (needed[tonight] ?? 0) + 1 };
  });
}

/** A window of `routine` that was longer night after night: {window, seconds: how long it was needed}, or null. */
export function oftenNeeded(routine) {
  const { nights, needed, longer, declined } = notesOf(routine);
  for (const [number, window] of (routine.windows ?? []).entries()) {
    const name = windowName(window, number);
    const times = nights.map((night) => needed[name]?.[night] ?? 0).filter((count) => count > 0);
    if (times.length >= NEEDED && !declined.includes(name) && canBeLonger(window)) {
      const usual = times.sort((one, other) => one - other)[Math.floor((times.length - 1) / 2)];
      return { window, seconds: window.seconds * (1 + (longer[name] ?? 0) + usual), times: times.length };
    }
  }
  return null;
}

/** Have `window` last so many seconds on this device from now on, or as long as before where they are null. */
export function answerOffer(routine, window, seconds) {
  const name = windowName(window, routine.windows.indexOf(window));
  changeNotes(routine, (notes) => {
    delete notes.needed[name];
    if (seconds === null) {
      notes.declined.push(name);
    } else {
      notes.longer[name] = Math.round(seconds / window.seconds) - 1;
    }
  });
}

/** A soft chime, as a sound of its own: `ring(volume)` says that more time was heard. */
export function chime() {
  let element = null;
  return (volume) => {
    if (element === null) {
      element = new Audio();
      element.src = URL.createObjectURL(new Blob([chimeBytes()], { type: "audio/wav" }));
    }
    element.volume = volume;
    element.currentTime = 0;
    element.play().catch(() => {}); // the button shows the same
  };
}

/** The name of a window in what is kept; it is another one when the routine has changed there. */
function windowName(window, number) {
  return `${number} ${window.kind} ${window.seconds}`;
}

function notesOf(routine) {
  const all = kept("moreTime", {});
  const { nights = [], needed = {}, longer = {}, declined = [] } = all[notesName(routine)] ?? {};
  return { nights: [...nights], needed: { ...needed }, longer: { ...longer }, declined: [...declined] };
}

function changeNotes(routine, then) {
  const notes = notesOf(routine);
  then(notes);
  for (const [name, nights] of Object.entries(notes.needed)) {
    notes.needed[name] = Object.fromEntries(Object.entries(nights).sort().slice(-NIGHTS));
  }
  keep("moreTime", { ...kept("moreTime", {}), [notesName(routine)]: notes });
}

/** The name of a routine in what is kept: the windows of its brief form have other numbers. */
function notesName(routine) {
  return `${choiceName(routine)}${routine.detail === "brief" ? ".brief" : ""}`;
}

/** A small bowl, as `sound: {chimes: soft}` has it, as a WAV file. */
function chimeBytes() {
  const count = Math.round(CHIME.seconds * RATE);
  const view = new DataView(new ArrayBuffer(44 + 2 * count));
  const text = (at, letters) => [...letters].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + 2 * count, true);
  text(8, "WAVEfmt ");
  [[16, 16], [24, RATE], [28, 2 * RATE], [40, 2 * count]].forEach(([at, value]) => view.setUint32(at, value, true));
  [[20, 1], [22, 1], [32, 2], [34, 16]].forEach(([at, value]) => view.setUint16(at, value, true));
  text(36, "data");
  for (let n = 0; n < count; n += 1) {
    const time = n / RATE;
    const edges = Math.min(1, time / CHIME.swells, (CHIME.seconds - time) / 0.3);
    const wave = CHIME.hertz.reduce(
      (sum, hertz, part) => sum + CHIME.loud[part] * Math.sin(2 * Math.PI * hertz * time) * Math.exp(-time / CHIME.decays[part]),
      0,
    );
    view.setInt16(44 + 2 * n, Math.round(32_767 * wave * edges), true);
  }
  return view.buffer;
}
