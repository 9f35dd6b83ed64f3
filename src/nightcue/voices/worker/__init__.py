"""Engines in child processes: the voice that hands them lines, what a child runs, and how the two talk."""
