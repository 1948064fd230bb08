"""The question format: what it accepts, what it refuses and where it points."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import jsonschema
import pytest

from eval.checking import check_set
from eval.locating import flatten, locate
from eval.questions import SCHEMA, case_to_json, read_questions, write_questions
from eval.reading import MAX_BYTES, read_text
from index.errors import InputError

HEADER = {"vouch_questions": 1, "documents": "docs"}
DOCUMENT = "The port paid for the pier. It cost “14 crowns”, they say.\n\nNobody knows why.\n"


def write(tmp_path: Path, *lines, header=HEADER, name="set.jsonl"):
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "docs" / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    path = tmp_path / name
    rows = [json.dumps(header)] if header else []
    rows += [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def question(**fields):
    return {"id": "q1", "question": "Who paid?"} | fields


FULL = question(
    type="fact",
    history=[["Hello?", "Hi."]],
    answers=["the port"],
    rejected=["the king"],
    evidence=[[{"file": "a.txt", "quote": "The port paid for the pier.", "start": 0, "end": 27}]],
    speakers=[{"file": "a.txt", "author": ["Lund", "A. Lund"], "cited": None}],
    viewpoints=[{"holders": ["Lund"], "evidence": [{"file": "a.txt", "quote": "The port"}]}],
    nuggets=["the port paid"],
    relevant={"a.txt": 2},
    files=["a.txt"],
    answerable=True,
    false_premise=False,
    disputed=True,
    tags=["money"],
    split="tune",
    note="by hand",
)


def test_everything_a_question_can_say_is_read(tmp_path):
    case = read_questions(write(tmp_path, FULL)).cases[0]
    assert case.history == (("Hello?", "Hi."),)
    assert case.evidence[0][0].start == 0
    assert case.speakers[0].author == ("Lund", "A. Lund")
    assert case.speakers[0].cited == ()
    assert case.viewpoints[0].evidence[0][0].quote == "The port", "a lone quote is a group"
    assert case.relevant == {"a.txt": 2}
    assert case.disputed is True


def test_what_is_written_reads_back_the_same(tmp_path):
    question_set = read_questions(write(tmp_path, FULL, question(id="q2", answerable=False)))
    again = tmp_path / "elsewhere" / "copy.jsonl"
    write_questions(question_set, again)
    copy = read_questions(again)
    assert copy.cases == question_set.cases
    assert copy.documents == question_set.documents


def test_gzip_and_byte_order_mark_are_read(tmp_path):
    path = write(tmp_path, question())
    packed = tmp_path / "set.jsonl.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + path.read_bytes()))
    assert len(read_questions(packed).cases) == 1


def test_a_set_that_marks_every_dispute_has_none_elsewhere(tmp_path):
    open_set = read_questions(write(tmp_path, question()))
    assert open_set.cases[0].disputed is None
    complete = write(tmp_path, question(), header=HEADER | {"viewpoints": "complete"})
    assert read_questions(complete).cases[0].disputed is False


QUOTE = {"file": "a.txt", "quote": "The port"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{broken", "set.jsonl:3: not JSON"),
        ("[1, 2]", "set.jsonl:3: not a JSON object"),
        ({"question": "Who?"}, "set.jsonl:3: field 'id' is missing"),
        ({"id": "q2"}, "set.jsonl:3: field 'question' is missing"),
        (question(id=" "), "set.jsonl:3: field 'id' is empty"),
        (question(), "set.jsonl:3: field 'id': 'q1' was used before"),
        (question(id=7), "field 'id' must be a string, not a whole number"),
        (question(id="q2", answers="x"), "field 'answers' must be a list, not a string"),
        (question(id="q2", answers=[1]), "field 'answers' must hold strings; entry 1"),
        (question(id="q2", answerable="no"), "field 'answerable' must be true or false"),
        (question(id="q2", answerable=1), "must be true or false, not a whole number"),
        (question(id="q2", answer="x"), "field 'answer' is not known"),
        (question(id="q2", split="train"), "field 'split' is 'train'"),
        (question(id="q2", history=[["a"]]), "field 'history' turn 1"),
        (question(id="q2", evidence=[[]]), "field 'evidence' group 1"),
        (question(id="q2", evidence=["The port"]), "field 'evidence' group 1"),
        (question(id="q2", evidence=[[{"file": "a.txt"}]]), "evidence 1: field 'quote' is miss"),
        (question(id="q2", evidence=[[QUOTE | {"start": -1}]]), "field 'start' is negative"),
        (question(id="q2", evidence=[[QUOTE | {"start": 0, "end": 5}]]), "quote has 8"),
        (question(id="q2", relevant={"a.txt": 0}), "field 'relevant' gives 'a.txt' no whole"),
        (question(id="q2", speakers=[{"author": "Lund"}]), "speakers 1: field 'file' is missing"),
        (question(id="q2", viewpoints=[{"evidence": [QUOTE]}]), "field 'holders' is missing"),
        (question(id="q2", viewpoints=[{"holders": []}]), "field 'evidence' needs at least one"),
        (question(id="q2", answerable=False, evidence=[[QUOTE]]), "must be empty where"),
    ],
)
def test_a_bad_line_is_named_with_its_field(tmp_path, line, says):
    path = write(tmp_path, question(), line)
    with pytest.raises(InputError) as caught:
        read_questions(path)
    assert says.replace("field 'id': ", "field 'id' ") in caught.value.what
    assert caught.value.fix


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (None, "no 'vouch_questions'"),
        ({"documents": "docs"}, "no 'vouch_questions'"),
        ({"vouch_questions": 2, "documents": "docs"}, "is version 2"),
        ({"vouch_questions": 1}, "field 'documents' is missing"),
        ({"vouch_questions": 1, "documents": "docs", "x": 1}, "field 'x' is not known"),
    ],
)
def test_a_bad_header_is_refused(tmp_path, header, says):
    with pytest.raises(InputError, match=r"set\.jsonl:1") as caught:
        read_questions(write(tmp_path, question(), header=header))
    assert says in caught.value.what


def test_files_that_cannot_be_read(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text(" \n")
    with pytest.raises(InputError, match="is empty"):
        read_questions(empty)
    with pytest.raises(InputError, match="does not exist"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="is a folder"):
        read_questions(tmp_path)
    with pytest.raises(InputError, match="holds no question"):
        read_questions(write(tmp_path))
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"vouch_questions": 1,\n "documents": "caf\xe9"}')
    with pytest.raises(InputError, match=r"latin\.jsonl:2: not utf-8"):
        read_questions(latin)
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(b"x" * 100_000)[:60])
    with pytest.raises(InputError, match="damaged gzip"):
        read_questions(cut)


def test_a_gigabyte_is_refused_without_being_read(tmp_path):
    huge = tmp_path / "huge.jsonl"
    with huge.open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(InputError, match="1,024 MB or more; the limit is 256 MB"):
        read_questions(huge)


def test_a_small_file_that_unpacks_to_a_gigabyte_is_refused(tmp_path):
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(b"0" * 2_000_001, compresslevel=1))
    assert len(read_text(bomb, max_bytes=2_000_001)) == 2_000_001
    with pytest.raises(InputError, match="the limit is"):
        read_text(bomb, max_bytes=2_000_000)
    assert MAX_BYTES == 256 * 2**20


def test_the_schema_and_the_reader_agree(tmp_path):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    good = [HEADER, FULL, question(), question(viewpoints=[{"holders": [], "evidence": [QUOTE]}])]
    for line in good:
        validator.validate(line)
    bad = [
        {"question": "Who?"},
        question(answers="x"),
        question(answerable="no"),
        question(split="train"),
        question(history=[["a"]]),
        question(evidence=[[]]),
        question(evidence=[[{"file": "a.txt"}]]),
        question(relevant={"a.txt": 0}),
        question(speakers=[{"author": "Lund"}]),
        question(answer="x"),
    ]
    for line in bad:
        assert not validator.is_valid(line), line
        with pytest.raises(InputError):
            read_questions(write(tmp_path, line))
    full = read_questions(write(tmp_path, FULL)).cases[0]
    validator.validate(case_to_json(full))


# ---- the checker


def plain(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def problems(tmp_path, *lines):
    return [str(p) for p in check_set(read_questions(write(tmp_path, *lines)), plain)]


def test_a_set_that_its_documents_bear_out_has_no_problems(tmp_path):
    assert problems(tmp_path, FULL, question(id="q2", answerable=False, rejected=["a storm"])) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"evidence": [[{"file": "a.txt", "quote": "The king paid."}]]}, "does not stand in a.txt"),
        ({"evidence": [[{"file": "a.txt", "quote": 'cost "14 crowns"'}]]}, "other quotation"),
        ({"evidence": [[QUOTE | {"start": 3, "end": 11}]]}, "stands at 0 in a.txt, not at 3"),
        ({"evidence": [[{"file": "b.txt", "quote": "x"}]]}, "b.txt is missing"),
        ({"relevant": {"c.txt": 1}}, "c.txt is missing"),
        ({}, "has no evidence, answer or nugget"),
        ({"answerable": False, "rejected": ["14 Crowns"]}, "yet a.txt holds"),
        ({"answerable": False, "answers": ["x"]}, "is unanswerable, yet lists answers"),
        ({"answerable": False, "tags": ["absent:port+pier"]}, "a sentence of a.txt holds"),
    ],
)
def test_what_the_documents_do_not_bear_out_is_named(tmp_path, fields, says):
    found = problems(tmp_path, question(**fields))
    assert len(found) == 1
    assert says in found[0]
    assert found[0].startswith("q1")


def test_words_that_never_share_a_sentence_are_absent(tmp_path):
    fields = {"answerable": False, "tags": ["absent:port+crowns"], "rejected": ["4 crowns"]}
    assert problems(tmp_path, question(**fields)) == []


def test_two_files_of_the_same_bytes_are_a_problem(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "copy.txt").write_text(DOCUMENT, encoding="utf-8")
    both = [[QUOTE, QUOTE | {"file": "copy.txt"}]]
    assert problems(tmp_path, question(evidence=both)) == [
        "copy.txt and a.txt are the same, byte for byte."
    ]


def test_a_missing_documents_folder_is_an_error(tmp_path):
    path = write(tmp_path, question(), header=HEADER | {"documents": "nowhere"})
    with pytest.raises(InputError, match="nowhere does not exist"):
        check_set(read_questions(path), plain)


# ---- finding quotes


@pytest.mark.parametrize(
    ("quote", "text", "spans"),
    [
        ("b c", "a b c d b c", ((2, 5), (8, 11))),
        ("b c", "a b\n  c d", ((2, 7),)),
        ('say "no"', "they say “no”.", ((5, 13),)),
        ("co-operate", "we co‑operate", ((3, 13),)),
        ("harbour wall", "the har-\nbour wall", ((4, 18),)),
        ("Anglo-French", "the Anglo-\nFrench", ()),
        ("wait...", "please wait… now", ((7, 12),)),
        ("soft", "so\u00adft", ((0, 5),)),
        ("cat", "was", ()),
        ("  ", "a b", ()),
    ],
)
def test_quotes_are_found_with_typographic_variants_and_nothing_fuzzier(quote, text, spans):
    assert locate(quote, text) == spans


def test_a_hint_picks_the_nearest_occurrence():
    assert locate("b", "b..b..b", near=4) == ((3, 4),)


def test_every_flattened_character_knows_where_it_came_from():
    text = " “A…\u200b b-\nc”  d"
    flat, offsets = flatten(text)
    assert len(flat) == len(offsets)
    assert flat == '"A... bc" d'
    assert offsets == sorted(offsets)
