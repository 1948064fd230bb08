"""Questions about the documents as a whole and about which there are: counted, never guessed.

Such a question has a whole form; the same nouns in another form ask what the texts say.
"""

from __future__ import annotations

import pytest
from corpora import filled

from index.corpus import Corpus
from index.records import Source
from retrieval.answering import AnswerSettings, answer
from retrieval.judges import Judges
from retrieval.metadata_fields import Field, Known
from retrieval.metadata_questions import read_metadata_parts
from retrieval.query import split_parts
from retrieval.records import Answer

TEXTS = {
    "rope.md": "---\ntitle: The rope that broke\nauthor: Ilva Dorn\npublisher: The Skerry Courier\n"
    "date: 2022-03-01\ngenre: opinion\n---\n\n# The rope that broke\n\nThe rope was old. The "
    "council knew it, and the council sailed. Three documents were burnt in the fire of 1911.\n",
    "quay.md": "# New quay for Skerry\n\n*The Skerry Courier, 22 October 2021. By Bo Renn*\n\n"
    "The quay opened on Monday. It is 80 metres long and cost 9 million crowns.\n",
    "talk.txt": "“I never slept”\nAn interview with Una Falk, pilot of Skerry until 2019\n"
    "The Beacon, 8 January 2020\nBy Sanna Holt\n\nThe Beacon: Was the tide high?\n\nFalk: It was. "
    "I never slept that night.\n\nThe Beacon: Who kept the lamp?\n\nFalk: My brother kept it.\n",
    "thesis.md": "# Whose Tide? Pilots and Law in Skerry\n\nTam Beck\n\nPhD thesis, University of "
    "Orm, 2023\n\n## 1. Tides\n\nThe tide was measured by hand until 1880. The pilots were paid "
    "by the mark, and the marks were kept in a book that the harbour master signed each week.\n",
    "report.txt": "Report on the storm at Skerry\n\nHarbour Service of Skerry, Skerry, March 2022"
    "\n\nThe storm damaged nine boats. The Service recommends a longer mole.\n",
    "phare.txt": "Le phare de Skerry\n\nLe phare a été construit en 1880 par les habitants de "
    "l'île. Les pêcheurs ont payé la moitié de la somme, et le conseil a payé le reste.\n",
}
PLAIN = AnswerSettings(judges=Judges())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("whole"), TEXTS) as opened:
        yield opened


def ask(corpus: Corpus, question: str) -> Answer:
    return answer(question, corpus, settings=PLAIN)


def lines(result: Answer) -> list[str]:
    return [statement.text for statement in result.statements]


def files(result: Answer) -> set[str]:
    return {citation.source.name for citation in result.citations}


def shorts(result: Answer) -> list[str]:
    return [short.text for short in result.short_answers]


@pytest.mark.parametrize(
    "question",
    [
        "How many documents are there?",
        "How many texts do you have?",
        "How many files are there in this collection?",
    ],
)
def test_documents_are_counted_and_every_one_is_cited(corpus, question):
    result = ask(corpus, question)
    assert shorts(result) == ["6"]
    assert files(result) == set(TEXTS)
    assert result.notices == ("6 documents.",)
    assert len(result.short_answers[0].citations) == 6
    assert result.short_answers[0].holders == ()
    assert Answer.from_json(result.to_json()) == result


@pytest.mark.parametrize("question", ["Which documents do you have?", "List all documents."])
def test_a_list_shows_title_writer_house_and_date(corpus, question):
    result = ask(corpus, question)
    said = {s.lead_in + s.text for s in result.statements}
    assert said >= {
        "Ilva Dorn, The Skerry Courier, 1 March 2022 (opinion): The rope that broke",
        "Bo Renn, The Skerry Courier, 22 October 2021: New quay for Skerry",
        "Tam Beck, University of Orm, 2023 (thesis): Whose Tide? Pilots and Law in Skerry",
        "Harbour Service of Skerry, March 2022 (report): Report on the storm at Skerry",
        "phare.txt: Le phare de Skerry",
    }
    assert not result.short_answers
    for citation in result.citations:
        text = corpus.document(citation.source.id).text
        assert citation.span.of(text) == citation.quote


def test_languages_are_those_detected(corpus):
    result = ask(corpus, "Which documents are in French?")
    assert lines(result) == ["Le phare de Skerry"]
    assert result.notices == ("1 of 6 documents: French, as detected or declared.",)
    none = ask(corpus, "Which documents are in German?")
    assert none.abstained
    assert none.notices == ("None of 6 documents: German, as detected or declared.",)
    all_of_them = ask(corpus, "What languages are the documents in?")
    assert all_of_them.notices == ("Languages, as detected or declared: English 5, French 1.",)
    assert lines(all_of_them)[0] == "Le phare de Skerry"


