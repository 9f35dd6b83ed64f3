// The lock screen and the buttons of a headset, through the Media Session API, where the browser has it.

import { BACK } from "./player.js";

/** Let the lock screen show and steer what `player` plays. */
export function showOnLockScreen(player) {
  const session = navigator.mediaSession;
  if (!session) {
    return;
  }
  const on = (action, then) => {
    try {
      session.setActionHandler(action, (details) => player.routine && then(details));
    } catch {
      // an action that this browser does not know
    }
  };
  on("play", () => (player.isPlaying ? player.goOn() : player.toggle()));
  on("pause", () => player.isPlaying && player.toggle());
  on("previoustrack", () => player.previous());
  on("nexttrack", () => player.next());
  on("seekbackward", (details) => player.back(details.seekOffset ?? BACK));
  on("seekforward", (details) => player.back(-(details.seekOffset ?? BACK)));
  on("seekto", (details) => player.seek(details.seekTime));
  let shown = null;
  const show = () => {
    const title = player.routine ? player.routine.chapters[player.step].title : null;
    if (title !== shown) {
      shown = title;
      session.metadata = title === null ? null : metadataOf(title, player.routine.title);
    }
    session.playbackState = player.routine ? (player.isPlaying ? "playing" : "paused") : "none";
    if (player.routine) {
      const { seconds } = player.routine;
      session.setPositionState?.({ duration: seconds, position: Math.min(seconds, player.position), playbackRate: 1 });
    }
  };
  for (const type of ["moved", "changed", "trouble", "slept"]) {
    player.addEventListener(type, show);
  }
}

function metadataOf(title, album) {
  const artwork = document.querySelector("link[rel=icon]").href;
  return new MediaMetadata({ title, artist: album, album: "nightcue", artwork: [{ src: artwork, sizes: "192x192" }] });
}
