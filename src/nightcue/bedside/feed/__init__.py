"""The tracks of a site as a private podcast feed: a folder for each language, at an address that nobody can guess."""