def test_kinds_are_counted_as_far_as_they_are_known(corpus):
    result = ask(corpus, "What kinds of documents are there?")
    (notice,) = result.notices
    assert notice.startswith("Kinds, as far as they are known: not known 2, ")
    assert {"opinion 1", "interview 1", "thesis 1", "report 1"} <= set(
        notice.rstrip(".").split(": ")[1].split(", ")
    )
    assert files(result) == {"rope.md", "talk.txt", "thesis.md", "report.txt"}


def test_writers_are_named_and_the_rest_is_told(corpus):
    result = ask(corpus, "Who are the authors?")
    assert set(shorts(result)) == {"Ilva Dorn", "Bo Renn", "Sanna Holt", "Tam Beck"}
    assert result.notices[0].startswith(
        "4 writers are named. The writer of 4 of 6 documents is known. Not of: "
    )


@pytest.mark.parametrize(
    ("question", "said", "next_one"),
    [
        ("Which is the oldest document?", "The Beacon, 8 January 2020", "22 October 2021"),
        ("What is the newest document?", "PhD thesis, University of Orm, 2023", "1 March 2022"),
        ("Which document is the latest?", "PhD thesis, University of Orm, 2023", "1 March 2022"),
    ],
)
def test_the_oldest_and_the_newest_by_the_dates_that_are_known(corpus, question, said, next_one):
    result = ask(corpus, question)
    assert lines(result) == [said]
    assert result.notices == (f"Dates known: 5 of 6 documents; the next is of {next_one}.",)


def test_a_year_may_be_before_a_month_of_it():
    sources = [
        Source("a", title="Tides", published="2021"),
        Source("b", title="Boats", published="2021-05-03"),
        Source("c", title="Ropes", published="2022"),
    ]
    (read,) = read_metadata_parts([("Which is the oldest document?",) * 2], sources)
    assert [s.id for s in read.sources] == ["a", "b"]


def test_the_longest_is_counted_in_words(corpus):
    result = ask(corpus, "Which document is the longest?")
    assert files(result) == {"thesis.md"}
    (notice,) = result.notices
    words = len(TEXTS["thesis.md"].split())
    assert f"Whose Tide? Pilots and Law in Skerry: {words} words" in notice


def test_without_a_count_of_words_nothing_is_the_longest():
    sources = [Source("a", title="Tides"), Source("b", title="Boats")]
    asked = [("Which document is the longest?",) * 2]
    assert read_metadata_parts(asked, sources) == (None,)
    (read,) = read_metadata_parts(asked, sources, known=Known(length=lambda s: len(s.id + "x")))
    assert read.field is Field.TITLE


@pytest.mark.parametrize(
    ("question", "number", "notice"),
    [
        ("How many documents are by Ilva Dorn?", "1", "1 of 6 documents are by Ilva Dorn."),
        ("How many documents are from 2022?", "2", "2 of 6 documents are from 2022."),
        ("How many documents were published after 2021?", "3",
         "3 of 6 documents are published after 2021."),
        ("How many reports are there?", "1",
         "1 of 6 documents: report, as far as genre and title are known."),
        ("How many documents are in French?", "1",
         "1 of 6 documents: French, as detected or declared."),
    ],
)  # fmt: skip
def test_what_is_counted_is_cited(corpus, question, number, notice):
    result = ask(corpus, question)
    assert shorts(result) == [number]
    assert len(result.citations) == int(number)
    assert result.notices == (notice,)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which documents are from October 2021?", {"quay.md"}),
        ("Which documents are from before 2021?", {"talk.txt"}),
        (
            "Which documents were published since March 2022?",
            {"report.txt", "rope.md", "thesis.md"},
        ),
        ("Which documents are dated 2022-03-01?", {"rope.md"}),
        ("Which documents by Dorn are there?", {"rope.md"}),
        ("Is there a document by Ilva Dorn?", {"rope.md"}),
        ("Are there any documents from the Skerry Courier?", {"rope.md", "quay.md"}),
        ("Did Tam Beck write any of the documents?", {"thesis.md"}),
        ("What did Bo Renn write?", {"quay.md"}),
        ("Who wrote the op-eds?", {"rope.md"}),
        ("When were the reports published?", {"report.txt"}),
        ("Who wrote the news articles?", {"quay.md"}),
        ("What are the documents?", set(TEXTS)),
        ("Do you have anything by Dorn?", {"rope.md"}),
        ("Do you have documents from 2020?", {"talk.txt"}),
        ("Are there any documents in French?", {"phare.txt"}),
        ("Which articles appeared in The Skerry Courier?", {"rope.md", "quay.md"}),
        ("What was published in the Skerry Courier?", {"rope.md", "quay.md"}),
        ("Who wrote for the Skerry Courier?", {"rope.md", "quay.md"}),
        ("Which documents were published by the Harbour Service?", set()),
        ("Which documents are from the Harbour Service of Skerry?", {"report.txt"}),
        ("What has the Harbour Service of Skerry published?", {"report.txt"}),
    ],
)
def test_documents_by_date_and_by_name(corpus, question, found):
    assert files(ask(corpus, question)) == found


