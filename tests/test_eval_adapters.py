"""Every format: an invented example in its published shape becomes documents and questions."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import tomllib
import zipfile

import pytest

from eval.adapters.beir import read_qrels, read_run
from eval.adapters.building import DocumentFolder
from eval.adapters.formats import FORMATS, read_pairs, read_set, sample_cases
from eval.adapters.scifact import split_printed
from eval.locating import locate
from index.errors import InputError


def squad(**changes):
    question = {
        "id": "1", "question": "When did it freeze? ", "is_impossible": False,
        "answers": [{"text": "May", "answer_start": 28}, {"text": "May", "answer_start": 28}],
    }  # fmt: skip
    silent = {"id": "2", "question": "Why?", "is_impossible": True, "answers": []}
    paragraphs = [
        {"context": "Harbours are cold.", "qas": []},
        {"context": "The north harbour froze\r\nin\u00a0May.", "qas": [question | changes, silent]},
    ]
    return {"version": "2.0", "data": [{"title": "North_harbour", "paragraphs": paragraphs}]}


CLAPNQ = {
    "id": "7", "input": "which harbour froze first",
    "passages": [{
        "title": "Harbours", "text": "The north harbour froze in May. The south did not.",
        "sentences": ["The north harbour froze in May.", "The south did not."],
    }],
    "output": [{
        "answer": "The north harbour froze first.",
        "selected_sentences": ["The north harbour froze in May."],
    }],
}  # fmt: skip
MTRAG = {
    "conversation_id": "c", "task_id": "c<::>3", "turn": "3",
    "contexts": [{"document_id": "d", "text": "The wharf is shut in winter."}],
    "input": [
        {"speaker": "user", "text": "Is it open?"}, {"speaker": "agent", "text": "In summer."},
        {"speaker": "user", "text": "And in winter?"},
    ],
    "targets": [{"speaker": "agent", "text": "It is shut."}],
    "answerability": ["ANSWERABLE"], "Multi-Turn": ["Follow-up"],
}  # fmt: skip
RAMDOCS = {
    "question": "How many people live in Ost?",
    "documents": [
        {"text": "Ost has 900 people.", "type": "correct", "answer": "900"},
        {"text": "Ost has 9,000 people.", "type": "misinfo", "answer": "9,000"},
        {"text": "Ost is windy.", "type": "noise", "answer": "unknown"},
    ],
    "disambig_entity": ["Ost, North"], "gold_answers": ["900"], "wrong_answers": ["9,000"],
}  # fmt: skip
WIKICONTRADICT = {
    "question": "Did A meet B?", "context1": "A met B. Yes, in May.", "context2": "They never met.",
    "context1_info": "", "context2_info": "", "answer1": "Yes", "answer2": "No",
}  # fmt: skip
HOTPOT = {
    "_id": "h", "question": "Who?", "answer": "Ann", "type": "bridge",
    "supporting_facts": [["Pier", 1], ["Dock", 0]],
    "context": [["Pier", ["It is long.", " Ann built it."]], ["Dock", ["Ann owns it."]]],
}  # fmt: skip
MUSIQUE = {
    "id": "2hop__1_2", "question": "Who?", "answer": "Ann", "answer_aliases": ["Anne"],
    "answerable": True,
    "paragraphs": [
        {"idx": 0, "title": "Pier", "paragraph_text": "Ann built it.", "is_supporting": True},
        {"idx": 1, "title": "Dock", "paragraph_text": "It is wet.", "is_supporting": False},
    ],
}  # fmt: skip
QUOTESUM = {
    "qid": "q", "unique_id": "q_0", "question": "What froze?",
    "summary": "[ 2 The pier ] froze and [ 1 the dock ] did not.",
    "covered_short_answers": "[ 2 The pier ]",
    "source1": "In May the dock thawed.", "title1": "Dock", "short_ans_1": "",
    "source2": "The pier froze.", "title2": "Pier", "short_ans_2": "The pier", "source3": "",
}  # fmt: skip
WICE = {
    "label": "partially_supported", "supporting_sentences": [[1], [2, 1]], "claim": "It froze.",
    "evidence": ["(meta data)", "It froze in May.", "And June."], "meta": {"id": "w1"},
}  # fmt: skip
ATTRIBUTION = {
    "question": "?", "claim": "It froze.", "response": "It froze.", "references": ["It froze."],
    "webpage_references": [], "attribution_label": "attributable", "id": "a1",
}  # fmt: skip
PUBMED = {
    "12": {
        "QUESTION": "Does it freeze?", "CONTEXTS": ["We looked.", "It froze."],
        "LABELS": ["METHODS", "RESULTS"], "final_decision": "yes",
    }
}  # fmt: skip


def put(path, value, *, lines=False):
    text = "\n".join(json.dumps(v) for v in value) if lines else json.dumps(value)
    path.write_text(text, encoding="utf-8")
    return path


def read(name, path, tmp_path):
    question_set = read_set(name, path, tmp_path / "work")
    for case in question_set.cases:
        for entry in (e for group in case.evidence for e in group):
            text = (question_set.documents / entry.file).read_text(encoding="utf-8")
            assert locate(entry.quote, text, entry.start), f"{entry.quote!r} is not in its file"
            if entry.start is not None:
                assert text[entry.start : entry.end] == entry.quote
        for file in (*case.relevant, *case.files):
            assert (question_set.documents / file).is_file()
    return question_set


def documents(question_set):
    return sorted(p.name for p in question_set.documents.iterdir() if p.suffix != ".toml")


def test_squad_articles_and_paragraphs(tmp_path):
    path = put(tmp_path / "dev.json", squad())
    whole = read("squad", path, tmp_path)
    assert documents(whole) == ["north-harbour.txt"]
    fact, silent = whole.cases
    assert fact.evidence == ((fact.evidence[0][0],),), "the same answer twice is one alternative"
    assert fact.question == "When did it freeze?"
    assert fact.answers == ("May",)
    assert not silent.answerable
    assert silent.evidence == ()
    parts = read_set("squad-paragraphs", path, tmp_path / "other")
    assert documents(parts) == ["north-harbour-2.txt", "north-harbour.txt"]
    manifest = tomllib.loads((whole.documents / "vouch-sources.toml").read_text())
    assert manifest == {"north-harbour.txt": {"title": "North harbour"}}


def test_squad_trusts_the_quote_over_the_offset(tmp_path):
    moved = squad(answers=[{"text": "north harbour", "answer_start": 9}])
    assert read("squad", put(tmp_path / "a.json", moved), tmp_path).cases[0].evidence[0][0].start
    absent = squad(answers=[{"text": "June", "answer_start": 9}])
    with pytest.raises(InputError, match="does not stand in the context"):
        read_set("squad", put(tmp_path / "b.json", absent), tmp_path / "w")


def test_beir_and_its_judgements(tmp_path):
    home = tmp_path / "beir"
    (home / "qrels").mkdir(parents=True)
    corpus = [{"_id": "d1", "title": "Pier", "text": "It froze."}, {"_id": "d2", "text": "Wet."}]
    text = "\n".join(json.dumps(d) for d in corpus)
    (home / "corpus.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    queries = [{"_id": "q1", "text": "what froze"}, {"_id": "q2", "text": "not judged"}]
    put(home / "queries.jsonl", queries, lines=True)
    tsv = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq1\tgone\t1\n"
    (home / "qrels" / "test.tsv").write_text(tsv)
    found = read("beir", home, tmp_path)
    assert [c.id for c in found.cases] == ["q1"]
    assert found.cases[0].relevant == {"pier.txt": 2}
    (home / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\n")
    with pytest.raises(InputError, match=r"test\.tsv:2: the line needs query-id"):
        read_set("beir", home, tmp_path / "w")


def test_trec_files(tmp_path):
    qrels, run = tmp_path / "qrels", tmp_path / "run"
    qrels.write_text("q1 0 d1 2\n\nq1 0 d2 0\n")
    run.write_text("q1 Q0 d1 1 12.3 tag\nq1 Q0 d2 2 11 tag\n")
    assert read_qrels(qrels) == {"q1": {"d1": 2, "d2": 0}}
    assert read_run(run) == {"q1": {"d1": 12.3, "d2": 11.0}}
    run.write_text("q1 Q0 d1 1 high tag\n")
    with pytest.raises(InputError, match="run:1: the line needs a number"):
        read_run(run)
    run.write_text("q1 Q0 d1 1 2 tag\nq1 Q0 d1 2 1 tag\n")
    with pytest.raises(InputError, match=r"run:2: .* stands twice"):
        read_run(run)
    qrels.write_text("q1 0 d1\n")
    with pytest.raises(InputError, match="qrels:1"):
        read_qrels(qrels)


def test_clapnq(tmp_path):
    silent = CLAPNQ | {"id": "8", "output": [{"answer": "", "selected_sentences": []}]}
    found = read("clapnq", put(tmp_path / "c.jsonl", [CLAPNQ, silent], lines=True), tmp_path)
    assert found.cases[0].evidence[0][0].quote == "The north harbour froze in May."
    assert not found.cases[1].answerable
    assert len(documents(found)) == 1, "the same passage is one document"
    stray = CLAPNQ | {"output": [{"answer": "x", "selected_sentences": ["Never said."]}]}
    with pytest.raises(InputError, match="stands in no passage"):
        read_set("clapnq", put(tmp_path / "d.jsonl", [stray], lines=True), tmp_path / "w")


def test_mtrag(tmp_path):
    found = read("mtrag", put(tmp_path / "m.jsonl", [MTRAG], lines=True), tmp_path)
    case = found.cases[0]
    assert case.history == (("Is it open?", "In summer."),)
    assert case.question == "And in winter?"
    assert case.files == tuple(case.relevant)
    unclear = MTRAG | {"answerability": ["UNDERSPECIFIED"]}
    path = put(tmp_path / "u.jsonl", [unclear], lines=True)
    assert not read_set("mtrag", path, tmp_path / "w").cases[0].answerable
    for broken, says in (
        (MTRAG | {"answerability": ["MAYBE"]}, "is 'MAYBE'"),
        (MTRAG | {"input": MTRAG["input"][:2]}, "must end with a user's question"),
        (MTRAG | {"input": MTRAG["input"][1:]}, "a turn of 'agent'"),
    ):
        path = put(tmp_path / "b.jsonl", [broken], lines=True)
        with pytest.raises(InputError, match=says):
            read_set("mtrag", path, tmp_path / "w")


def test_ramdocs(tmp_path):
    case = read("ramdocs", put(tmp_path / "r.jsonl", [RAMDOCS], lines=True), tmp_path).cases[0]
    assert case.nuggets == ("900",)
    assert case.rejected == ("9,000",)
    assert len(case.files) == 3
    assert len(case.relevant) == 1


def test_wikicontradict_as_list_and_as_lines(tmp_path):
    for lines in (False, True):
        path = put(tmp_path / f"w{lines}.json", [WIKICONTRADICT], lines=lines)
        case = read("wikicontradict", path, tmp_path).cases[0]
        assert [v.evidence[0][0].quote for v in case.viewpoints] == ["Yes", "They never met."]
        assert case.disputed is True


def test_multihop(tmp_path):
    case = read("hotpotqa", put(tmp_path / "h.json", [HOTPOT]), tmp_path).cases[0]
    assert [g[0].quote for g in case.evidence] == ["Ann built it.", "Ann owns it."]
    joined = HOTPOT | {"context": [["Pier", "Ann built it."], ["Dock", "Ann owns it."]]}
    case = read("2wiki", put(tmp_path / "j.json", [joined]), tmp_path).cases[0]
    assert case.evidence == (), "a sentence number in joined text is not guessed"
    assert len(case.relevant) == 2
    stray = HOTPOT | {"supporting_facts": [["Nowhere", 0]]}
    with pytest.raises(InputError, match="not in the context"):
        read_set("hotpotqa", put(tmp_path / "s.json", [stray]), tmp_path / "w")
    case = read("musique", put(tmp_path / "m.jsonl", [MUSIQUE], lines=True), tmp_path).cases[0]
    assert case.answers == ("Ann", "Anne")
    assert case.type == "2hop"
    assert len(case.relevant) == 1


def test_quotesum(tmp_path):
    case = read("quotesum", put(tmp_path / "q.jsonl", [QUOTESUM], lines=True), tmp_path).cases[0]
    assert [g[0].quote for g in case.evidence] == ["The pier", "the dock"]
    assert case.type == "several sources"
    assert case.answers == ("The pier",)
    stray = QUOTESUM | {"summary": "[ 5 x ] y"}
    with pytest.raises(InputError, match="quotes source 5"):
        read_set("quotesum", put(tmp_path / "s.jsonl", [stray], lines=True), tmp_path / "w")


def test_financebench_counts_pages_from_one(tmp_path):
    record = {
        "financebench_id": "f1", "doc_name": "ACME_2020_10K", "question": "?", "answer": "5",
        "evidence": [
            {"evidence_text": "net 5", "doc_name": "ACME_2020_10K", "evidence_page_num": 59}
        ],
    }  # fmt: skip
    path = put(tmp_path / "f.jsonl", [record], lines=True)
    with pytest.raises(InputError, match=r"ACME_2020_10K\.pdf does not exist"):
        read_set("financebench", path, tmp_path / "w")
    (tmp_path / "pdfs").mkdir()
    (tmp_path / "pdfs" / "ACME_2020_10K.pdf").write_bytes(b"%PDF-")
    case = read_set("financebench", path, tmp_path / "w").cases[0]
    assert case.evidence[0][0].page == 60


def test_chroma(tmp_path):
    home = tmp_path / "chroma"
    home.mkdir()
    (home / "corpora_state.md").write_text("# Fees\n\nWe cut late fees.\n", encoding="utf-8")

    def table(start):
        reference = {"content": "We cut late fees.", "start_index": start, "end_index": start + 17}
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["question", "references", "corpus_id"])
        writer.writerow(["What was\ncut?", json.dumps([reference]), "state"])
        (home / "questions_df.csv").write_text(out.getvalue(), encoding="utf-8")

    table(8)
    assert read("chroma", home, tmp_path).cases[0].type == "state"
    table(9)
    with pytest.raises(InputError, match=r"questions_df\.csv:3, references 1: field 'start_index'"):
        read_set("chroma", home, tmp_path / "w")


def test_scifact(tmp_path):
    home = tmp_path / "scifact"
    home.mkdir()
    put(home / "beir_queries.jsonl", [{"_id": "1", "text": "It freezes."}], lines=True)
    (home / "beir_qrels_test.tsv").write_text("query-id\tcorpus-id\tscore\n1\t42\t1\n")
    table = 'doc_id,title,abstract,structured\n42,Ice,"[\'It froze.\'\n ""It\'s cold.""]",False\n'
    with zipfile.ZipFile(home / "scifact_csv.zip", "w") as packed:
        packed.writestr("corpus_train.csv", table)
    found = read("scifact", home, tmp_path)
    assert found.cases[0].relevant == {"ice.txt": 1}
    assert (found.documents / "ice.txt").read_text() == "Ice\n\nIt froze. It's cold.\n"
    assert split_printed("['a \\'b\\'' \"c's\"]") == ["a 'b'", "c's"]


def test_pubmedqa_and_cmu(tmp_path):
    found = read("pubmedqa", put(tmp_path / "p.json", PUBMED), tmp_path)
    assert found.cases[0].answers == ("yes",)
    text = (found.documents / "pubmed-12.txt").read_text()
    assert text == "Methods: We looked.\n\nResults: It froze.\n"
    home = tmp_path / "cmu"
    home.mkdir()
    with tarfile.open(home / "articles_clean.tar.gz", "w:gz") as packed:
        data = "The pier froze… in May.".encode()
        member = tarfile.TarInfo("S08_a1.txt.clean")
        member.size = len(data)
        packed.addfile(member, io.BytesIO(data))
    head = "ArticleTitle\tQuestion\tAnswer\tDifficultyFromQuestioner\tDifficulty\tArticleFile\n"
    rows = [
        "The_Pier\tDid it freeze?\tYes.\teasy\teasy\tS08_a1",
        "The_Pier\tDid it freeze?\tyes\teasy\teasy\tS08_a1",
        "The_Pier\tWhen?\tIn\ncold\x85May\teasy\teasy\tS08_a1",
        "The_Pier\tWhy?\tNULL\tNULL\tNULL\tS08_a1",
        "Other\tWho?\tAnn\teasy\teasy\tS08_a9",
    ]
    table = home / "S08_question_answer_pairs.txt"
    table.write_bytes(b"\xef\xbb\xbf" + (head + "\n".join(rows) + "\n").encode("latin-1"))
    cases = read("cmu_qa", home, tmp_path / "x").cases
    assert [(c.question, c.answers) for c in cases] == [
        ("Did it freeze?", ("yes",)),
        ("When?", ("In cold\x85May",)),
    ], "a row broken by a line end is whole, 0x85 is no line end"
    table.write_bytes((head + "The_Pier\tDid it\n").encode())
    with pytest.raises(InputError, match=r"pairs\.txt:2: fewer than"):
        read_set("cmu_qa", home, tmp_path / "y")


def test_verifier_sets(tmp_path):
    claims = [WICE, WICE | {"label": "supported", "supporting_sentences": []}]
    pairs = read_pairs("wice", put(tmp_path / "w.jsonl", claims, lines=True))
    assert [p.supported for p in pairs] == [False, True]
    assert pairs[0].evidence == "It froze in May. And June."
    assert pairs[1].evidence.startswith("(meta data)")
    stray = WICE | {"supporting_sentences": [[7]]}
    with pytest.raises(InputError, match="names sentence 7 of 3"):
        read_pairs("wice", put(tmp_path / "x.jsonl", [stray], lines=True))
    not_so = ATTRIBUTION | {"attribution_label": "not attributable"}
    path = put(tmp_path / "a.jsonl", [ATTRIBUTION, not_so], lines=True)
    assert [p.supported for p in read_pairs("attributionbench", path)] == [True, False]


# ---- what is missing is named, in every format


@pytest.mark.parametrize(
    ("name", "record", "field"),
    [
        ("clapnq", CLAPNQ, "input"),
        ("clapnq", CLAPNQ, "passages"),
        ("mtrag", MTRAG, "task_id"),
        ("mtrag", MTRAG, "answerability"),
        ("ramdocs", RAMDOCS, "gold_answers"),
        ("wikicontradict", WIKICONTRADICT, "answer2"),
        ("hotpotqa", HOTPOT, "supporting_facts"),
        ("musique", MUSIQUE, "paragraphs"),
        ("quotesum", QUOTESUM, "summary"),
        ("wice", WICE, "claim"),
        ("attributionbench", ATTRIBUTION, "attribution_label"),
    ],
)
def test_a_missing_field_is_named_with_its_line(tmp_path, name, record, field):
    broken = {key: value for key, value in record.items() if key != field}
    path = put(tmp_path / "set.jsonl", [record, broken], lines=True)
    pairs = FORMATS[name].pairs
    with pytest.raises(InputError) as caught:
        read_pairs(name, path) if pairs else read_set(name, path, tmp_path / "w")
    assert f"set.jsonl:2: field '{field}' is missing" in caught.value.what


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if not f.pairs])
def test_no_format_takes_a_missing_empty_or_wrong_file(tmp_path, name):
    with pytest.raises(InputError, match="does not exist"):
        read_set(name, tmp_path / "none", tmp_path / "w")
    empty, wrong = tmp_path / "empty", tmp_path / "wrong"
    empty.write_bytes(b"")
    wrong.write_text('{"a": 1}\n')
    for path in (empty, wrong, tmp_path / "w"):
        with pytest.raises(InputError) as caught:
            read_set(name, path, tmp_path / "w")
        assert caught.value.fix


def test_a_duplicate_id_is_refused(tmp_path):
    path = put(tmp_path / "q.jsonl", [QUOTESUM, QUOTESUM], lines=True)
    with pytest.raises(InputError, match=r"'q_0' was used before, at .*q\.jsonl:1"):
        read_set("quotesum", path, tmp_path / "w")


def test_unknown_formats_and_mixed_up_ones(tmp_path):
    path = put(tmp_path / "w.jsonl", [WICE], lines=True)
    with pytest.raises(InputError, match=r"Unknown format 'csv'.*Known are: 2wiki"):
        read_set("csv", path, tmp_path)
    with pytest.raises(InputError, match="'wice' holds verifier tests"):
        read_set("wice", path, tmp_path)
    with pytest.raises(InputError, match="'squad' holds questions"):
        read_pairs("squad", path)


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_the_documents(tmp_path):
    records = [QUOTESUM | {"unique_id": f"q_{i}"} for i in range(40)]
    path = put(tmp_path / "q.jsonl", records, lines=True)
    whole = read("quotesum", path, tmp_path)
    first, again = sample_cases(whole, 5, 1), sample_cases(whole, 5, 1)
    assert [c.id for c in first.cases] == [c.id for c in again.cases]
    assert len(first.cases) == 5
    assert first.documents == whole.documents
    assert sample_cases(whole, 5, 2).cases != first.cases
    assert sample_cases(whole, None, 1) is whole


def test_document_names_are_safe_and_unique(tmp_path):
    folder = DocumentFolder(tmp_path)
    names = [folder.add(t, t) for t in ("../../etc/passwd", "Ünïcode Ø", "", "a/b", "a b", "日本")]
    assert len(set(names)) == len(names)
    assert all("/" not in name and not name.startswith(".") for name in names)
    assert folder.add("another title", "a/b") == names[3], "the same text is written once"
    assert folder.add("a/b", "other") != names[3]
