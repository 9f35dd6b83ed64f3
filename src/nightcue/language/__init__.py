"""The routine language: from a YAML file to a Routine, and from a Routine to a Script. Knows nothing of sound."""
