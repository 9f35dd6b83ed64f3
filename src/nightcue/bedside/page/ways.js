// How the part of a track that is to be heard is handed to the player: how much at once, and in which of several ways.

// WebKit on Linux: version 2.50 failed at one in four blobs of megabytes, and stood still for good at one in twenty; of
// 480 blobs of 200 and 400 kB it played all
const IS_WEBKIT_ON_LINUX = navigator.vendor.startsWith("Apple") && navigator.platform.startsWith("Linux");

/** The most bytes of a track that are handed over at once. */
export const MOST_BYTES = IS_WEBKIT_ON_LINUX ? 300_000 : Infinity;

/** Each takes a Blob and returns its address, or a promise of it; the next one is for where nothing is heard. */
export const WAYS = [asBlob, asBlob, writtenOut];

function asBlob(part) {
  return URL.createObjectURL(part);
}

function writtenOut(part) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onloadend = () => done(reader.result ?? "data:,"); // what cannot be read is not heard either
    reader.readAsDataURL(part);
  });
}
