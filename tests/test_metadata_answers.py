"""Questions about the documents themselves: answered from lines of their text, or said not to be.

A question about what the documents say must never be taken for one about a document.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from corpora import filled
from scripted_llm import ScriptedChat

from index.corpus import Corpus
from index.records import Source, Span
from retrieval.answering import AnswerSettings, answer, stream_answer
from retrieval.judges import Judges
from retrieval.metadata_questions import Field, read_metadata_question
from retrieval.query import split_parts
from retrieval.records import Answer, Citation, Outcome, Statement, Support
from retrieval.verification import Durability, verify
from ui.cli import run

TEXTS = {
    "ferry.txt": "The ferry nobody wanted\n\nBy Ilva Dorn\n\nThe Skerry Courier, 3 May 2022\n\n"
    "The ferry to Skerry sails twice a day. The council paid 90 crowns for the rope. "
    "The Treaty of Orm was written by the clerk Tam Beck in 1811.\n",
    "lamps.md": "---\ntitle: Lamps of the north\nauthor: Bo Renn\ndate: 2019-11-02\n---\n\n"
    "# Lamps of the north\n\nThe lamp at Hale was lit with whale oil until 1880.\n",
    "release.txt": "PRESS RELEASE\n\nHarbour Trust of Skerry\n\n7 June 2023\n\nA new crane for the "
    "quay\n\nThe Harbour Trust has bought a crane. It lifts nine tons.\n",
    "tolls.txt": "Tolls and tempers\n\nThe toll on Skerry was raised three times in ten years. "
    "Fishers wrote letters; the report of the harbour master was never published.\n",
}
MANIFEST = """
["tolls.txt"]
title = "Tolls and tempers: a comment"
authors = ["Ilva Dorn", "Centre for Small Ports"]
publisher = "Centre for Small Ports"
published = "2021-04"
genre = "comment"

["ferry.txt"]
genre = "opinion"
title = "The ferry nobody wanted"
publisher = "The Skerry Courier"

