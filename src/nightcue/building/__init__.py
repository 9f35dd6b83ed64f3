"""Making tracks of routines: what is asked for, from the routine to the file, and leaving it where nothing changed."""
