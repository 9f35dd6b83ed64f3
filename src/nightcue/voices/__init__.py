"""From text to clips: one file for each speech engine, and a cache around any of them."""