@pytest.mark.parametrize(
    "question", ["Is there a document by Una Falk?", "Did Una Falk write a document?"]
)
def test_that_there_is_none_is_said(corpus, question):
    result = ask(corpus, question)
    assert result.abstained
    assert result.notices == ("None of 6 documents names Una Falk as its writer or publisher.",)


@pytest.mark.parametrize(
    ("question", "said", "short"),
    [
        ("Who was interviewed?",
         "An interview with Una Falk, pilot of Skerry until 2019", "Una Falk"),
        ("Who was interviewed by The Beacon?",
         "An interview with Una Falk, pilot of Skerry until 2019", "Una Falk"),
        ("Who is the interview with?",
         "An interview with Una Falk, pilot of Skerry until 2019", "Una Falk"),
        ("Who gave the interview?",
         "An interview with Una Falk, pilot of Skerry until 2019", "Una Falk"),
        ("Which university is the thesis from?",
         "PhD thesis, University of Orm, 2023", "University of Orm"),
        ("What year was the thesis submitted?", "PhD thesis, University of Orm, 2023", "2023"),
        ("Who conducted the interview?", "By Sanna Holt", "Sanna Holt"),
        ("Who interviewed Una Falk?", "By Sanna Holt", "Sanna Holt"),
        ("Where was the interview with Una Falk published?",
         "The Beacon, 8 January 2020", "The Beacon"),
        ("When was the interview with Falk published?",
         "The Beacon, 8 January 2020", "8 January 2020"),
        ("When was the thesis written?", "PhD thesis, University of Orm, 2023", "2023"),
        ("Where was the thesis submitted?",
         "PhD thesis, University of Orm, 2023", "University of Orm"),
        ("Who wrote the thesis?", "Tam Beck", "Tam Beck"),
        ("Who published the report?", "Harbour Service of Skerry, Skerry, March 2022",
         "Harbour Service of Skerry"),
        ("When was the article by Renn published?",
         "The Skerry Courier, 22 October 2021. By Bo Renn", "22 October 2021"),
    ],
)  # fmt: skip
def test_the_line_that_shows_it(corpus, question, said, short):
    result = ask(corpus, question)
    assert lines(result) == [said]
    assert shorts(result) == [short]
    assert not result.notices


def test_what_no_writer_signs_is_told_by_its_house_and_that_is_said(corpus):
    result = ask(corpus, "Who wrote the report?")
    assert lines(result) == ["Harbour Service of Skerry, Skerry, March 2022"]
    assert result.short_answers == ()
    assert result.notices == (
        "Report on the storm at Skerry: no writer is named; shown is who published it.",
    )


def test_front_matter_is_called_so_and_the_text_goes_before_it(tmp_path):
    texts = {
        "a.md": "---\nauthor: Ilva Dorn\ndate: 2022-03-01\n---\n\n# The rope that broke\n\n"
        "*By Ilva Dorn*\n\nThe rope was old, and the council knew it.\n"
    }
    with filled(tmp_path, texts) as corpus:
        (signed,) = ask(corpus, "Who wrote The rope that broke?").statements
        assert (signed.lead_in, signed.text) == ("The rope that broke: ", "By Ilva Dorn")
        (dated,) = ask(corpus, "When was The rope that broke published?").statements
        assert dated.lead_in == "The rope that broke, front matter: "
        assert dated.text == "date: 2022-03-01"


