"""Tracks for many people, from a table with a row for each: see docs/clinic.md."""
