"""What a device is handed by a player, without a device."""

from array import array

PERIOD = 1_103


def fed(player, count):
    """The next `count` samples, as a device asks for them."""
    heard = array("h")
    while len(heard) < count:
        heard.extend(player.feed(min(PERIOD, count - len(heard))))
    return heard