def test_of_a_few_documents_of_the_kind_each_is_asked(tmp_path):
    texts = {
        "one.txt": "Report on the mole\n\nHarbour Service of Orm, 3 May 2020\n\nThe mole is old.\n",
        "two.txt": "Report on the tolls\n\nToll Office of Orm, 4 May 2020\n\nThe toll is high.\n",
    }
    with filled(tmp_path, texts) as corpus:
        result = ask(corpus, "When was the report published?")
        assert set(shorts(result)) == {"3 May 2020", "4 May 2020"}
        assert result.notices == (
            "2 documents fit these words; any may be meant, so each of them was asked.",
        )


def test_a_title_that_stands_nowhere_is_told_with_how_the_text_begins(tmp_path):
    long = "The toll was raised again in May, and nobody knew who asked for it. " * 4
    texts = {
        "a.txt": f"{long}\n",
        "b.md": "---\ntitle: Boats\n---\n\nThe boats were sold.\n",
        "vouch-sources.toml": '["a.txt"]\ntitle = "Tolls"\n',
    }
    with filled(tmp_path, texts) as corpus:
        result = ask(corpus, "How many documents are there?")
        assert shorts(result) == ["2"]
        assert [s.lead_in + s.text for s in result.statements] == [
            "“Tolls”, a.txt: The toll was raised again in May, and nobody knew who asked for it.",
            "b.md, front matter: Boats",
        ]


def test_the_very_kind_is_meant_where_the_noun_fits_others_too():
    sources = [
        Source("a", title="Tides", genre="opinion"),
        *(Source(n, title=f"Boats {n}", genre="comment", publisher="Orm Institute") for n in "bc"),
    ]
    (read,) = read_metadata_parts([("Who published the comment?",) * 2], sources)
    assert [s.id for s in read.sources] == ["b", "c"]


def test_a_guest_is_shown_where_the_text_names_them_not_its_front_matter(tmp_path):
    texts = {
        "a.md": '---\ntitle: "A talk with Una Falk"\n---\n\n# A talk with Una Falk\n\n'
        "**The Beacon: Was the tide high?**\n\n**Una Falk:** It was.\n\n"
        "**The Beacon: Who kept the lamp?**\n\n**Una Falk:** My brother kept it.\n"
    }
    with filled(tmp_path, texts) as corpus:
        (statement,) = ask(corpus, "Who was interviewed?").statements
        assert "front matter" not in statement.lead_in
        assert "Una Falk" in statement.text


def test_a_title_that_the_file_declares_longer_is_found_in_the_text(tmp_path):
    texts = {
        "a.html": "<html><head><title>Orm Works: Annual report 2021</title></head><body>"
        "<h1>Annual report 2021</h1><p>Orm Works sold light to 90 houses.</p></body></html>"
    }
    with filled(tmp_path, texts) as corpus:
        assert lines(ask(corpus, "Which documents do you have?")) == ["Annual report 2021"]


@pytest.mark.parametrize(
    "question",
    [
        "How many documents were burnt?",
        "Who wrote for the poor?",
        "Who wrote the letters?",
        "Who published the books?",
        "When were the studies of the mole published?",
        "What was published by the council?",
        "Which newspapers are there?",
        "Is there anything by the door?",
        "Do you have anything from the fire?",
        "How many documents were burnt in the fire?",
        "How many documents does the archive hold?",
        "How many boats are there?",
        "How many letters are there?",
        "How many books are there?",
        "How many pilots did Una Falk interview?",
        "Which is the oldest house?",
        "Which document is the legal basis of the toll?",
        "Which documents prove the debt?",
        "Which is the longest mole?",
        "Who was interviewed by the police?",
        "Who interviewed the mayor?",
        "Who are the pilots?",
        "Who are the authors of the plan?",
        "What languages are spoken on Skerry?",
        "What kinds of boats are there?",
        "What kind of rope was it?",
        "When was the contract signed?",
        "Who wrote the letter of 2018?",
        "Who published the accounts of the harbour?",
        "What did the council write to Dorn?",
        "What did the harbour master write?",
        "Is there a report by the engineers?",
        "Is there a bridge by the harbour?",
        "Where was the treaty published?",
        "Which documents mention the mole?",
        "Which documents were signed in 2021?",
        "What is the name of the ferry?",
        "What was the boat called?",
        "When was the rope made?",
        "What did the pilots publish?",
    ],
)
def test_questions_about_what_the_texts_say_are_left_alone(corpus, question):
    parts = [(part.text, part.written) for part in split_parts(question)]
    known = Known({s.id: ("Una Falk",) for s in corpus.sources() if s.name == "talk.txt"})
    assert set(read_metadata_parts(parts, corpus.sources(), known=known)) == {None}
