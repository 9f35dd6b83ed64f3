"""Text to clips: one file per speech engine, and a cache that wraps any of them."""
