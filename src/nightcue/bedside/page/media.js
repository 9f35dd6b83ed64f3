// The lock screen and the buttons of a headset, through the Media Session API, where the browser has it.

import { BACK } from "./player.js";

/** Let the lock screen show and steer whichever of `players` plays. */
export function showOnLockScreen(players) {
  const session = navigator.mediaSession;
  if (!session) {
    return;
  }
  const playing = () => players.find((player) => player.routine);
  const on = (action, then) => {
    try {
      session.setActionHandler(action, (details) => playing() && then(playing(), details));
    } catch {
      // an action that this browser does not know
    }
  };
  on("play", (player) => (player.isPlaying ? player.goOn() : player.toggle()));
  on("pause", (player) => player.isPlaying && player.toggle());
  on("previoustrack", (player) => player.previous());
  on("nexttrack", (player) => player.next());
  on("seekbackward", (player, details) => player.back(details.seekOffset ?? BACK));
  on("seekforward", (player, details) => player.back(-(details.seekOffset ?? BACK)));
  on("seekto", (player, details) => player.seek(details.seekTime));
  let shown = null;
  const show = () => {
    const player = playing();
    const title = player ? player.routine.chapters[player.step].title : null;
    if (title !== shown) {
      shown = title;
      session.metadata = title === null ? null : metadataOf(title, player.routine.title);
    }
    session.playbackState = player ? (player.isPlaying ? "playing" : "paused") : "none";
    if (player) {
      const { seconds } = player.routine;
      session.setPositionState?.({ duration: seconds, position: Math.min(seconds, player.position), playbackRate: 1 });
    }
  };
  for (const type of ["moved", "changed", "trouble", "slept", "over"]) {
    players.forEach((player) => player.addEventListener(type, show));
  }
}

function metadataOf(title, album) {
  const artwork = document.querySelector("link[rel=icon]").href;
  return new MediaMetadata({ title, artist: album, album: "nightcue", artwork: [{ src: artwork, sizes: "192x192" }] });
}
