"""Every reason for which a change is refused is a sentence, in English and on the page in every language of it."""

from typing import get_args

import pytest

from nightcue.document.errors import ChangeRefusedError, Why
from nightcue.editor.words import words


@pytest.mark.parametrize("why", get_args(Why))
def test_a_reason_is_said_in_words(why):
    assert str(ChangeRefusedError(why)).endswith(".")
    said = {words(language)(f"refused.{why}") for language in ("en", "es")}
    assert len(said) == 2
