"""Making tracks of routines, from the request to the files, or leaving them if nothing has changed."""
