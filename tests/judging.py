"""Judging a script by every rule, whether it needs the length of the track or not."""

from nightcue.safety.checker import run_length_rules, run_script_rules


def run_rules(context, allow=()):
    """What every rule finds, as diagnostics, but for what is in `allow`."""
    return [*run_script_rules(context, allow), *run_length_rules(context, allow)]
