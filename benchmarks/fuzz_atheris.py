"""Hostile and merely unlucky routines, by the ten thousand: atheris looks for one that nightcue does not survive.

    pip install atheris
    nice python benchmarks/fuzz_atheris.py --minutes 20

Each is read, unrolled, scheduled and judged. Anything but a RoutineError is kept in FOLDER/faults, one file for each
kind, and so is what takes over 5 s of processor time. What takes over 500 MB, or is not done after a minute on a busy
machine, ends the process and is kept in FOLDER, and the next process goes on. Options that this program does not know
go to libFuzzer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import atheris
import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
with atheris.instrument_imports(include=["nightcue"]):
    import surviving
    from nightcue.language.library import shipped

from fuzz_mutations import changed

SLOW = 5
"""Seconds of processor time that no routine may take."""
LONGEST = 12_000
"""Bytes of one routine: more than the longest that is shipped."""


class Run:
    """One process: where its files are, and what came of its routines so far, which is kept in a file every second."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.counts = folder, folder / f"counts-{number}.json"
        self.home = Path(tempfile.mkdtemp(prefix="fuzzed", dir=folder))
        shutil.copytree(shipped("routines"), self.home, dirs_exist_ok=True)
        self.ends: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.slowest, self.kept_at = 0.0, 0.0
        # the patterns of both languages are compiled before anything is timed
        for language in ("en", "es"):
            self.one(f"title: T\nlanguage: {language}\nsteps: [say: hi]\n".encode())
        self.slowest = 0.0

    def one(self, data: bytes) -> None:
        """Try one routine."""
        path = surviving.laid_out(data, self.home)
        began = time.process_time()
        try:
            problems = surviving.problems_in(path)
            if time.process_time() - began > SLOW:
                raise TimeoutError
        except Exception as error:
            self._keep_fault(error, data)
        else:
            self.ends["refused" if any(p.severity == "error" for p in problems) else "passed"] += 1
            self.codes.update({problem.code for problem in problems})
        took = time.process_time() - began
        if took > self.slowest:
            self.slowest = took
            (self.folder / f"slowest-{os.getpid()}").write_bytes(data)
        if time.monotonic() > self.kept_at + 1:
            self._keep_counts()

    def _keep_fault(self, error: Exception, data: bytes) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
        self.ends[f"FAULT {name}"] += 1
        if not (self.folder / "faults" / name).exists():
            (self.folder / "faults" / name).write_bytes(data)
            traceback.print_exception(error)

    def _keep_counts(self) -> None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        kept = {"ends": self.ends, "codes": self.codes, "slowest": self.slowest, "memory": memory}
        self.counts.write_text(json.dumps(kept), encoding="utf-8")
        self.kept_at = time.monotonic()


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time a change of the values in a routine, else of its bytes."""
    chance = random.Random(seed)
    made = changed(data, chance) if chance.random() < 0.6 else atheris.Mutate(data, len(data))
    return made if len(made) <= most else atheris.Mutate(data, most)


def sow(corpus: Path) -> None:
    """The shipped routines, each of their steps alone, and the small ones that have been trouble before."""
    corpus.mkdir(parents=True, exist_ok=True)
    known = Path(__file__).parents[1] / "tests/fuzz/corpus"
    for path in [*shipped("routines").rglob("*.yaml"), *(p for p in known.rglob("*") if p.is_file())]:
        shutil.copy(path, corpus / f"{path.parent.name}-{path.name}")
    for path in shipped("routines").rglob("*.yaml"):
        content = yaml.load(path.read_bytes(), yaml.CBaseLoader)
        head = {"title": "T"} | {key: content[key] for key in ("language", "vars") if key in content}
        for number, step in enumerate(content["steps"]):
            alone = yaml.safe_dump(head | {"steps": [step]}, allow_unicode=True, sort_keys=False)
            (corpus / f"{path.parent.name}-{path.stem}-{number}").write_text(alone, encoding="utf-8")


def fuzz(folder: Path, number: int, seconds: float, more: list[str]) -> None:
    """Run libFuzzer on one core, in this process, which ends with it."""
    limits = [f"-max_total_time={round(seconds)}", "-timeout=60", "-rss_limit_mb=500", f"-max_len={LONGEST}"]
    options = [*limits, "-print_final_stats=1", f"-artifact_prefix={folder}/", *more, str(folder / "corpus")]
    atheris.Setup([sys.argv[0], *options], Run(folder, number).one, custom_mutator=mutated)
    atheris.Fuzz()


def report(folder: Path, processes: int) -> None:
    """What came of every routine."""
    runs = [json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("counts-*.json")]
    ends, codes = Counter[str](), Counter[str]()
    for run in runs:
        ends.update(run["ends"])
        codes.update(run["codes"])
    kept = [file for file in (folder / "corpus").iterdir() if re.fullmatch("[0-9a-f]{40}", file.name)]
    print(f"{ends.total():,} routines in {processes} processes")
    for what, count in ends.most_common():
        print(f"{count:9,} {what}")
    print(f"{len(codes)} kinds of problem told: {', '.join(code for code, _ in codes.most_common())}")
    print(f"corpus: {len(kept)} new files, {sum(file.stat().st_size for file in kept):,} bytes")
    print(f"slowest: {max(run['slowest'] for run in runs):.2f} s of processor time")
    print(f"peak memory: {max(run['memory'] for run in runs)} MB")
    print("ended by:", ", ".join(file.name for file in folder.glob("*-*") if file.name[:4] in {"time", "oom-", "cras"}))


def main() -> None:
    """Start one process after the other until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/nightcue-fuzz"), help="what is found goes here")
    asked, more = parser.parse_known_args()
    (asked.folder / "faults").mkdir(parents=True, exist_ok=True)
    sow(asked.folder / "corpus")
    end, processes = time.monotonic() + asked.minutes * 60, 0
    while (left := end - time.monotonic()) > 1:
        processes += 1
        child = os.fork()
        if child == 0:
            fuzz(asked.folder, processes, left, more)
        os.waitpid(child, 0)
    report(asked.folder, processes)


if __name__ == "__main__":
    main()
