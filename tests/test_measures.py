"""How long, how far, how old, how often: a value of another unit is no answer."""

import pytest

from retrieval.measures import Measure, measure_asked, tells_measure


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How old was the harbour master?", Measure.AGE),
        ("At what age did she join the Guild?", Measure.AGE),
        ("How long did the strike last?", Measure.DURATION),
        ("How long was the quay closed?", Measure.DURATION),
        ("How long is the quay?", Measure.EXTENT),
        ("How far is Varn from Port Lisk?", Measure.LENGTH),
        ("How deep is the basin?", Measure.LENGTH),
        ("How often does the ferry cross?", Measure.FREQUENCY),
        ("How heavy is the bell?", Measure.WEIGHT),
        ("How fast was the barge?", Measure.SPEED),
        ("How many boats were lost?", None),
        ("When did it open?", None),
    ],
)
def test_what_is_to_be_measured(question, measure):
    assert measure_asked(question) is measure


@pytest.mark.parametrize(
    ("measure", "told", "other"),
    [
        (Measure.AGE, "She was 34 years old.", "She was fond of the sea."),
        (Measure.AGE, "The master, aged sixty, retired.", "The master had four boats."),
        (Measure.DURATION, "It lasted three weeks.", "It cost 3 crowns."),
        (Measure.DURATION, "It ran from 1998 to 2003.", "Four boats sank in it."),
        (Measure.DURATION, "The 44-day strike began in May.", "A long list of papers is used."),
        (Measure.DURATION, "It did not last long.", "The latest years have yet to be studied."),
        (Measure.LENGTH, "Varn lies 12 kilometres away.", "The ferry to Varn cost 4 crowns."),
        (Measure.LENGTH, "It is two days' walk away.", "Forty people made the journey."),
        (Measure.EXTENT, "The quay is 640 m long.", "The quay cost 640,000 crowns."),
        (Measure.FREQUENCY, "A ferry crossed every second day.", "The ferry took two hours."),
        (Measure.FREQUENCY, "It is held twice a year.", "It is held in the old hall."),
        (Measure.WEIGHT, "The bell weighs two tonnes.", "The bell was cast in 1611."),
        (Measure.SPEED, "The barge made four knots.", "The barge carried four men."),
    ],
)
def test_a_value_of_another_unit_is_none(measure, told, other):
    assert tells_measure(measure, told)
    assert not tells_measure(measure, other)


@pytest.mark.timeout(30)
def test_a_row_of_digits_is_read_in_one_go():
    for measure in Measure:
        tells_measure(measure, "1," * 50_000)
