// The text of a routine in CodeMirror, which the server and whoever types change at the same time.
// Each text that the server puts has a number. What is typed is sent whole, with the number of the last text that was
// put: the server knows by it what was typed into, and loses nothing of either.
(() => {
  const QUIET = 30;
  const state = {};

  const view = (id) => getElement(id)?.editor;

  const of = (id) => (state[id] ??= { put: 0, sent: 0, timer: null, emit: null });

  const send = (id, then) => {
    const mine = of(id);
    clearTimeout(mine.timer);
    mine.timer = null;
    if (!view(id)) return;
    mine.sent += 1;
    mine.emit({ text: view(id).state.doc.toString(), put: mine.put, sent: mine.sent, then });
  };

  // back and forth are those of the whole page, and come after what was typed before them
  const keys = (id) => (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const then = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (!then) return;
    event.preventDefault();
    event.stopPropagation();
    send(id, then);
  };

  window.nightcueYaml = {
    async mounted(id, words, emit) {
      of(id).emit = emit;
      const editor = await getElement(id).editorPromise;
      editor.contentDOM.setAttribute("aria-label", words);
      editor.contentDOM.tabIndex = 0;
      editor.contentDOM.addEventListener("keydown", keys(id), true);
      editor.contentDOM.addEventListener("blur", () => of(id).timer && send(id));
      if (of(id).marks) window.nightcueYaml.mark(id, ...of(id).marks);
    },

    typed(id) {
      clearTimeout(of(id).timer);
      of(id).timer = setTimeout(() => send(id), QUIET);
    },

    // `seen` is the number of what the server has read last: if more is on its way, it will put another text
    put(id, text, number, seen) {
      const mine = of(id);
      if (mine.timer || seen < mine.sent) return;
      mine.put = number;
      mounted_app.elements[id].props.value = text;
      getElement(id)?.setEditorValue?.(text);
    },

    mark(id, decorations, tooltips) {
      of(id).marks = [decorations, tooltips];
      const element = getElement(id);
      if (!element?.editor) return;
      element.setDecorations(decorations);
      element.setLineTooltips(tooltips);
    },

    go(id, line) {
      const editor = view(id);
      if (!editor) return;
      getElement(id).revealLine(line);
      editor.dispatch({ selection: { anchor: editor.state.doc.line(Math.min(line, editor.state.doc.lines)).from } });
      editor.focus();
    },
  };
})();
