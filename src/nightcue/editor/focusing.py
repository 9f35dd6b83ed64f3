"""Where the focus goes after what it was on has gone or has moved."""

from __future__ import annotations

from nicegui import ui


def focus(element: ui.element) -> None:
    """Put the focus on `element`, which was just drawn or moved."""
    # an element is in its place after the next frame, and one that was just drawn perhaps some frames later
    element.client.run_javascript(
        f"""
        let frames = 0;
        const tryToFocus = () => {{
          const found = frames > 1 && getHtmlElement({element.id});
          if (found) found.focus();
          else if (frames++ < 120) requestAnimationFrame(tryToFocus);
        }};
        tryToFocus();
        """
    )
