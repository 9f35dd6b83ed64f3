"""The microphone, through a backend that hears nothing, and through one that is not there."""

import time
from array import array

import pytest

from nightcue.bedside.voice_words.errors import NoMicrophoneError
from nightcue.bedside.voice_words.microphone import Microphone, as_wave
from web_client import until

pytestmark = pytest.mark.once


def test_it_hears_only_while_it_is_open():
    heard = []
    with Microphone(heard.append) as microphone:
        assert (microphone.is_open, heard) == (False, [])
        for _ in range(2):
            microphone.open()
            heard.clear()
            until(lambda: len(heard) > 1)
            microphone.shut()
            count = len(heard)
            time.sleep(0.15)
            assert (microphone.is_open, len(heard)) == (False, count)
        assert not microphone.gone.is_set()
    assert set(heard[0]) == {0}


def test_one_that_stops_by_itself_is_gone():
    with Microphone(lambda samples: None) as microphone:
        microphone.open()
        microphone._device.stop()
        until(microphone.gone.is_set)


@pytest.mark.parametrize("backend", ["wasapi", "no-such-thing"])
def test_where_there_is_none_it_is_said_without_the_chatter_of_libraries(monkeypatch, capfd, backend):
    monkeypatch.setenv("NIGHTCUE_SOUND", backend)
    with pytest.raises(NoMicrophoneError, match="no microphone"):
        Microphone(lambda samples: None)
    assert capfd.readouterr().err == ""


def test_what_is_heard_becomes_a_wave():
    assert as_wave(array("h", [0, 16_384, -32_768])).tolist() == [0, 0.5, -1]
