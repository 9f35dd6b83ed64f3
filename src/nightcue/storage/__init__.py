"""Files: which are read, and which may be written."""
