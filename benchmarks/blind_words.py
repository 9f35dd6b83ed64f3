"""Print how the word lists and the refusals do on the blind sentences, with 95 % intervals after Wilson (1927)."""

from math import sqrt
from pathlib import Path

import yaml

from nightcue.language.diagnostics import Span
from nightcue.safety.reading.refusals import refusal_of
from nightcue.safety.reading.texts import OwnText
from nightcue.safety.reading.topics import topic_of

BLIND = Path(__file__).parents[1] / "tests" / "safety" / "blind"


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return the interval of a share of `count` tries, from 0 to 1."""
    share = hits / count
    middle = share + z * z / (2 * count)
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)


def _told(name: str, hits: int, count: int) -> str:
    low, high = wilson(hits, count)
    return f"{name:<42}{hits:>4} of {count:>3}  {hits / count:6.1%}  ({low:.1%} to {high:.1%})"


def main() -> None:
    """Print the figures of each language, and every sentence that is dealt with wrongly."""
    for language in ("en", "es"):
        kinds = yaml.safe_load((BLIND / f"{language}.yaml").read_text(encoding="utf-8"))
        for kind, by_topic in kinds.items():
            said = [sentence for sentences in by_topic.values() for sentence in sentences]
            refused = [one for one in said if refusal_of(OwnText(one, one, Span(Path())))]
            listed = [one for one in said if topic_of(one, language)]
            caught = {*refused, *listed}
            print(_told(f"{language} {kind}: listed or refused", len(caught), len(said)))
            print(_told(f"{language} {kind}: refused", len(refused), len(said)))
            wrong = [one for one in said if one not in caught] if kind == "dangerous" else refused
            print(*(f"    {one}" for one in wrong), sep="\n" if wrong else "")


if __name__ == "__main__":
    main()
