"""Files: nightcue's folders, safe reading and writing, locks and the cache."""
