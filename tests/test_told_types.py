"""References, pages and counts tell no time; dates, years and references no amount."""

import pytest
from answer_records import ranked, source

from retrieval.fitting import Misfit, misfit
from retrieval.query import read_part
from retrieval.told_types import tells_amount, tells_time


@pytest.mark.parametrize(
    "text",
    [
        "The fort was taken by Ondal (Berg 2019: 4).",
        "The fort was taken by Ondal (see Berg and Solt 2019; Karst 2020).",
        "The fort was taken by Ondal (Berg et al. 2019, pp. 4-5).",
        "Berg (2019) argues that the fort was taken by Ondal.",
        "Berg (2019: 4) calls it taken.",
        "The fort was taken by Ondal [12].",
        "The fort was taken by 1,500 men.",
        "The fort was taken by 1500 men of Ondal.",
        "The fort was taken by 300 men of Ondal.",
        "The fort cost 29 million crowns.",
        "The fort was taken, as page 12 tells.",
        "Article 4 tells of the fort.",
        "The fort has 9,100 windows.",
        "The boats may enter.",
        "By 212 votes to 19 the fort was sold.",
    ],
)
def test_counts_and_references_tell_no_time(text):
    assert not tells_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "The fort fell in 1892.",
        "The fort fell in 911 as a gift.",
        "From 1842 onwards the fort fell.",
        "The fort (1892) was long.",
        "The Treaty of Varn (1957) was long.",
        "The Harbour Act 2002 is long.",
        "The 2007 Finals were long.",
        "The 1998 elections were long.",
        "It fell on 4 May.",
        "It fell in May.",
        "It fell on 12.05.1991.",
        "It opens at 5.",
        "It opens at 10:30.",
        "It fell in the 1890s.",
        "It fell in the 4th century.",
        "It fell in 44 BC.",
        "It fell in the summer of ’98.",
        "In 1892 prices fell, and 40 men left (Berg 2019: 4).",
        "It fell when Ondal came.",
    ],
)
def test_dates_tell_a_time(text):
    assert tells_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "The town bought boats (Berg 2019: 4).",
        "The town bought boats in 1998.",
        "The town bought boats on 4 May.",
        "The town bought boats in May 1998 and on 12 March.",
        "The town bought boats between 1998 and 2003.",
        "The town bought boats from 1998-2003.",
        "The town bought boats [12].",
        "Berg (2019) says that boats were bought.",
        "In the 1990s the town bought boats.",
        "On 9 March 1998 boats were bought (Solt 2019: 8; Berg 2020).",
        "The boats of 1998 are listed in Table 3.",
    ],
)
def test_dates_and_references_tell_no_amount(text):
    assert not tells_amount(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 1998 the town bought 40 boats.",
        "The town bought 1500 boats.",
        "The loss of 1500 boats was felt.",
        "In 1998, 40 were bought (Berg 2019: 4).",
        "The town bought twelve boats in May 1998.",
        "No boats were bought in 1998.",
        "A hundred boats were bought.",
        "By 2003 80% were bought.",
        "In its 4th year it came back for the 41st time.",
    ],
)
def test_counts_tell_an_amount(text):
    assert tells_amount(text)


@pytest.mark.parametrize(
    ("question", "sentence", "reason"),
    [
        ("How many boats did the town buy?", "In 1998 the town bought boats.", Misfit.TYPE),
        ("How many boats did the town buy?", "The town bought boats (Berg 2019: 4).", Misfit.TYPE),
        ("How many boats did the town lose?", "On 4 May the town lost 40 boats.", None),
        ("When did the town buy boats?", "The town bought 40 boats (Berg 2019: 4).", Misfit.TYPE),
        ("When did the town buy boats?", "In 1998 the town bought 40 boats.", None),
        # A figure of the question is taken out where it stands whole, not out of a year.
        ("When did Quay 2 open?", "Quay 2 was opened in 2012.", None),
    ],
)
def test_what_lacks_the_type_is_set_aside(question, sentence, reason):
    assert misfit(read_part(question), ranked(sentence, 0.9, source("a")).candidate) is reason
