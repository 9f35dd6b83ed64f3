"""nightcue compiles a routine written in YAML into a narrated track with exact silences."""

__version__ = "0.1.0"
