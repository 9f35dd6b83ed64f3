"""The outputs of a compiled routine: its track, a folder of chapters, sidecar files, and a plot."""
