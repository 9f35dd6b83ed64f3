"""What is left of the diary when it is killed, locked, damaged, newer than its program, or its disk is full.

    .venv/bin/python benchmarks/diary_faults.py [TIMES]

A program of its own adds nights, changes them and logs plays as fast as it can, and says after each that it is kept.
It is killed (SIGKILL) at a random moment, TIMES times (200), a third of them while the diary is being made. Whatever
was said to be kept must be there, once and whole; of what was under way, all or nothing.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from nightcue.diary import file as diary_file
from nightcue.diary.errors import DiaryError, NotKeptError
from nightcue.diary.importing import read_file, take
from nightcue.diary.night import Night
from nightcue.diary.payload import as_json
from nightcue.diary.play import Play
from nightcue.diary.store import read_diary, writing

FIRST = date(2001, 1, 1)
IMPORTED = 400
"""Nights in the file whose import is killed."""


def night(number: int, changed: bool = False) -> Night:
    """Night `number`, before or after it was changed."""
    evening = FIRST + timedelta(days=number)
    return Night(evening, number % 7, note=f"note {number}" * 20 if changed else None, stretched=changed or None)


def play(number: int) -> Play:
    """The play of the evening of night `number`."""
    evening = FIRST + timedelta(days=number)
    return Play("bedtime", "en", datetime(evening.year, evening.month, evening.day, 22, tzinfo=UTC), 60.0, 120.0, False)


def write(path: Path, start: int) -> None:
    """Add, change and log from night `start` on, without end, and say what is kept."""
    print("ready", flush=True)
    for number in range(start, 10**6):
        with writing(path) as diary:
            diary.add(night(number))
        print(f"add {number}", flush=True)
        with writing(path) as diary:
            diary.put(night(number, changed=True))
        print(f"change {number}", flush=True)
        with writing(path) as diary:
            diary.put_play(play(number))
        print(f"play {number}", flush=True)


def killed_while_writing(folder: Path, times: int, chance: random.Random) -> Counter[str]:
    """Kill a writer at random moments; count what was kept, and every night or play that was lost, doubled or torn."""
    tally: Counter[str] = Counter()
    path, said = folder / "diary" / "nights.db", []
    for number in range(times):
        if number % 3 == 0:
            shutil.rmtree(path.parent, ignore_errors=True)
            said = []
        start = sum(word.startswith("add") for word in said) + 1
        # what was under way when the last one was killed may be there, and is not added again
        start = max([start, *((n.date - FIRST).days + 1 for n in read_diary(path)[0])])
        said += _killed([str(path), str(start)], chance.uniform(0, 0.03 if number % 3 == 0 else 0.3))
        tally.update(_judged(path, said))  # which keeps what is zero
    return tally


def _killed(words: list[str], after: float) -> list[str]:
    """Start this program with `words`, kill it `after` seconds from when it is ready, and return what it said."""
    child = subprocess.Popen([sys.executable, __file__, *words], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    child.stdout.readline()
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    told = child.stdout.read()
    child.stdout.close()
    child.wait()
    return [line for line in told.splitlines(keepends=False) if line]


def _judged(path: Path, said: list[str]) -> Counter[str]:
    kept = {word: {int(s.split()[1]) for s in said if s.startswith(word)} for word in ("add", "change", "play")}
    nights, plays = read_diary(path)
    there = {(n.date - FIRST).days: n for n in nights}
    played = {(p.evening - FIRST).days: p for p in plays}
    tally = Counter(kills=1, kept=len(said))
    tally["lost"] += len(kept["add"] - there.keys()) + len(kept["play"] - played.keys())
    tally["lost"] += sum(there.get(number) != night(number, changed=True) for number in kept["change"])
    tally["doubled"] += len(nights) - len(there) + len(plays) - len(played)
    whole = all(n in (night(k), night(k, changed=True)) for k, n in there.items())
    tally["torn"] += not (whole and all(p == play(k) for k, p in played.items()))
    if path.exists():
        with writing(path) as diary:
            diary.check_whole()
    return tally


def killed_while_importing(folder: Path, times: int, chance: random.Random) -> Counter[str]:
    """Kill an import at random moments; count whether all of the file went in, nothing, or a part of it."""
    tally: Counter[str] = Counter()
    source = folder / "nights.json"
    source.write_text(as_json([night(n) for n in range(IMPORTED)], []), encoding="utf-8")
    for number in range(times):
        data = folder / f"import-{number}"
        _killed([str(data), str(source), "import"], chance.uniform(0, 0.25))
        found = len(read_diary(data / "diary" / "nights.db")[0])
        tally["all" if found == IMPORTED else "nothing" if found == 0 else "a part"] += 1
        shutil.rmtree(data, ignore_errors=True)
    return tally


def damaged(folder: Path, times: int, chance: random.Random) -> Counter[str]:
    """Overwrite bytes of a diary at random places; count what reading and changing it then say."""
    good = folder / "good" / "nights.db"
    with writing(good) as diary:
        for number in range(300):
            diary.add(night(number, changed=True))
    expected, tally = read_diary(good), Counter[str]()
    for number in range(times):
        path = folder / f"damaged-{number}" / "nights.db"
        path.parent.mkdir()
        content = bytearray(good.read_bytes())
        if number % 4 == 0:
            del content[chance.randrange(1, len(content)) :]
        else:
            size = chance.choice([1, 16, 512, 4096])
            where = chance.randrange(0, len(content) - size)
            content[where : where + size] = chance.randbytes(size)
        path.write_bytes(content)
        try:
            found = read_diary(path)
            with writing(path) as diary:
                diary.check_whole()
            tally["as before" if found == expected else "other nights, not noticed"] += 1
        except DiaryError as error:
            tally["said to be damaged" if "damaged" in str(error) else f"said: {str(error)[:60]}"] += 1
            tally["and changed all the same"] += path.read_bytes() != content
        shutil.rmtree(path.parent)
    return tally


def locked(folder: Path, seconds: float) -> str:
    """Hold the diary for `seconds` while another adds a night; return what came of it, and after how long."""
    path = folder / "locked" / "nights.db"
    with writing(path) as diary:
        diary.put(night(1))
    holder = subprocess.Popen([sys.executable, __file__, str(path), str(seconds), "hold"], stdout=subprocess.PIPE)
    assert holder.stdout
    holder.stdout.readline()
    began = time.perf_counter()
    came = "kept"
    try:
        with writing(path) as diary:
            diary.put(night(2))
    except NotKeptError as error:
        came = str(error).partition("\n")[0].removeprefix(f"{path}: ")
    took = time.perf_counter() - began
    holder.communicate()
    return f"{came}, after {took:.1f} s; {len(read_diary(path)[0])} nights there"


def full(folder: Path, times: int) -> Counter[str]:
    """Add nights on a disk that is full; count what is said, and whether all that was there stays and goes on."""
    tally: Counter[str] = Counter()
    with _small_disk(folder / "small") as disk:
        path = disk / "diary" / "nights.db"
        with writing(path) as diary:
            for number in range(100):
                diary.add(night(number, changed=True))
        before = read_diary(path)[0]
        more = [night(number, changed=True) for number in range(100, 200)]
        for number in range(times):
            expected = before
            _fill(disk / "filler", leave=number * 4096)
            try:
                with writing(path) as diary:
                    for one in more:
                        diary.put(one)
                expected = before + more
                tally["kept"] += 1
            except NotKeptError as error:
                tally["refused: " + str(error).partition(": ")[2].partition(";")[0]] += 1
            tally["as said" if read_diary(path)[0] == expected else "LOST"] += 1
            (disk / "filler").unlink()
            with writing(path) as diary:
                diary.check_whole()
                for one in expected[100:]:
                    diary.remove(one.date)
            tally["goes on with room"] += read_diary(path)[0] == before
    return tally


def read_only(folder: Path) -> str:
    """Read and change a diary on a disk that cannot be written."""
    with _small_disk(folder / "fixed") as disk:
        path = disk / "diary" / "nights.db"
        with writing(path) as diary:
            diary.add(night(1))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        read = len(read_diary(path)[0])
        try:
            with writing(path) as diary:
                diary.put(night(2))
            return "changed"
        except NotKeptError as error:
            return f"{read} night read; {str(error).partition(': ')[2].partition(chr(10))[0]}"


def newer(folder: Path) -> str:
    """Open a diary of a version to come."""
    path = folder / "newer" / "nights.db"
    with writing(path) as diary:
        diary.add(night(1))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {diary_file.VERSION + 1}")
    connection.close()
    content = path.read_bytes()
    try:
        read_diary(path)
    except DiaryError as error:
        same = "the file as it was" if path.read_bytes() == content else "THE FILE CHANGED"
        return f"{str(error).removeprefix(f'{path}: ').partition(chr(10))[0]}; {same}"
    return "opened"


def _fill(filler: Path, leave: int) -> None:
    """Fill the disk but for about `leave` bytes."""
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            file.truncate(max(0, file.tell() - leave))


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def hold(path: Path, seconds: float) -> None:
    """Keep the diary from being written for `seconds`."""
    with writing(path):
        print("held", flush=True)
        time.sleep(seconds)


def main(words: list[str]) -> None:
    """Print what came of every fault; or be the program that is killed."""
    if len(words) == 3 and words[2] == "import":
        os.environ["NIGHTCUE_DATA"] = words[0]
        print("ready", flush=True)
        take(read_file(Path(words[1])), replace=False)
    elif len(words) == 3:
        hold(Path(words[0]), float(words[1]))
    elif len(words) == 2:
        write(Path(words[0]), int(words[1]))
    else:
        show(int(words[0]) if words else 200)


def show(times: int) -> None:
    """Do every fault and print what came of it."""
    with tempfile.TemporaryDirectory() as name:
        folder, chance = Path(name), random.Random(11)
        print("killed while writing  ", dict(killed_while_writing(folder, times, chance)), flush=True)
        print("killed while importing", dict(killed_while_importing(folder, times // 4, chance)), flush=True)
        print("damaged               ", dict(damaged(folder, times, chance)), flush=True)
        print("locked for 2 s        ", locked(folder, 2), flush=True)
        print("locked for 8 s        ", locked(folder, 8), flush=True)
        print("newer                 ", newer(folder), flush=True)
        try:
            print("full disk             ", dict(full(folder, 30)), flush=True)
            print("disk read only        ", read_only(folder), flush=True)
        except (OSError, subprocess.CalledProcessError):
            print("a full disk and one that is read only were not tried: they take the right to mount one")


if __name__ == "__main__":
    main(sys.argv[1:])
