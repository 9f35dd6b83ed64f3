"""Which bytes a Range header asks for."""

import pytest

from nightcue.bedside.ranges import NOTHING, asked_for

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("bytes=0-9", range(10)),
        ("bytes=0-0", range(1)),
        ("bytes=90-", range(90, 100)),
        ("bytes=-10", range(90, 100)),
        ("bytes=-1000", range(100)),
        ("bytes=90-1000", range(90, 100)),
        ("bytes=0-", range(100)),
        ("BYTES = 5-6", range(5, 7)),
        (f"bytes=0-{'9' * 400}", range(100)),
    ],
)
def test_one_range_is_those_bytes(header, asked):
    assert asked_for(header, 100) == asked


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={'9' * 400}-"])
def test_nothing_of_what_lies_behind_the_end(header):
    assert asked_for(header, 100) is NOTHING


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=-5", "bytes=0-0"])
def test_an_empty_file_has_no_part(header):
    assert asked_for(header, 0) is NOTHING


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=--5",
        "bytes=9-5",
        "bytes=+1-5",
        "bytes=1_0-20",
        "bytes=0x1-5",
        "bytes=１-５",
        "bytes=1 -5",
        "bytes=a-b",
        "bytes=0-9,20-29",
        "bytes=0-9,",
        "bytes=" + ",".join(["0-0"] * 2000),
        f"bytes=0-{'9' * 5000}",
        "seconds=0-9",
        "bytes=0-9\n",
        "0-9",
    ],
)
def test_anything_else_is_no_range_and_the_whole_file_is_right(header):
    assert asked_for(header, 100) is None
