"""What a spoken line does, by its words: gives a way out, asks to take something off, invites to sleep, instructs."""

from __future__ import annotations

import re
import unicodedata

_WAY_OUT = {
    "en": r"\b(if|when|any|should)\b.*\b(stop|turn (it|them|the boots) off|take (it|them|the boots) off)\b"
    r"|\b(stop|take .* off)\b.*\b(if|when)\b",
    "es": r"\b(si|cuando|en caso)\b.*\b(par[ea]|deteng|detien|suspend|apag|quit|interrump|dej[ea])"
    r"|\b(par[ea]|deteng|detien|suspend|apag|quit|interrump)\w*\b.*\b(si|cuando)\b",
}
_TAKE_OFF = {
    "en": r"\b(take|pull|slip|roll|get)\b.*\boff\b|\bremove\b|\bundo\b|\boff (come|with)\b|\bcome off\b",
    "es": r"\b(quit[ae]\w*|retir[ae]\w*|saqu?[ae]\w*|desabroch\w+|fuera)\b",
}
_SLEEP = {
    "en": r"\b(good ?night|(fall|drift|go|off) (a?sleep|to sleep)|asleep|sleep (well|now)|close your eyes|to bed)\b",
    "es": r"\b(buenas noches|dorm\w+|duerm\w+|cierre los ojos|a la cama)\b",
}
_INSTRUCTION = {
    "en": r"^(now |quickly |gently |slowly |first,? )?"
    r"(straighten|pull|stretch|press|stand|flex|bend|push|point|lift|put|hold|sit|extend|draw)\b",
    "es": r"^(ahora |primero,? |despacio,? )?"
    r"(estir[ae]|tir[ae]|jal[ae]|enderec[ae]|endereza|presion[ae]|pong[ae]|flexion[ae]|levant[ae]|extiend[ae]|apoy[ae]|llev[ae])\b",
}
_NO_ADVICE = {
    "en": r"\b(no(t| substitute for)?|never|instead of)\b.*\bmedical (advice|care|treatment)\b",
    "es": r"\b(no|nunca|ni)\b.*\b(consejo|asesoramiento|recomendacion|opinion|atencion|consulta) medic",
}
_HELP = {
    "en": r"\b(get|seek|call|ask|see|go|need|tell|talk|speak)\b.*"
    r"\b(help|clinician|doctor|emergency|ambulance|nurse|midwife)\b",
    "es": r"\b(busque|pida|llame|consult|acuda|vea|hable|pregunte|vaya|solicite)\w*\b.*"
    r"\b(ayuda|medic|profesional|urgenci|emergenci|ambulancia|enfermer|matrona)",
}


def names_a_way_out(text: str, language: str) -> bool:
    """Whether the line says when to stop."""
    return _does(_WAY_OUT, text, language)


def asks_to_take_off(text: str, language: str) -> bool:
    """Whether the line asks to take something off."""
    return _does(_TAKE_OFF, text, language)


def invites_to_sleep(text: str, language: str) -> bool:
    """Whether the line leads into sleep."""
    return _does(_SLEEP, text, language)


def is_an_instruction(text: str, language: str) -> bool:
    """Whether the line begins with something to do."""
    return _does(_INSTRUCTION, text, language)


def says_no_medical_advice(text: str, language: str) -> bool:
    """Whether the line says that this is not medical advice."""
    return _does(_NO_ADVICE, text, language)


def says_when_to_get_help(text: str, language: str) -> bool:
    """Whether the line sends the listener to someone who can help."""
    return _does(_HELP, text, language)


def _does(patterns: dict[str, str], text: str, language: str) -> bool:
    return re.search(patterns[language.split("-")[0]], _plain(text)) is not None


def _plain(text: str) -> str:
    """Lower case without accents, for accents are often left out."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parted if not unicodedata.combining(c))
