"""What a routine says is never a path, a command or markup: not on disk, not on the screen, not in a tag."""

import json

import pytest
from mutagen.id3 import ID3

WORDS = [
    "../../outside",
    "/tmp/outside",
    "C:\\CON",
    "$(touch outside)",
    "`touch outside`; touch outside",
    "--help",
    "[bold red]x[/bold red]",
    "<b>&amp;</b>",
    "%s {{0}} {{title}}",
    "[00:01.00]x",
]


def quoted(words):
    return json.dumps(words)


@pytest.mark.parametrize("words", WORDS)
def test_a_title_a_chapter_and_a_line_stay_text(run, routine, known_voice, folder, words):
    path = routine(
        f"title: {quoted(words)}\nsummary: {quoted(words)}\nsteps:\n"
        f"  - chapter: {quoted(words)}\n  - say: {quoted(words)}\n"
        f"  - stretch: {{name: {quoted(words)}, hold: 20s}}\n"
    )
    said = words.replace("{{", "{").replace("}}", "}")
    assert run("build", path).exit_code == 0
    assert {file.name for file in folder.rglob("*") if file.is_file()} == {"mine.yaml", "mine.en.mp3"}
    assert not (folder.parent / "outside").exists()
    tag = ID3(folder / "audio_out/mine.en.mp3", translate=False)
    assert tag["TIT2"].text == [said]
    assert tag["CHAP:chp0"].sub_frames["TIT2"].text == [said]
    assert tag["SYLT::eng"].text[0][0] == said
    assert said in run("plan", path).output
    assert said in run("list").output


@pytest.mark.parametrize("language", ["../../x", "en/../..", "en-US/..", "en\0", "en-../x"])
def test_a_language_is_no_part_of_a_path(run, routine, known_voice, folder, language):
    path = routine(f"title: T\nlanguage: {quoted(language)}\nsteps: [say: hi]\n")
    assert run("build", path).exit_code == 1
    assert not (folder / "audio_out").exists()
