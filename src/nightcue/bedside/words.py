"""The few words of the terminal player, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What is shown while a track plays, and said when it ends; {names} are filled in."""

    paused: str
    waiting: str
    left: str
    volume: str
    keys: str
    finished: str
    stopped: str
    goes_on: str
    from_start: str
    no_sound: str
    gone: str
    whose_rescue: str
    not_ready: str


ENGLISH = Words(
    paused="paused",
    waiting="the rest is still being made",
    left="left: step {step} · all {all}",
    volume="volume {percent} %",
    keys="space pause   ← → step   ↑ ↓ volume   q stop",
    finished="finished",
    stopped="stopped at {place}",
    goes_on="to go on from there: {command}",
    from_start="there is no place to go on from: it plays from the start",
    no_sound="there is no sound device here. The track is {file}: play it on a phone or anything else that plays MP3.",
    gone="the sound device went away at {place}, in '{chapter}'. The track is {file}.",
    whose_rescue="the rescue of {path}",
    not_ready=(
        "your own rescue, {path}, is not ready: this is the one that comes with nightcue. "
        "By day, in the folder that has your routines: {command}"
    ),
)

SPANISH = Words(
    paused="en pausa",
    waiting="el resto aún se está preparando",
    left="quedan: paso {step} · todo {all}",
    volume="volumen {percent} %",
    keys="espacio pausa   ← → paso   ↑ ↓ volumen   q parar",
    finished="terminado",
    stopped="parado en {place}",
    goes_on="para seguir desde ahí: {command}",
    from_start="no hay un lugar desde donde seguir: suena desde el principio",
    no_sound="aquí no hay salida de sonido. La pista es {file}: póngala en un teléfono u otro aparato que toque MP3.",
    gone="la salida de sonido se fue en {place}, en «{chapter}». La pista es {file}.",
    whose_rescue="el rescate de {path}",
    not_ready=(
        "su propio rescate, {path}, no está listo: este es el que viene con nightcue. "
        "De día, en la carpeta que tiene sus rutinas: {command}"
    ),
)


def words_in(language: str) -> Words:
    """The words for a language tag such as es-MX; English for one that has none."""
    return SPANISH if language.split("-")[0].lower() == "es" else ENGLISH
