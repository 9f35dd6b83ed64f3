"""Making a routine from what people already have: texts with pauses in them, workouts, lists of timers."""
