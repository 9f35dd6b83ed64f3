"""Engines in child processes: the voice that sends them lines, the child's program, and the protocol between them."""
