"""One file for each format: from the text of a file to a Draft."""
