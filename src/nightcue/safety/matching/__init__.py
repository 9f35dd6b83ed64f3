"""Matching what is said: plain text and its sentences, patterns as a language writes them, negation by clauses.

Whoever asks what a line says, such as `intents` and `advice`, asks here, so that each text is read once.
"""

from nightcue.safety.matching.foreign import other_language
from nightcue.safety.matching.kinds import Kind, kinds_of
from nightcue.safety.matching.notation import Classes, Pattern, any_of, right_after, right_before
from nightcue.safety.matching.plain_text import PlainText
from nightcue.safety.matching.search import places
from nightcue.safety.matching.vocabulary import LANGUAGES, Vocabulary, is_judged, read, vocabulary_of

__all__ = [
    "LANGUAGES",
    "Classes",
    "Kind",
    "Pattern",
    "PlainText",
    "Vocabulary",
    "any_of",
    "is_judged",
    "kinds_of",
    "other_language",
    "places",
    "read",
    "right_after",
    "right_before",
    "vocabulary_of",
]
