"""Who says it in whole documents: interviews, press releases, numbered references, footnotes."""

from __future__ import annotations

from speaker_cases import chains

NUMBERED = """

## References

[1] K. Brandel, The Salt Road. Halvorn: Lantern Press, 2014.

[2] N. Quell, After the Ceasefire. Sarnet: Lantern Press, 2018.
"""


def test_numbers_in_brackets_name_their_works():
    text = (
        "Salt paid for the war [1]. Brandel [1] argues that it paid for the peace. According to "
        "Quell [2], it paid for neither. Others disagree [1, 2]. Hrel said that salt was dear [2]."
    )
    assert chains(text, bibliography=NUMBERED) == [
        "cites",
        "Brandel",
        "Quell",
        "cites",
        "Hrel < Quell",
    ]


def test_a_note_behind_a_quotation_names_its_author():
    notes = "\n\n[^1]: Quell (2018), p. 12.\n\n[^2]: I owe this to a friend.\n"
    text = "“Salt was dear.”[^1] Salt was cheap.[^2] Hrel said that salt was dear.[^1]"
    assert chains(text + notes)[:3] == ["Quell", "T", "Hrel < Quell"]


def test_in_an_interview_the_guest_speaks_and_reports_others():
    text = (
        "**Sarnet Wire:** Who opened the gates?\n\n**Hana Ruel:** I did. The minister told me that "
        "it was safe. I warned him about the wall.\n\n**Sarnet Wire:** And then?\n\n"
        "**Hana Ruel:** The wall fell."
    )
    found = chains(text, bibliography="", genre="interview", authors=(), publisher="Sarnet Wire")
    assert "minister < Hana Ruel" in [f.removeprefix("The ") for f in found]
    assert found[-1] == "Hana Ruel"
    assert sum(f == "Hana Ruel" for f in found) >= 3


def test_a_press_release_speaks_for_its_house_and_quotes_its_minister():
    text = (
        "The Ministry announced today that the dam is safe. “The dam is safe,” said Minister Elke "
        "Brand. The Ministry rejects the claim that it was warned. The Rivers Agency confirmed "
        "that the dam was inspected in May."
    )
    house = {"authors": ("Ministry of Water of Orlandia",), "genre": "press_release"}
    found = chains(text, bibliography="", **house)
    assert found[0] == "T"
    assert found[1] == "Elke Brand"
    assert found[3] == "Rivers Agency"


def test_the_author_is_no_second_voice():
    text = "Alizada argues that the dam is safe. According to the author, the dam is safe."
    assert chains(text, bibliography="") == ["T", "T"]


def test_what_the_clause_leaves_out_is_not_the_speakers():
    text = "Hrel said that the dam was safe, but the dam fell. Hrel said it was safe; it fell."
    assert chains(text, bibliography="") == ["T", "T"]
