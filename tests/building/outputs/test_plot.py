"""Pictures of made-up tracks, looked at pixel by pixel where it matters."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

import made_up
from nightcue.audio.clip import Clip
from nightcue.audio.errors import OutputError
from nightcue.audio.shaping import fade
from nightcue.building.compile import Compiled
from nightcue.building.outputs.plot import ALARM, HEIGHT, LEFT, RIGHT, WIDTH, draw, survey_of, verdict, write_picture
from nightcue.language.script import Chapter, Chime
from nightcue.timeline.schedule import schedule

pytestmark = pytest.mark.once

RATE = made_up.RATE


def tone(seconds, level=0.1):
    wave = level * 32768 * np.sin(np.arange(round(seconds * RATE)) * 0.2)
    return fade(Clip(np.clip(wave, -32768, 32767).astype(np.int16)))


def compiled(*cues, clips=None, **timeline):
    """A track whose lines and chimes are tones, or the `clips` given by their text."""
    made = schedule(made_up.script(*cues), made_up.length_of, RATE)
    sounds = {
        (event.kind, event.text): (clips or {}).get(event.text, tone((event.end - event.start) / RATE))
        for event in made.events
    }
    return Compiled(replace(made, **timeline), sounds, "a voice")


def chapter(title):
    return Chapter(title, made_up.ORIGIN)


ROUTINE = (
    chapter("First"),
    made_up.line("1 one"),
    made_up.window("hold", 3),
    chapter("Second"),
    made_up.line("1 two"),
    Chime("soft", made_up.ORIGIN),
    made_up.window("rest", 4),
)


def pixels(track):
    image = Image.open(io.BytesIO(draw(track, survey_of(track))))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    return np.asarray(image.convert("RGB")).astype(int)


def column(track, seconds):
    return round(WIDTH * (LEFT + (RIGHT - LEFT) * seconds / track.timeline.duration))


def count(image, colour):
    wanted = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return int((np.abs(image - wanted).max(axis=-1) < 12).sum())


def test_a_window_is_shaded_where_it_is_in_a_colour_of_its_kind():
    track = compiled(*ROUTINE)
    image, (hold, rest) = pixels(track), track.timeline.windows
    height = round(HEIGHT * 0.2)
    shades = [image[height, column(track, (window.start + window.end) / 2 / RATE)] for window in (hold, rest)]
    plain = image[height, column(track, 0.6)]
    assert shades[0][0] - shades[0][2] > 40 > plain.max()
    assert np.abs(shades[0] - shades[1]).max() > 20


def test_it_is_dark_enough_for_the_night():
    assert pixels(compiled(*ROUTINE)).mean() < 40


def test_an_even_track_is_said_to_be_one_and_nothing_is_red():
    track = compiled(*ROUTINE)
    said = verdict(track, survey_of(track))
    assert re.fullmatch(
        r"2 lines, loudness -\d\d\.\d to -\d\d\.\d LUFS, loudest sample -20\.0 dBFS, no clipping, no clicks", said
    )
    assert count(pixels(track), ALARM) == 0


@pytest.mark.parametrize(
    ("clip", "said", "rows"),
    [
        (tone(1, 1.2), r"clipping at 1 place, first at 0:05\.00\d", (0.15, 0.5)),
        (Clip(tone(1.5).samples[2_000:][:RATE]), r"clicks at 1 place, first at 0:05\.000", (0.15, 0.5)),
        (tone(1, 0.4), r"jumps of more than 3 LU at 1 place, first at 0:05\.000", (0.8, 0.95)),
    ],
    ids=["clipping", "click", "jump"],
)
def test_a_fault_is_said_with_its_place_in_red_and_marked_there(clip, said, rows):
    track = compiled(*ROUTINE, clips={"1 two": clip})
    assert re.search(said, verdict(track, survey_of(track)))
    image = pixels(track)
    start = track.timeline.events[1].start / RATE
    marked = image[round(HEIGHT * rows[0]) : round(HEIGHT * rows[1])]
    around = marked[:, column(track, start) - 10 : column(track, start + 1) + 10]
    assert count(image[: round(HEIGHT * 0.1)], ALARM) > 50
    assert count(around, ALARM) == count(marked, ALARM) > 4


def test_a_line_is_measured_as_it_is_in_the_track_and_sinking_with_it_is_no_jump():
    far_apart = (made_up.line("1 one"), made_up.window("rest", 20), made_up.line("1 two"))
    even, sinking = compiled(*far_apart), replace(compiled(*far_apart), fade_to=-12.0)
    assert survey_of(sinking).loudness[1] < survey_of(even).loudness[1] - 10
    assert "jumps" not in verdict(sinking, survey_of(sinking))


def test_a_track_without_a_line_or_without_a_sound_is_drawn_too():
    chimes = compiled(Chime("2 chime", made_up.ORIGIN))
    assert "no lines, loudest sample" in verdict(chimes, survey_of(chimes))
    pixels(chimes)
    still = compiled(made_up.window("pause", "1/1000"))
    assert verdict(still, survey_of(still)) == "no lines, no sound, no clipping, no clicks"
    pixels(still)


def test_any_title_can_be_drawn_and_many_chapters_have_room():
    pixels(compiled(*ROUTINE, title="$\\frac{x$ 足 \x07 {}" + "long " * 90))
    many = [
        cue for n in range(300) for cue in (chapter(f"$\\frac{{$ {n} with a long name"), made_up.window("pause", 1))
    ]
    pixels(compiled(*many))


def test_a_picture_is_written_whole_into_a_folder_that_is_made(tmp_path):
    write_picture(tmp_path / "new/a.png", b"one")
    write_picture(tmp_path / "new/a.png", b"two")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "new").iterdir()] == [("a.png", b"two")]


def test_when_it_cannot_be_written_the_old_one_stays_and_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(b"old")

    def refuse(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OutputError, match=r"a\.png: No space left on device"):
        write_picture(tmp_path / "a.png", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.png", b"old")]


def test_a_folder_a_device_and_a_file_on_the_way_are_refused(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "folder.png").mkdir()
    for path in (tmp_path / "folder.png", tmp_path / "file/a.png", tmp_path / ("x" * 300)):
        with pytest.raises(OutputError, match=re.escape(str(path))):
            write_picture(path, b"")
