"""Workouts of w2a (workout to audio): exercises with their times, in YAML."""

from __future__ import annotations

import re
from fractions import Fraction

from nightcue.importing.draft import Draft, Item, Rest, Said, Silence
from nightcue.importing.errors import not_readable
from nightcue.importing.fields import Fields, fields_of_yaml
from nightcue.importing.timed import length_of, of_interval

NAME = "w2a"
_EXERCISES = re.compile(r"^exercises\s*:", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{-?\s*\.?(?P<name>\w*)[^}]*\}\}")
_SETTINGS = {"log_level", "audio_format", "i18n"}
"""What has no words and no times of the workout in it."""
_KNOWN = {"before_workout_announce", "after_workout_announce", "pause", "half_time", "exercise_beginning", "exercises"}
_OF_EXERCISE = {"name", "duration", "texts", "half_time", "pause_duration"}


def is_w2a(text: str) -> bool:
    """Return whether `text` is YAML with exercises at its top."""
    return _EXERCISES.search(text) is not None


def read(draft: Draft, text: str) -> None:
    """Add the workout to the draft. Raises DamagedFileError where it is none."""
    workout = fields_of_yaml(draft.path, text)
    if not isinstance(workout, Fields) or not isinstance(exercises := workout.get("exercises"), list) or not exercises:
        hint = "a workout of w2a has a list under `exercises`"
        raise not_readable(draft.path, "not-a-workout", "there are no exercises in this file", hint)
    _Workout(draft, workout, [one for one in exercises if isinstance(one, Fields)]).add()


