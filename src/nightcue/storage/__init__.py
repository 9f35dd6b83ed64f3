"""Files: where ours are, which may be read or written, and how they are written whole, locked and kept."""
