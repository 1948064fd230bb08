"""The sample: its documents load, its makers are deterministic, its questions keep their word."""

from __future__ import annotations

import dataclasses
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from eval import sample_checker
from eval.records import Evidence
from eval.sample_checker import QUESTIONS, TRAPS, TYPES, check_sample, sample_questions
from index import sample_corpus
from index.errors import VouchError
from index.loaders import load
from index.manifest import read_aliases, read_manifest
from index.sample_corpus import example_questions, sample_folder
from training import make_sample
from training.manuscript import read_manuscript
from ui.cli import run

FOLDER = sample_folder()
FILES = sorted(p.name for p in FOLDER.iterdir() if p.name != "vouch-sources.toml")


@pytest.fixture(scope="module")
def cases():
    return sample_questions()


def changed(cases, case_id, *, others=(), **fields):
    """A set of that one question, changed, and `others`."""
    case = next(case for case in cases.cases if case.id == case_id)
    return dataclasses.replace(cases, cases=(dataclasses.replace(case, **fields), *others))


def first(cases, **wanted):
    return next(c for c in cases.cases if all(getattr(c, k) == v for k, v in wanted.items()))


def test_the_sample_keeps_its_promises(cases):
    assert [str(problem) for problem in check_sample(cases)] == []


def test_there_are_enough_questions_of_every_type_in_both_splits(cases):
    count = Counter(case.split for case in cases.cases)
    assert min(count["tune"], count["test"]) >= 190
    by_type = Counter((case.type, case.split) for case in cases.cases)
    assert all(by_type[kind, split] >= 3 for kind in TYPES for split in ("tune", "test"))
    hard = ("paraphrase", "why_how", "unanswerable")
    assert all(by_type[kind, split] >= 20 for kind in hard for split in ("tune", "test"))


@pytest.mark.parametrize("tag", ["roles", "order"])
def test_both_splits_ask_who_did_what_to_whom_and_what_came_first(cases, tag):
    count = Counter(case.split for case in cases.cases if tag in case.tags)
    assert min(count["tune"], count["test"]) >= 7


def test_the_page_on_evaluation_counts_the_questions_right(cases):
    page = (QUESTIONS.parents[2] / "docs" / "evals.md").read_text("utf-8")
    section = page.split("## The built-in sample\n")[1].split("\n## ")[0]
    count = Counter(case.split for case in cases.cases)
    assert [int(n) for n in re.findall(r"\b\d+\b", section.split("By type")[0])] == [
        len(cases.cases), len(FILES), count["tune"], count["test"],
    ]  # fmt: skip
    told = {
        kind: (int(tune), int(test))
        for kind, tune, test in re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", section, re.M)
    }
    by_type = Counter((case.type, case.split) for case in cases.cases)
    assert told == {kind: (by_type[kind, "tune"], by_type[kind, "test"]) for kind in TYPES}


def test_every_side_of_a_disagreement_has_a_holder_and_words_of_its_own(cases):
    for case in cases.cases:
        if case.type == "disagreement":
            quotes = [{e for group in side.evidence for e in group} for side in case.viewpoints]
            assert len(quotes) >= 2, case.id
            assert all(side.holders for side in case.viewpoints), case.id
            for side, others in ((q, quotes[:n] + quotes[n + 1 :]) for n, q in enumerate(quotes)):
                assert side - set().union(*others), case.id


def test_every_file_cited_has_a_speaker(cases):
    for case in cases.cases:
        files = {e.file for group in case.evidence for e in group}
        assert files == {speaker.file for speaker in case.speakers}, case.id


