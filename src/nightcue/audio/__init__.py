"""Sound: clips, chimes, mixing, encoders and tags. Knows nothing of routines."""
