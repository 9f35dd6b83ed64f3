// Ctrl-S saves, Ctrl-Z takes back, Ctrl-Y and Ctrl-Shift-Z put back; while something is typed, the field's own undo works.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const isTyped = document.activeElement?.closest("input, textarea, [contenteditable]") != null;
  const wish = { s: "save", y: "redo", z: event.shiftKey ? "redo" : "undo" }[key];
  if (wish === undefined || (isTyped && wish !== "save")) return;
  event.preventDefault();
  document.activeElement?.blur();
  emitEvent(`nightcue-${wish}`);
});
