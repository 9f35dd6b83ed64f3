"""What can go wrong with sharing that is not a fault of the program."""

from __future__ import annotations


class SharingError(Exception):
    """What was asked for cannot be shared or answered like this: the message says why, and names a way out."""


class NotSentError(Exception):
    """The line could not be delivered, by a fault of the machine, the network or the service."""
