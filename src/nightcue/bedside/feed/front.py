"""The page that the QR code of a feed leads to: it opens the feed in a podcast app, or shows the address to copy."""

from __future__ import annotations

from html import escape

from nightcue.bedside.feed.choices import FeedChoices
from nightcue.bedside.feed.rss import NAME
from nightcue.bedside.feed.said import FeedWords

FRONT = "index.html"

NOTHING = b'<!doctype html><meta charset="utf-8"><meta name="robots" content="noindex"><title>nightcue</title>\n'
"""A page with nothing on it, for folders that a web server would list the files of."""

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="stylesheet" href="../../feed.css">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{what}</p>
<p><a class="open" href="{antennapod}">{says_antennapod}</a></p>
<p><a class="open" href="{apple}">{says_apple}</a></p>
<p>{says_other}</p>
<p><a href="{address}">{address}</a></p>
<p>{settings}</p>
<p>{plays}</p>
<p>{notice} {help}</p>
</main>
</body>
</html>
"""


def front_page(language: str, said: FeedWords, choices: FeedChoices) -> bytes:
    """Return the page of one feed, in its language. Raises ValueError where the address of the site is not known."""
    address = choices.address(language, NAME)
    filled = {
        "language": language,
        "title": said.title,
        "what": said.page["what"],
        # it takes away its own scheme, and what is left is an address
        "antennapod": f"antennapod-subscribe://{address}",
        "apple": f"podcast://{address.partition('://')[2]}",
        "says_antennapod": said.page["antennapod"],
        "says_apple": said.page["apple"],
        "says_other": said.page["other"],
        "address": address,
        "settings": said.page["settings"],
        "plays": said.settings,
        "notice": said.notice,
        "help": said.help,
    }
    return _PAGE.format_map({name: escape(value) for name, value in filled.items()}).encode()
