"""Language detection says nothing where it cannot know."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.language import detect_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour board voted on Tuesday to pay for the new quay.", "en"),
        ("Die Hafenbehörde stimmte am Dienstag für den neuen Kai.", "de"),
        ("Совет порта проголосовал во вторник за оплату нового причала. Мэр не согласился.", "ru"),
        ("La junta del puerto votó el martes a favor de pagar. El alcalde no quiso.", "es"),
        ("Le conseil du port a voté mardi pour payer le nouveau quai de la ville.", "fr"),
    ],
)
def test_names_the_language_of_a_sentence(text, code):
    assert detect_language(text) == code


@pytest.mark.parametrize("text", ["", "   ", "Hello", "12 13 14 15 16 17 18", "😀" * 50, "x = 1"])
def test_is_silent_where_there_is_too_little(text):
    assert detect_language(text) is None


def test_reads_more_than_the_title_of_a_long_text():
    german = "Die Behörde hat am Dienstag beschlossen, den neuen Kai zu bezahlen. " * 400
    assert detect_language("Harbour report of the English council. " + german) == "de"


def test_loads_the_model_only_when_asked():
    code = "import index.language, sys; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
