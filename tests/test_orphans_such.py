""" "Such" in the middle of a sentence points back as well as at its beginning."""

import pytest

from retrieval.orphans import orphan


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("Port Lisk has neither a licence nor a range of such missiles.", True),
        ("Aldmere signed no such agreement.", True),
        ("Guilds traded in such goods as herring and salt.", False),
        ("Aldmere built harbours such as Port Lisk.", False),
        ("Storms of such a force as that of 1996 are rare.", False),
    ],
)
def test_such(sentence, needs):
    assert orphan(sentence) is needs
