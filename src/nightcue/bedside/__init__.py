"""At the bedside: the player in a terminal, and the page in a browser."""
