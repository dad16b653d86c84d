"""What others believe or say is no fact, and is not what the author says."""

from __future__ import annotations

import pytest

from rag.believing import believed, others_say
from rag.covering import cover
from rag.wording import read


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("We could not sell a shop", "They told us that we could not sell a shop."),
        ("An agency is a magic bullet", "You think that an agency is a magic bullet."),
        ("The trial is a shame", "One blogger calls the trial a shame."),
        ("We could share in the joy", "I wish we could share in the joy."),
    ],
)
def test_what_is_only_believed_said_or_wished(claim, basis):
    assert believed(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("An agency is a magic bullet", "I think that an agency is a magic bullet."),
        ("Lists are like houses", "Think of lists as houses that you own."),
        ("Lowering it tells buyers that they overpaid", "Lowering it tells buyers they overpaid."),
        ("Those who won tell the story", "Those who won tell the story."),
    ],
)
def test_what_is_told(claim, basis):
    assert not believed(cover(read(claim), read(basis)))


def test_what_others_think_is_not_what_the_author_thinks():
    claim = read("The author thinks ads are cold")
    assert others_say(claim, cover(claim, read("They refuse ads, thinking them cold.")))
    assert not others_say(claim, cover(claim, read("I refuse ads, thinking them cold.")))
