"""Near misses end to end: the right one of two twins is said, or nothing."""

import pytest
from corpora import filled

from retrieval.answering import AnswerSettings, answer
from retrieval.choosing import ChoiceSettings
from retrieval.judges import Judges

# Whatever the ranking is sure of: the rules alone have to keep the wrong twin out.
SETTINGS = AnswerSettings(judges=Judges(), choice=ChoiceSettings(threshold=0.0, least=0.0))
WAR = (
    "The war of 1921\n\nKestria's ambassador to Ondal during the war of 1921 was Dana Kell. "
    "Ondal's ambassador to Kestria was Piet Harrow. In 1922 Kestria's leader visited Ondal. "
    "Ondal's leader never visited Kestria."
)
MILL = (
    "The mill at Brell\n\nThe town of Brell sold the old mill to Ana Berg in 1902. "
    "The levy on flour began in 1911. The old mill stands twelve kilometres from Varn. "
    "Carts left the old mill every second day and paid four crowns."
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    texts = {"war.txt": WAR, "mill.txt": MILL}
    with filled(tmp_path_factory.mktemp("near"), texts, embeddings=None) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        ("Who was Kestria's ambassador to Ondal?", "Dana Kell", "Piet Harrow"),
        ("Who was Ondal's ambassador to Kestria?", "Piet Harrow", "Dana Kell"),
        ("When did Kestria's leader visit Ondal?", "1922", "never"),
        ("When did Ondal's leader visit Kestria?", "never visited", "1922"),
        ("To whom did the town of Brell sell the old mill?", "Ana Berg", "1911"),
        ("When did the levy on flour begin?", "1911", "Ondal"),
        ("How far is the old mill from Varn?", "twelve kilometres", "four crowns"),
        ("How often did carts leave the old mill?", "every second day", "twelve"),
    ],
)
def test_the_right_twin_is_said_first(corpus, question, said, other):
    found = answer(question, corpus, settings=SETTINGS)
    assert said in found.statements[0].text
    assert all(other not in statement.text for statement in found.statements)
    assert all(other not in short.text for short in found.short_answers)


@pytest.mark.parametrize(
    ("question", "twin"),
    [
        ("Who sold the old mill to the town of Brell?", "sold the old mill"),
        ("When did the levy on flour end?", "began in 1911"),
        ("How old is the old mill at Brell?", "kilometres"),
        ("How many crowns did Kestria's leader pay Ondal in 1950?", "1922"),
    ],
)
def test_the_other_twin_is_never_said(corpus, question, twin):
    found = answer(question, corpus, settings=SETTINGS)
    assert all(twin not in statement.text for statement in found.statements)
    assert not found.short_answers