class _Workout:
    """Adds a workout to a draft, in the order in which w2a makes its files."""

    def __init__(self, draft: Draft, workout: Fields, exercises: list[Fields]) -> None:
        self._draft, self._workout, self._exercises = draft, workout, exercises
        self._units = _units(workout.get("i18n"))
        self._pause = self._announced("pause")
        self._half = self._announced("half_time")
        self._lengths = [self._length(one, "duration") for one in exercises]
        self._pauses = [self._pause_before(one) for one in exercises]

    def add(self) -> None:
        """Add everything that is said, and every time."""
        self._tell_settings()
        self._say("before_workout_announce", {})
        for exercise, length, pause in zip(self._exercises, self._lengths, self._pauses, strict=True):
            self._add_exercise(exercise, length, pause)
        if self._workout.get("after_workout_announce"):
            self._say("after_workout_announce", {})
        self._draft.taken(
            self._workout.line, "w2a speaks within each time; here each time begins after the words, and is whole"
        )

    def _add_exercise(self, exercise: Fields, length: Fraction | None, pause: Fraction) -> None:
        name = str(exercise.get("name") or "")
        if not any(map(str.isalnum, name)):
            self._draft.lost(exercise.line, "an exercise without a name is left out")
            return
        values = {"ExerciseName": name, "ExerciseDuration": self._in_words(length or Fraction(0))}
        if pause:
            prepare = self._filled(self._pause[0], values, exercise.line)
            self._draft.add(Rest(prepare, pause) if prepare else Silence(pause))
        for unknown in exercise.keys() - _OF_EXERCISE:
            self._draft.lost(exercise.line, f"{name}: '{unknown}' is not known here")
        texts = [text for text in exercise.get("texts") or () if isinstance(text, str) and any(map(str.isalnum, text))]
        begun = str(self._workout.get("exercise_beginning") or "") if length else ""
        beginning = self._filled(begun, values, exercise.line) or name
        for item in self._steps(exercise, name, beginning, texts, length):
            self._draft.add(item)

    def _steps(
        self, exercise: Fields, name: str, beginning: str, texts: list[str], length: Fraction | None
    ) -> list[Item]:
        if length is None:
            return [Said((beginning, *texts))]
        if exercise.get("half_time") != "true":
            items = of_interval(name, texts, length)
            return [Said((beginning, *texts)), *items[1:]] if isinstance(items[0], Said) else items
        change, for_it = self._half
        between: list[Item] = [Rest(change, for_it)] if change and for_it else [Said((change,))] if change else []
        return [Said((beginning, *texts)), Silence(length / 2), *between, Silence(length / 2)]

    def _say(self, part: str, values: dict[str, str]) -> None:
        if text := self._filled(str(self._workout.get(part) or ""), values, self._workout.line):
            self._draft.add(Said((text,)))

    def _filled(self, text: str, values: dict[str, str], line: int) -> str:
        """Return a Go template with its values; what is not known of it is left out, and told."""
        trained = sum((length or Fraction(0) for length in self._lengths), Fraction(0))
        values = values | {
            "WorkoutExercisesCount": str(len(self._exercises)),
            "WorkoutDuration": self._in_words(trained + sum(self._pauses, Fraction(0))),
            "WorkoutDurationWithoutPauses": self._in_words(trained),
        }

        def value(found: re.Match[str]) -> str:
            if found["name"] not in values:
                self._draft.lost(line, f"{found.group()} is not known here, and left out")
            return values.get(found["name"], "")

        return " ".join(_TEMPLATE.sub(value, text).split())

    def _announced(self, part: str) -> tuple[str, Fraction]:
        """Return the text and the seconds of a pause or of the change at half time."""
        fields = self._workout.get(part)
        if not isinstance(fields, Fields):
            return "", Fraction(0)
        length = self._length(fields, "duration") if fields.get("duration") not in (None, "", "0", "0s") else None
        return str(fields.get("text") or ""), length or Fraction(0)

    def _pause_before(self, exercise: Fields) -> Fraction:
        own = exercise.get("pause_duration")
        return self._length(exercise, "pause_duration") or Fraction(0) if own else self._pause[1]

    def _length(self, fields: Fields, key: str) -> Fraction | None:
        of = str(fields.get("name") or key)
        return length_of(self._draft, str(fields.get(key) or ""), of, fields.line)

    def _in_words(self, seconds: Fraction) -> str:
        """Return a length in the words of the workout's own i18n."""
        minutes, left = divmod(int(seconds), 60)
        parts = [
            f"{count} {self._units[unit + (' singular' if count == 1 else ' plural')]}"
            for count, unit in ((minutes, "minute"), (left, "second"))
            if count
        ]
        return f" {self._units['and']} ".join(parts) or f"0 {self._units['second plural']}"

    def _tell_settings(self) -> None:
        """Take the language of a voice; tell what else of the file is not kept."""
        tts = self._workout.get("tts")
        for key, value in tts.items() if isinstance(tts, Fields) else ():
            if key == "espeak_ng_voice" and re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", str(value)):
                language, _, region = str(value).partition("-")
                self._draft.language = f"{language}-{region.upper()}" if region else language
            self._draft.lost(getattr(tts, "line", 0), f"{key} '{value}': the routine's own voice says the words")
        used = {id(exercise) for exercise in self._exercises}
        for key, value in self._workout.items():
            is_shared = (isinstance(value, Fields) and id(value) in used) or _is_merged(value, self._exercises)
            if key not in _KNOWN | _SETTINGS | {"tts"} and not is_shared:
                self._draft.lost(getattr(value, "line", self._workout.line), f"'{key}' is not known here")


def _is_merged(value: object, exercises: list[Fields]) -> bool:
    return isinstance(value, Fields) and any(value.items() <= exercise.items() for exercise in exercises)


def _units(i18n: object) -> dict[str, str]:
    """Return the words for units, as the workout has them; those of w2a's example where it has none."""
    words = {"and": "and"} | {
        f"{unit} {form}": f"{unit}{'s' * (form == 'plural')}"
        for unit in ("minute", "second")
        for form in ("singular", "plural")
    }
    for unit, forms in i18n.items() if isinstance(i18n, Fields) else ():
        if isinstance(forms, Fields):
            words |= {f"{unit} {form}": str(word) for form, word in forms.items()}
        elif forms:
            words[unit] = str(forms)
    return words
