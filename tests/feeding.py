"""What a device is handed by a player, with a device and without one."""

from array import array

from nightcue.bedside.sound_device import SoundDevice

PERIOD = 1_103


def fed(player, count):
    """The next `count` samples, as a device asks for them."""
    heard = array("h")
    while len(heard) < count:
        heard.extend(player.feed(min(PERIOD, count - len(heard))))
    return heard


def handed_on(monkeypatch):
    """A list of every block of samples that a device is handed from now on."""
    blocks, play = [], SoundDevice.play

    def recorded(device, feed):
        play(device, lambda count: blocks.append(feed(count)) or blocks[-1])

    monkeypatch.setattr(SoundDevice, "play", recorded)
    return blocks


def first_sound(samples):
    """The place of the first sample that is heard."""
    return next(at for at, sample in enumerate(samples) if abs(sample) > 500)
