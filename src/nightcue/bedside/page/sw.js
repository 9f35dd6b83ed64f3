// The service worker: keeps the page and its tracks, and answers for the server when that is away.
// `nightcue site` writes one line before this: const SITE = {version, files}.

const PAGE = `nightcue-page-${SITE.version}`;
const TRACKS = "nightcue-tracks";

self.addEventListener("install", (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldPages().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  event.waitUntil(keepTracks(event.data, (how) => event.source.postMessage(how)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) {
    event.respondWith(answer(request));
  }
});

async function keepPage() {
  const cache = await caches.open(PAGE);
  await cache.addAll(SITE.files.map((file) => new Request(file, { cache: "reload" })));
}

async function dropOldPages() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("nightcue-page-") && name !== PAGE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Keep the tracks of the page, one after the other, and tell how many are there. */
async function keepTracks({ keep, clips, all }, tell) {
  const cache = await caches.open(TRACKS);
  const wanted = new Set([...all, ...clips].map((url) => new URL(url, location.href).href));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) {
      await cache.delete(request); // a track that has been made anew since; only asked for when a page is loaded
    }
  }
  let n = 0;
  let isFull = false;
  for (const url of keep) {
    tell({ n, all: keep.length, isFull, isOver: false });
    try {
      if (!(await cache.match(url))) {
        await cache.add(new Request(url, { cache: "no-cache" }));
      }
      n += 1;
    } catch (problem) {
      isFull ||= problem.name === "QuotaExceededError";
    }
  }
  tell({ n, all: keep.length, isFull, isOver: true });
  for (const url of clips) {
    if (!(await cache.match(url))) {
      await cache.add(url).catch(() => {}); // its words are shown all the same
    }
  }
}

async function answer(request) {
  const url = new URL(request.url);
  const isTrack = /\.(mp3|opus)$/.test(url.pathname);
  const name = url.pathname.endsWith("/") ? "index.html" : request.url;
  if (request.cache === "no-store") {
    return fetch(request); // the page asks for what is there by now
  }
  const kept = await (await caches.open(isTrack ? TRACKS : PAGE)).match(name, { ignoreSearch: !isTrack });
  if (!kept) {
    return fetch(request);
  }
  const range = request.headers.get("Range");
  return range ? partOf(kept, range) : kept;
}

/** The part of an answer that a player asks for (RFC 9110, section 14). */
async function partOf(kept, range) {
  const whole = await kept.blob();
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (from === undefined || (from === "" && to === "")) {
    return new Response(whole, { headers: { "Content-Type": whole.type } });
  }
  const first = from === "" ? Math.max(0, whole.size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? whole.size - 1 : Math.min(Number(to), whole.size - 1);
  if (first > last) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  }
  return new Response(whole.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type") ?? "audio/mpeg",
      "Content-Length": String(last - first + 1),
      "Content-Range": `bytes ${first}-${last}/${whole.size}`,
      "Accept-Ranges": "bytes",
    },
  });
}
