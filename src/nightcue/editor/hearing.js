// What is heard in the page, and the line that runs through the timeline with it.
(() => {
  const sound = () => document.querySelector("audio.nc-audio");

  // the sound begins `from` seconds into a timeline of `all` seconds; of a line it is not known where, and `all` is 0
  const follow = () => {
    const heard = sound();
    const line = document.querySelector(".nc-now");
    if (!heard || !line) return;
    const all = Number(heard.dataset.all || 0);
    line.hidden = !all || (heard.paused && !heard.currentTime);
    if (!line.hidden) {
      const at = Math.min(1, (Number(heard.dataset.from) + heard.currentTime) / all);
      line.style.left = `${100 * at}%`;
    }
  };

  const run = () => {
    follow();
    const heard = sound();
    if (heard && !heard.paused) requestAnimationFrame(run);
  };

  window.nightcueHear = (address, at, from, all) => {
    const heard = sound();
    const whole = window.path_prefix + address;
    heard.dataset.from = from;
    heard.dataset.all = all;
    if (heard.getAttribute("src") !== whole) {
      heard.onplay = run;
      heard.ontimeupdate = heard.onseeked = follow;
      heard.setAttribute("src", whole);
    }
    const begin = () => {
      heard.currentTime = at;
      // where a browser wants a tap of its own, its controls are there to be tapped
      heard.play().catch(() => heard.focus());
    };
    if (heard.readyState > 0) begin();
    else heard.addEventListener("loadedmetadata", begin, { once: true });
  };

  window.nightcueHush = () => sound()?.pause();
})();
