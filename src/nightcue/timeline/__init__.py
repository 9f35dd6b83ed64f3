"""Script and clip lengths to a Timeline: the only place that does time arithmetic, in integer samples."""