def test_the_questions_fit_the_published_schema():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((QUESTIONS.parents[1] / "questions.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for line in QUESTIONS.read_text("utf-8").splitlines():
        assert [error.message for error in validator.iter_errors(json.loads(line))] == []


def test_whatever_tells_a_side_in_the_evidence_tells_it_in_the_viewpoint(cases):
    # A side whose quotes lie in one group of the evidence, which no other side shares, is told
    # by all of that group: else one citation would be evidence of a side and not tell it.
    apart = []
    for case in cases.cases:
        sides = [(side, _home(case, side)) for side in case.viewpoints]
        homes = Counter(home for _, home in sides)
        for side, home in sides:
            if home is not None and homes[home] == 1 and len(side.evidence) == 1:
                missing = set(case.evidence[home]) - set(side.evidence[0])
                apart += [(case.id, entry.quote) for entry in missing]
    assert apart == []


def _home(case, side):
    """The number of the only evidence group that holds all quotes of `side`."""
    quotes = {entry for group in side.evidence for entry in group}
    homes = [n for n, group in enumerate(case.evidence) if quotes <= set(group)]
    return homes[0] if len(homes) == 1 else None


def test_what_an_interviewer_writes_is_not_put_in_the_mouth_of_the_interviewed(cases):
    # The line above the first question is the newspaper's; it is set in italics.
    for case in cases.cases:
        preface = [e for group in case.evidence for e in group if re.match(r"\*\w", e.quote)]
        for file in {entry.file for entry in preface}:
            assert [s for s in case.speakers if s.file == file and not s.cited], case.id


def test_the_readme_explains_every_trap_and_no_other():
    readme = (QUESTIONS.parent / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", readme, re.M)) == set(TRAPS)


def test_every_file_has_metadata_and_every_entry_a_file():
    manifest = read_manifest(FOLDER)
    assert sorted(manifest) == FILES
    assert all("genre" in fields and "tags" in fields for fields in manifest.values())
    assert ("Port Lisk", "Liskhamn") in read_aliases(FOLDER)


def test_there_are_at_least_eight_documents_and_six_formats():
    assert len(FILES) >= 8
    assert {name.rsplit(".", 1)[1] for name in FILES} == {
        "txt", "md", "html", "pdf", "docx", "epub",
    }  # fmt: skip
    genres = {fields["genre"] for fields in read_manifest(FOLDER).values()}
    assert genres >= {
        "opinion",
        "comment",
        "thesis",
        "press_release",
        "interview",
        "news",
        "report",
    }


def test_the_thesis_is_long():
    words = (FOLDER / "aldery-thesis-whose-harbour.txt").read_text("utf-8").split()
    assert len(words) >= 3500


def test_the_reports_have_printed_page_labels_and_a_quotation_over_a_page_end():
    for name, quote in [
        ("corran-harbour-accounts.pdf", "We have a harbour of stone"),
        ("river-commission-report.pdf", "I open the gates when I am told to"),
    ]:
        parsed = load(FOLDER / name)
        labels = [page.label for page in parsed.pages]
        assert labels[0] == "i"
        assert labels[-1] == str(len(labels) - labels.count("i") - labels.count("ii"))
        opening = parsed.text.index(quote)
        closing = parsed.text.index("”", opening)
        pages = [page.number for page in parsed.pages if opening < page.span.end <= closing]
        assert pages, f"{name}: the quotation ends on the page where it begins"


def test_words_broken_at_line_ends_are_whole_in_the_text():
    text = load(FOLDER / "corran-harbour-accounts.pdf").text
    assert "instalments" in text
    assert not re.search(r"\w-\n\w", text)


def test_the_memo_has_real_footnotes():
    with zipfile.ZipFile(FOLDER / "tarrant-memo-cracks.docx") as archive:
        assert "word/footnotes.xml" in archive.namelist()
    assert "Tove Rask" in load(FOLDER / "tarrant-memo-cracks.docx").text


def test_navigation_and_advertisements_are_left_out_and_the_orders_are_in():
    text = load(FOLDER / "breakwater-falls.html").text
    assert "Oilskins" not in text
    assert "Subscribe" not in text
    assert "Ignore previous instructions" in text


def test_no_order_planted_in_a_document_is_gold(cases):
    orders = ("Ignore previous", "Disregard", "disregard", "Bolt & Sons", "citation mode")
    quotes = [e.quote for case in cases.cases for group in case.evidence for e in group]
    assert not [quote for quote in quotes if any(order in quote for order in orders)]


@pytest.fixture(scope="module")
def made():
    return make_sample.make_all()


def test_the_binary_documents_are_what_their_sources_say(made):
    # Compressors differ between platforms; what the archives and pages hold must not.
    for name, content in made.items():
        kept = FOLDER / name
        assert load(kept).text == load(kept, content).text, f"run training.make_sample: {name}"


def test_making_them_twice_gives_the_same_bytes(made):
    assert make_sample.make_all() == made


def test_a_page_that_is_too_long_is_refused(tmp_path):
    source = tmp_path / "long.txt"
    source.write_text("title: T\nhead: H\nfoot: F\n\n@@ 1\n" + "word " * 2000, "utf-8")
    with pytest.raises(ValueError, match="page 1 is too long"):
        make_sample.make_pdf(read_manuscript(source))


def test_a_source_without_fields_is_refused(tmp_path):
    source = tmp_path / "bare.txt"
    source.write_text("no field here\n\nText.", "utf-8")
    with pytest.raises(ValueError, match="is not 'key: value'"):
        read_manuscript(source)


def test_the_make_command_reports_stale_documents(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make_sample, "DOCUMENTS", tmp_path)
    assert make_sample.main(["--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert make_sample.main([]) == 0
    assert make_sample.main(["--check"]) == 0
    assert "written: delegation-note.docx" in capsys.readouterr().out


def test_the_examples_are_three_questions_of_the_set(cases):
    assert len(example_questions()) == 3
    assert "Who paid for the harbour?" in example_questions()
    assert set(example_questions()) <= {case.question for case in cases.cases}


@pytest.mark.parametrize("content", ["", "[]", '{"questions": 3}', "{}"])
def test_damaged_examples_are_an_error_with_a_fix(tmp_path, monkeypatch, content):
    (tmp_path / "examples.json").write_text(content, "utf-8")
    monkeypatch.setattr(sample_corpus, "_SAMPLE", tmp_path)
    with pytest.raises(VouchError, match="Install vouchqa again"):
        example_questions()


def test_a_missing_sample_is_an_error_with_a_fix(tmp_path, monkeypatch):
    monkeypatch.setattr(sample_corpus, "_SAMPLE", tmp_path)
    with pytest.raises(VouchError, match="vouch index FOLDER"):
        sample_folder()


# --- the checker finds what it says it finds


def problems(cases, case_id):
    return " ".join(p.what for p in check_sample(cases) if p.case_id == case_id)


def test_an_altered_quote_is_found(cases):
    case = first(cases, type="single_fact", split="tune")
    good = case.evidence[0][0]
    bad = Evidence(good.file, good.quote.replace("levy", "tax", 1))
    told = problems(changed(cases, case.id, evidence=((bad,),)), case.id)
    assert "does not stand in" in told
    assert "is not within one sentence" in told


def test_a_heading_as_evidence_is_found(cases):
    case = first(cases, type="single_fact", split="tune")
    heading = Evidence("corran-harbour-accounts.pdf", "7. Upkeep of the breakwaters\n\nWhen")
    told = problems(changed(cases, case.id, evidence=((heading,),)), case.id)
    assert "is not within one sentence" in told


def test_a_false_absence_is_found_in_neighbouring_sentences(cases):
    case = first(cases, type="unanswerable", split="tune")
    # "... was 2 million crowns. It was meant for dredging ...": in two sentences
    told = problems(changed(cases, case.id, tags=("absent:second+dredging",)), case.id)
    assert "second+dredging meet in northwater-comment-three-purses.md" in told


def test_an_unanswerable_question_without_proof_is_found(cases):
    case = first(cases, type="unanswerable", split="tune")
    assert "no 'absent:' tag" in problems(changed(cases, case.id, tags=()), case.id)


def test_a_far_miss_is_found(cases):
    case = first(cases, type="unanswerable", split="tune")
    far = changed(cases, case.id, question="Which zebra plays chequers?")
    assert "is no near miss" in problems(far, case.id)


def test_a_paraphrase_that_shares_a_word_is_found(cases):
    case = first(cases, type="paraphrase", split="tune")
    told = problems(changed(cases, case.id, question="Was no one hurt?"), case.id)
    assert "is no paraphrase: it shares hurt" in told


def test_an_answer_that_stands_nowhere_is_found(cases):
    case = first(cases, type="single_fact", split="test")
    told = problems(changed(cases, case.id, answers=("on a Tuesday",)), case.id)
    assert "has no answer that stands in its evidence" in told


def test_a_document_in_both_splits_is_found(cases):
    case = first(cases, type="single_fact", split="test")
    other = first(cases, type="single_fact", split="tune")
    mixed = changed(cases, case.id, evidence=other.evidence, others=(other,))
    assert "is in the tune and in the test split" in problems(mixed, "")


def test_a_missing_type_and_an_unasked_trap_are_found(cases):
    kept = tuple(c for c in cases.cases[:20] if c.type != "typo" and "slip" not in c.tags)
    told = problems(dataclasses.replace(cases, cases=kept), "")
    assert "the test split has no question of type typo" in told
    assert "no question walks into the trap 'slip'" in told


def test_the_command_says_how_many_and_fails_on_problems(cases, monkeypatch, capsys):
    assert sample_checker.main() == 0
    assert "0 problems" in capsys.readouterr().out
    case = first(cases, type="unanswerable", split="tune")
    broken = changed(cases, case.id, tags=())
    monkeypatch.setattr(sample_checker, "sample_questions", lambda: broken)
    assert sample_checker.main() == 1


@pytest.mark.slow
def test_the_readme_shows_a_real_answer(tmp_path, capsys):
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    shown = readme.split('$ vouch ask "Who paid for the harbour?"\n')[1].split("```")[0]
    run(["index", str(FOLDER), "--corpus", str(tmp_path / "c")])
    capsys.readouterr()
    run(["ask", "Who paid for the harbour?", "--corpus", str(tmp_path / "c")])
    assert capsys.readouterr().out.split() == shown.split()
