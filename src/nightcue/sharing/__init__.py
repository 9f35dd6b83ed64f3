"""One line a morning to one person, of what the listener chose to share, and that person's answer."""