["release.txt"]
genre = "press_release"
title = "A new crane for the quay"
authors = ["Harbour Trust of Skerry"]
"""
PLAIN = AnswerSettings(judges=Judges())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    texts = {**TEXTS, "vouch-sources.toml": MANIFEST}
    with filled(tmp_path_factory.mktemp("metadata"), texts) as opened:
        yield opened


def ask(corpus: Corpus, question: str, **options: object) -> Answer:
    return answer(question, corpus, settings=PLAIN, **options)


def lines(result: Answer) -> list[str]:
    return [statement.text for statement in result.statements]


@pytest.mark.parametrize(
    ("question", "quoted", "short"),
    [
        ("Who wrote the ferry article?", "By Ilva Dorn", "Ilva Dorn"),
        ('Who is the author of "The ferry nobody wanted"?', "By Ilva Dorn", "Ilva Dorn"),
        ("Who wrote The ferry nobody wanted?", "By Ilva Dorn", "Ilva Dorn"),
        ("By whom was the opinion piece about the ferry written?", "By Ilva Dorn", "Ilva Dorn"),
        ("Who wrote ferry.txt?", "By Ilva Dorn", "Ilva Dorn"),
        ("Who's the author of the ferry article?", "By Ilva Dorn", "Ilva Dorn"),
        ("Could you tell me who wrote the ferry article?", "By Ilva Dorn", "Ilva Dorn"),
        ("Please tell us: who wrote the treaty?", None, None),
        ("who wrote lamps of the north?", None, None),
        ("Who wrote Lamps of the north?", "author: Bo Renn", "Bo Renn"),
        ("When was Lamps of the North published?", "date: 2019-11-02", "2 November 2019"),
        ("When was the Courier article published?", "The Skerry Courier, 3 May 2022", "3 May 2022"),
        ("When did the Courier article appear?", "The Skerry Courier, 3 May 2022", "3 May 2022"),
        ("In which year was the press release issued?", "7 June 2023", "7 June 2023"),
        ("What is the date of the press release?", "7 June 2023", "7 June 2023"),
        (
            "Which newspaper published the ferry article?",
            "The Skerry Courier, 3 May 2022",
            "The Skerry Courier",
        ),
        ("What kind of document is release.txt?", "PRESS RELEASE", "press release"),
        ("Who wrote the press release?", "Harbour Trust of Skerry", "Harbour Trust of Skerry"),
        ("Which documents are by Renn?", "author: Bo Renn", ""),
        ("Which documents are press releases?", "PRESS RELEASE", ""),
        ("Which documents were published in 2019?", "date: 2019-11-02", "2 November 2019"),
    ],
)
def test_the_line_that_says_it_is_quoted(corpus, question, quoted, short):
    result = ask(corpus, question)
    if quoted is None:
        assert all("author: Bo Renn" not in line for line in lines(result))
        return
    assert lines(result) == [quoted]
    assert [s.text for s in result.short_answers] == ([short] if short else [])
    (citation,) = result.citations
    text = corpus.document(citation.source.id).text
    assert citation.span.of(text) == citation.quote == quoted
    assert result.statements[0].support is Support.SUPPORTED
    # What a file declares above its text is no sentence of it.
    place = ", front matter" if citation.source.name == "lamps.md" else ""
    assert result.statements[0].lead_in == f"{citation.source.label}{place}: "
    assert result.text == f"{citation.source.label}{place}: {quoted} [1]"
    assert not result.abstained
    assert result.unanswered == ()


def test_a_language_model_is_not_asked_what_a_line_says(corpus):
    model = ScriptedChat(replies=["The Moon Company wrote it."])
    result = ask(corpus, "Who wrote the ferry article?", llm=model)
    assert lines(result) == ["By Ilva Dorn"]
    assert result.engine == "extractive"
    assert model.calls == []


def test_what_only_the_manifest_says_is_a_notice_and_the_texts_are_said_to_be_silent(corpus):
    result = ask(corpus, "Who wrote the comment on tolls?")
    assert result.abstained
    assert result.statements == ()
    assert result.unanswered == ("Who wrote the comment on tolls?",)
    (notice,) = result.notices
    assert "written by Ilva Dorn, Centre for Small Ports" in notice
    assert "by the metadata you gave" in notice
    assert "no byline in its text says so" in notice


def test_documents_of_a_writer_are_cited_or_told(corpus):
    result = ask(corpus, "Which documents are by Ilva Dorn?")
    assert lines(result) == ["By Ilva Dorn"]
    (notice,) = result.notices
    assert notice.startswith("Tolls and tempers: a comment: written by Ilva Dorn, by the metadata")
    spoken = {c.source_id: c.outcome for c in result.coverage}
    names = {source.id: source.name for source in corpus.sources()}
    assert {names[i]: outcome for i, outcome in spoken.items()} == {
        "ferry.txt": Outcome.SPEAKS,
        "tolls.txt": Outcome.NOTHING_FOUND,
        "lamps.md": Outcome.NOT_SEARCHED,
        "release.txt": Outcome.NOT_SEARCHED,
    }


def test_two_things_asked_at_once(corpus):
    result = ask(corpus, "Who wrote the ferry article and when?")
    assert lines(result) == ["By Ilva Dorn", "The Skerry Courier, 3 May 2022"]
    result = ask(corpus, "Who wrote the ferry article, and when was it published?")
    assert lines(result) == ["By Ilva Dorn", "The Skerry Courier, 3 May 2022"]
    assert result.unanswered == ()


LEVY = {
    "ferry.txt": TEXTS["ferry.txt"],
    "levy.txt": "The levy at Orm\n\nBy Tam Beck\n\n4 May 1998\n\nThe levy on herring was two "
    "crowns a barrel. The guild refused to pay it for a year.\n",
    "other.txt": "The boats\n\nThe levy on herring was hated on the boats.\n",
    "vouch-sources.toml": '["levy.txt"]\ngenre = "report"\n["ferry.txt"]\ngenre = "news"\n',
}


@pytest.fixture(scope="module")
def levy(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("levy"), LEVY) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told", "short"),
    [
        (
            "When was the report published and what does it say about the levy?",
            ["4 May 1998", "The levy on herring was two crowns a barrel."],
            ["4 May 1998"],
        ),
        (
            "What does the report say about the levy, and who wrote it?",
            ["The levy on herring was two crowns a barrel.", "By Tam Beck"],
            ["Tam Beck"],
        ),
        (
            "Who wrote the report and who paid for the rope?",
            ["By Tam Beck", "The council paid 90 crowns for the rope."],
            ["Tam Beck", "The council"],
        ),
    ],
)
def test_each_part_goes_its_own_way(levy, question, told, short):
    result = ask(levy, question)
    assert set(told) <= set(lines(result))
    assert [a.text for a in result.short_answers] == short
    assert result.unanswered == ()


def test_what_it_says_is_put_to_the_document_alone_and_that_is_said(levy):
    result = ask(levy, "Who wrote the report and what does it say about the rope?")
    assert lines(result) == ["By Tam Beck"]
    assert result.unanswered == ("what does it say about the rope?",)
    (notice,) = result.notices
    assert notice.endswith("was put only to The levy at Orm.")
    result = ask(levy, "When was the report published and what does it say about the levy?")
    assert {c.source.name for c in result.citations} == {"levy.txt"}
    assert Answer.from_json(result.to_json()) == result


def test_a_model_that_fails_leaves_both_parts_answered(levy):
    question = "When was the report published and what does it say about the levy?"
    result = ask(levy, question, llm=ScriptedChat(replies=["Nothing of use."] * 3))
    assert "4 May 1998" in lines(result)
    assert any("two crowns" in line for line in lines(result))


def cited(source, *more):
    statements = []
    for number, one in enumerate((source, *more), 1):
        citation = Citation(one, Span(0, 3), "The", marker=number)
        statements.append(Statement("The", "", Span(0, 3), (citation,), Support.QUOTED))
    return Answer("When was the harbour built?", text="The", statements=tuple(statements))


@pytest.mark.parametrize(
    ("question", "read_as", "said"),
    [
        ("Who wrote it?", "Who wrote “The levy at Orm”?", "By Tam Beck"),
        ("And who wrote this?", "And who wrote “The levy at Orm”?", "By Tam Beck"),
        ("Who is the author of it?", "Who is the author of “The levy at Orm”?", "By Tam Beck"),
        ("When was it published?", "When was “The levy at Orm” published?", "4 May 1998"),
    ],
)
def test_it_is_the_one_document_that_the_answer_before_cites(levy, question, read_as, said):
    (source,) = [s for s in levy.sources() if s.name == "levy.txt"]
    before = cited(source, source)
    result = ask(levy, question, history=[(before.question, before)])
    assert result.rewritten == read_as
    assert lines(result) == [said]
    again = ask(levy, read_as)
    assert lines(again) == [said]


def test_of_several_documents_none_is_guessed(levy):
    before = cited(*levy.sources())
    result = ask(levy, "Who wrote it?", history=[(before.question, before)])
    assert result.rewritten is None
    assert sorted(lines(result)) == ["By Ilva Dorn", "By Tam Beck"]
    assert result.notices[0].startswith("The answer before cites 3 documents; any may be meant")
    assert "The boats: neither its text nor its metadata says so." in result.notices


@pytest.mark.parametrize("about", ["When was the Treaty of Orm written?", "Who kept the letters?"])
def test_it_may_be_something_that_is_written_itself(levy, about):
    before = replace(cited(levy.sources()[0]), question=about)
    result = ask(levy, "Who wrote it?", history=[(about, before)])
    assert "The ferry nobody wanted" not in (result.rewritten or "")


def test_the_filter_decides_which_documents_may_be_meant(corpus):
    (lamps,) = [source.id for source in corpus.sources() if source.name == "lamps.md"]
    result = ask(corpus, "Who wrote the ferry article?", sources=[lamps])
    assert all("Ilva Dorn" not in line for line in lines(result))


def test_what_is_known_of_nobody_is_searched_like_any_question(corpus):
    result = ask(corpus, "Who published Lamps of the north?")
    assert all("neither its text" not in notice for notice in result.notices)


def test_the_answer_streams_saves_and_holds(corpus):
    *steps, last = stream_answer("Who wrote the ferry article?", corpus, settings=PLAIN)
    assert [s.text for s in steps if s.kind == "statement"] == [
        "The ferry nobody wanted: By Ilva Dorn"
    ]
    saved = Answer.from_json(last.answer.to_json())
    assert saved == last.answer
    report = verify(saved, corpus)
    assert [entry.outcome for entry in report.citations] == [Durability.HOLDS]


def test_the_command_line_says_it_and_verifies_it(corpus, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = ["--corpus", str(corpus.path)]
    assert run(["ask", "Who wrote the ferry article?", "--json", *folder]) == 0
    saved = capsys.readouterr().out
    assert json.loads(saved)["answer"]["abstained"] is False
    (tmp_path / "answer.json").write_text(saved, encoding="utf-8")
    assert run(["verify", "answer.json", *folder]) == 0
    capsys.readouterr()
    assert run(["ask", "Who wrote the comment on tolls?", *folder]) == 3
    assert "by the metadata you gave" in " ".join(capsys.readouterr().out.split())


SOURCES = (
    Source("a", path="/x/treaty-notes.txt", title="The treaty of Orm: a report",
           authors=("Tam Beck",), publisher="Orm Institute", published="2020-02", genre="report"),
    Source("b", path="/x/harbour.md", title="Our harbour, our letter", authors=("Ilva Dorn",),
           publisher="The Skerry Courier", published="2021-01-03", genre="opinion"),
    Source("c", path="/x/storm.html", title="Cracks in the mole", authors=("Bo Renn",),
           publisher="The Skerry Courier", published="2021-01-19", genre="news"),
    Source("d", path="/x/book.epub", title="Skerry", authors=("Una Falk",), genre="book"),
    Source("e", path="/x/plain.txt"),
    Source("f", path="/x/field notes (2).txt", authors=("Una Falk",), genre="other"),
)  # fmt: skip


def read(question: str, sources: tuple[Source, ...] = SOURCES) -> list[tuple[Field, str]]:
    parts = [(part.text, part.written) for part in split_parts(question)]
    found = read_metadata_question(parts, sources)
    return [(q.field, "".join(s.id for s in q.sources)) for q in found]


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the treaty?",
        "Who wrote the Treaty of Orm in 1811?",
        "Who wrote the letter to the harbour?",
        "Who wrote the report on the crane?",
        "Who wrote the report that Beck cites?",
        "Who wrote the first article of the treaty?",
        "Who wrote Article 7 of the treaty?",
        "Who published the accounts of the harbour?",
        "Who issued the licence for the mole?",
        "Who released the water?",
        "When was the treaty written?",
        "When was the harbour built?",
        "When was the mole report of the engineers written?",
        "When did cracks in the mole appear?",
        "When did Cracks in the mole appear?",
        "Where did the cracks appear?",
        "Where was the toll published?",
        "In which year was Skerry founded?",
        "In which year was the levy published?",
        "What kind of document is the treaty?",
        "What kind of source is the spring at Orm?",
        "What is the date of the storm?",
        "What is the year of the treaty?",
        "Which articles of the treaty are by Beck?",
        "Which documents did the harbour master sign?",
        "Which documents are cited by Beck?",
        "Which reports were published by the Commission?",
        "Which papers did the clerk burn?",
        "Which letters did Ilva Dorn write?",
        "What did Ilva Dorn write about the harbour?",
        "Who wrote to the Courier?",
        "Who is the author of the plan?",
        "Who published the plan, and why?",
        "Who wrote the article and who paid for the mole?",
        "Which book did Tam Beck read?",
        "Who wrote it?",
        "Which documents prove the debt?",
        "Which files are missing from the archive?",
        "When was the document signed?",
        "Who wrote the document?",
        "Which artıcles are by nobody?",
        "Which preſſ releaſeſ are by nobody?",
    ],
)
def test_questions_about_the_content_are_left_alone(question):
    assert read(question) == []


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who wrote Beck's report?", [(Field.AUTHORS, "a")]),
        ("Who wrote the report by the Orm Institute?", [(Field.AUTHORS, "a")]),
        ("Who wrote the Courier article of 3 January 2021?", [(Field.AUTHORS, "b")]),
        ("Who wrote the Courier articles?", []),
        ("Who wrote the Courier article?", [(Field.AUTHORS, "bc")]),
        ("When was the news article published?", [(Field.PUBLISHED, "c")]),
        ("Who wrote the book?", [(Field.AUTHORS, "d")]),
        ("Which documents are by Dorn?", [(Field.AUTHORS, "b")]),
        ("Which opinion pieces are by Ilva Dorn?", [(Field.AUTHORS, "b")]),
        ("Which reports are by Ilva Dorn?", []),
        ("Which texts were published by The Skerry Courier?", [(Field.PUBLISHER, "bc")]),
        ("Which documents are from the Skerry Courier?", [(Field.PUBLISHER, "bc")]),
        ("Which documents are from 2021?", [(Field.PUBLISHED, "bc")]),
        ("Which of the documents are reports?", [(Field.GENRE, "a")]),
        ("List all articles by Bo Renn.", [(Field.AUTHORS, "c")]),
        ("What genre is storm.html?", [(Field.GENRE, "c")]),
        ("Who wrote the file 'Storm.html'?", [(Field.AUTHORS, "c")]),
        ("Who wrote brainstorm.html?", []),
        ("Who wrote field notes (2).txt?", [(Field.AUTHORS, "f")]),
        ('When was "Cracks in the mole" published?', [(Field.PUBLISHED, "c")]),
        ('When did "Cracks in the mole" appear?', [(Field.PUBLISHED, "c")]),
        ("When was Cracks in the mole published?", [(Field.PUBLISHED, "c")]),
        ("Who wrote “our letter”?", [(Field.AUTHORS, "b")]),
        ("Who wrote Our harbour?", [(Field.AUTHORS, "b")]),
        (
            "Who wrote the news report and when was it published?",
            [(Field.AUTHORS, "c"), (Field.PUBLISHED, "c")],
        ),
    ],
)
def test_documents_are_told_by_kind_and_words_of_their_own(question, meant):
    assert read(question) == meant


def test_the_document_is_the_only_one():
    assert read("Who wrote the document?", SOURCES[:1]) == [(Field.AUTHORS, "a")]


def test_a_description_that_fits_many_names_none():
    many = tuple(
        Source(str(n), title=f"Storm {n}", authors=("A. Lee",), genre="news") for n in range(5)
    )
    assert read("Who wrote the storm article?", many) == []
    assert read("Who wrote the storm article?", many[:4]) == [(Field.AUTHORS, "0123")]
    assert read("Who wrote article 3?", many) == [(Field.AUTHORS, "3")]
