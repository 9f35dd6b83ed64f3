"""Print how many sentences of the corpus the advice rules get right, per language and kind, and which they do not."""

from pathlib import Path

import yaml

from nightcue.safety.advice import dangerous_advice
from nightcue.safety.matching import LANGUAGES

SENTENCES = Path(__file__).parents[1] / "tests" / "safety" / "advice" / "sentences"


def _corpus(name: str) -> dict:
    return yaml.safe_load((SENTENCES / f"{name}.yaml").read_text(encoding="utf-8"))


def _wrong(kind: str, language: str, by_code: dict[str, list[str]]) -> list[str]:
    """The sentences that are judged wrongly, each with what was found."""
    wrong = []
    for code, sentences in by_code.items():
        for sentence in sentences:
            found = dangerous_advice([sentence], language)
            right = any(one.code == code for one in found) if kind == "dangerous" else not found
            if not right:
                wrong.append(f"{code}: {sentence} {[f'{one.code}: {one.fragment}' for one in found]}")
    return wrong


def main() -> None:
    """Print the table, then every sentence that is judged wrongly."""
    heldout = _corpus("heldout")
    missed: list[str] = []
    print(f"{'set':<10}{'language':<10}{'kind':<11}{'right':>6}{'wrong':>7}{'of':>6}")
    for name in ("tuning", "held out"):
        for language in LANGUAGES:
            for kind in ("dangerous", "harmless"):
                by_code = _corpus(f"{language}-{kind}") if name == "tuning" else heldout[language][kind]
                total = sum(map(len, by_code.values()))
                wrong = _wrong(kind, language, by_code)
                missed += [f"{name}, {language}, {kind}: {line}" for line in wrong]
                print(f"{name:<10}{language:<10}{kind:<11}{total - len(wrong):>6}{len(wrong):>7}{total:>6}")
    print("", *missed, sep="\n")


if __name__ == "__main__":
    main()
