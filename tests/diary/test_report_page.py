import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from made_up_nights import FIRST, nights_of
from nightcue.diary.report import make_report
from nightcue.diary.report_page import page_of

HIGH, LOW = [4, 3, 5, 4, 2, 4, 3] * 4, [1, 0, 2, 1, 1, 0, 1] * 6
TODAY = date(2026, 7, 1)
EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(1)> & {{ 7 * 7 }} $\\frac{1}{2}$'


class Elements(HTMLParser):
    """Every element of a page with its attributes, and every text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def page_with(nights, tag="en", name=None):
    return page_of(make_report(nights, frozenset(), TODAY, tag, name))


def mixed():
    """Ten weeks with gaps, nights with, without and unknown, a huge night, all that can be done."""
    nights = nights_of(HIGH, since=LOW, intensity=5, longest=75)
    nights[35] = replace(nights[35], cramps=40, compression=True, massage=True, socks=True)
    nights[37] = replace(nights[37], stretched=False)
    nights[50] = replace(nights[50], stretched=None)
    return nights[:10] + nights[13:]


def test_the_page_needs_nothing_else_and_runs_nothing():
    page = page_with(mixed())
    elements = Elements(page).elements
    assert not {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object", "form", "a", "image"}
    policy = next(attrs["content"] for tag, attrs in elements if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    for _, attrs in elements:
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "srcset", "action")]
        assert all(value.startswith("#") for name, value in attrs.items() if name.endswith("href"))
    assert "url(http" not in page and "@import" not in page
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", page))
    assert all(address.startswith("http://www.w3.org/") for address in addresses), "names of XML, not addresses"


def test_what_a_person_wrote_stays_text():
    nights = mixed()
    nights[-1] = replace(nights[-1], note=EVIL)
    found = Elements(page_with(nights, name=EVIL))
    assert not {tag for tag, _ in found.elements} & {"script", "img"}
    shown = "".join(found.texts)
    assert shown.count("<script>alert(1)</script>") >= 2 and "{{ 7 * 7 }}" in shown


def test_the_same_diary_gives_the_same_bytes():
    assert page_with(mixed()) == page_with(mixed())


def test_the_pictures_say_in_words_what_they_show():
    nights = mixed() + nights_of([], since=LOW * 4, first=FIRST + timedelta(80))
    labels = [attrs["aria-label"] for tag, attrs in Elements(page_with(nights)).elements if tag == "svg"]
    assert len(labels) == 2
    assert re.search(r"\d+ nights noted, \d+ cramps in all, \d in the worst night", labels[0])
    assert "March 2026" in labels[1]


def test_the_picture_tells_nights_with_and_without_the_routine_apart_without_colour():
    page = page_with(mixed())
    picture = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    space = "{http://www.w3.org/2000/svg}"
    patches = [path.get("style") for path in picture.iter(f"{space}path") if "fill" in (path.get("style") or "")]
    hatched = [style for style in patches if "fill: url(#" in style]
    full = [style for style in patches if "fill: #33566b" in style]
    # a bar a night with cramps, and one in the key
    assert len(hatched) == 25 + 1 + 1 and len(full) > 20
    # the one huge bar is cut, and says its number
    assert "40" in [text.text for text in picture.iter(f"{space}text")]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "nights",
    [
        [],
        nights_of([0]),
        nights_of([3]),
        nights_of([0] * 30, since=[0] * 42),
        nights_of([2] * 5) + nights_of([1] * 5, since=[1] * 3, first=FIRST + timedelta(400)),
        nights_of([], since=[100] * 21),
        nights_of(HIGH, since=LOW * 90),
    ],
    ids=["none", "one-without", "one-with", "all-zeros", "gap-of-a-year", "hundred-a-night", "ten-years"],
)
def test_every_diary_makes_a_page(nights, language):
    page = page_with(nights, language)
    long = bool(nights) and (nights[-1].date - nights[0].date).days > 100
    assert page.count("<svg") == page.count("</svg>") == bool(nights) + long
    assert f'<html lang="{language}">' in page
