import subprocess
import sys
from pathlib import Path

from nightcue.building.compile import script_for
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.programme.library import is_programme, shelved_programmes
from nightcue.programme.reading import read_programme
from nightcue.programme.tracks import left_over, tracks_of
from nightcue.voices.ahead import packs


def names(programme):
    return [track.request.file.name for track in tracks_of(programme)]


def test_weeks_that_are_the_same_are_one_track_however_they_are_written(written):
    written(
        "  - routine: stretch\n"
        "  - {routine: stretch, vars: {hold: 25s}}\n"
        "  - {routine: stretch, vars: {hold: 20s}}\n"  # as the routine has it
        "  - {routine: bedtime}\n"
    )
    programme = read_programme("mine")
    assert names(programme) == ["week-1-3.mp3", "week-2.mp3", "week-4.mp3"]
    assert {track.request.file.parent for track in tracks_of(programme)} == {Path("audio_out/mine.en")}


def test_names_sort_as_the_weeks_do(written):
    written("".join(f"  - {{routine: stretch, vars: {{rest: {n}s}}}}\n" for n in range(5, 17)))
    found = names(read_programme("mine"))
    assert found == sorted(found) and found[0] == "week-01.mp3" and len(found) == 12


def test_tracks_of_an_earlier_form_of_the_programme_are_found(written, tmp_path):
    written("  - routine: stretch\n")
    tracks = tracks_of(read_programme("mine"), tmp_path / "out")
    assert left_over(tracks) == []
    (tmp_path / "out").mkdir()
    for name in ("week-1.mp3", "week-1-2.mp3", "week-3.ogg", "weekend.mp3", "week-x.mp3"):
        (tmp_path / "out" / name).touch()
    assert [path.name for path in left_over(tracks)] == ["week-1-2.mp3"]


def test_every_line_of_the_shipped_programmes_is_spoken_ahead():
    by_language = {pack.language: pack for pack in packs()}
    for shelved in shelved_programmes():
        for track in tracks_of(read_programme(shelved.path)):
            routine, script = script_for(track.request)
            for line in lines_to_speak(routine, script.texts()).values():
                assert by_language[shelved.language].file_of(line).is_file(), (shelved.path, track.weeks, line)


def test_a_routine_goes_before_a_programme_of_its_name(written, programmes):
    path = written("  - routine: stretch\n", name="bedtime")
    assert not is_programme("bedtime")
    assert is_programme(str(path)) and is_programme("calves-6-weeks")
    assert not is_programme("programmes/nowhere.yaml") and not is_programme("nowhere")


def test_a_routine_is_told_from_a_programme_before_what_reads_them_is_loaded(tmp_path):
    """It would take a tenth of a second of those before a routine is heard."""
    asked = "import sys; from nightcue.commands.tonight import programme_named; programme_named('bedtime', None)"
    subprocess.run([sys.executable, "-c", f"{asked}; assert 'pydantic' not in sys.modules"], cwd=tmp_path, check=True)
