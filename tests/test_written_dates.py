"""Months that stand alone: the month of May is no verb, and no woman's name either."""

from __future__ import annotations

import pytest

from retrieval.records import Reason
from retrieval.vetoes import veto
from retrieval.written_dates import date_differs, find_dates

MONTHS = [
    ("The May strike ended badly.", 5),
    ("May saw the first strike.", 5),
    ("It ended, May being wet.", 5),
    ("They met again that May.", 5),
    ("June was dry.", 6),
    ("The pier (May) was late.", 5),
    ("The strike of May and June failed.", 5),
]
NO_MONTHS = [
    "The ship may sail.",
    "May the ship sail!",
    "May we ask why?",
    "Theresa May resigned.",
    "June Carter sang.",
    "Mrs May resigned.",
    "The troops march on Tarn.",
]


@pytest.mark.parametrize(("text", "month"), MONTHS)
def test_a_month_alone_is_read(text, month):
    assert find_dates(text)[0].month == month


@pytest.mark.parametrize("text", NO_MONTHS)
def test_what_is_no_month_is_not_read(text):
    assert find_dates(text) == []


def test_another_month_is_another_date():
    assert veto("May saw the first strike.", "June saw the first strike.") is Reason.DATE
    assert date_differs("The May strike failed.", "The June strike failed.")
    assert not date_differs("The May strike failed.", "The strike of 3 May 1902 failed.")
