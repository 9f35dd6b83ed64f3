from array import array

import pytest

from nightcue.bedside.player import Player
from nightcue.bedside.sound_device import NoSoundError, SoundDevice
from nightcue.bedside.track import RATE, Track
from web_client import until

pytestmark = pytest.mark.once


def silence(count):
    return array("h", bytes(2 * count))


def test_the_device_receives_the_track_sample_for_sample(path, decoded):
    player, received = Player(Track(path)), array("h")

    def recorded(count):
        samples = player.feed(count)
        received.extend(samples)
        return samples

    with SoundDevice(RATE, recorded):
        assert player.ended.wait(60)
    assert received[: len(decoded)] == decoded
    assert not any(received[len(decoded) :])


def test_it_is_silent_until_it_is_told_what_to_play():
    handed = []
    with SoundDevice(RATE) as device:
        until(lambda: device.handed > RATE // 10)
        device.play(lambda count: handed.append(count) or silence(count))
        until(lambda: handed)


@pytest.mark.parametrize("backend", ["wasapi", "no-such-thing"])
def test_no_device_is_an_error_without_the_chatter_of_libraries(monkeypatch, capfd, backend):
    monkeypatch.setenv("NIGHTCUE_SOUND", backend)
    with pytest.raises(NoSoundError):
        SoundDevice(RATE, silence)
    assert capfd.readouterr().err == ""


def test_a_device_that_stops_by_itself_is_gone_and_one_that_is_closed_is_not():
    device = SoundDevice(RATE, silence)
    device._device.stop()
    until(device.gone.is_set)
    device.close()
    closed = SoundDevice(RATE, silence)
    closed.close()
    assert not closed.gone.is_set()
