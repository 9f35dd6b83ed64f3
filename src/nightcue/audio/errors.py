"""What can go wrong with sound that is not a fault of the program."""


class SoundError(Exception):
    """A recording that cannot be used: the message names the file and says what to do about it."""


class OutputError(Exception):
    """A track that could not be written: the message names the path and the reason."""
