"""What is made of a compiled routine: its track, a folder of chapters, files beside them, and a plot."""
