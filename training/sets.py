"""Reads the training sets: one function per set, two kinds of record.

Only sets whose notice states a licence that allows training are read here; `LICENCES` names
them, `LEFT_OUT` says what was not used and why. Paths are below one data folder that holds
`train/` and `dev/`.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

Label = Literal["entailed", "neutral", "contradicted", "not_entailed"]

LICENCES: Mapping[str, str] = {
    "squad_v2": "SQuAD 2.0, first 11 training articles: CC BY-SA 4.0",
    "squadshifts_wiki": "SQuADShifts new_wiki: CC BY 4.0 (by its data card), text CC BY-SA",
    "qed": "QED over Natural Questions: CC BY-SA 3.0",
    "nq_open_oracle": "NQ-open with gold passages: CC BY-SA 3.0, repository MIT",
    "nqg_squad_sentences": "SQuAD 1.1 sentences and questions, test part: CC BY-SA 4.0",
    "qamr": "QAMR: MIT, sentences CC BY-SA and CC BY",
    "covid_qa": "COVID-QA: Apache-2.0, articles under open licences",
    "medquad": "MedQuAD: CC BY 4.0",
    "mnli": "MultiNLI dev: OANC, CC BY and CC BY-SA by genre",
    "snli": "SNLI dev and test: CC BY-SA 4.0",
    "scitail": "SciTail dev: Apache-2.0",
    "fever_symmetric": "FEVER Symmetric: CC BY-SA 3.0",
    "fool_me_twice": "FoolMeTwice dev: Apache-2.0, evidence CC BY-SA",
    "rte_fever": "FEVER dev pairs: annotations CC BY-SA 3.0, text Wikipedia CC BY-SA",
    "wice": "WiCE non-supported tokens, training part: ODC-BY, Wikipedia CC BY-SA",
}
LEFT_OUT: Mapping[str, str] = {
    "RTE (nli_dev_mix)": "no explicit licence",
    "SQuADShifts reddit and amazon": "third-party user content without a licence of its own",
    "nqg_squad_sentences dev part": "it is the SQuAD 1.1 dev set, which holds our test questions",
    "QNLI dev (nli_dev_mix)": "cut from the SQuAD 1.1 dev set, which holds our test questions",
    "LiveQA-Med judgements (medquad)": "not needed",
    "multihop samples": "multi-hop questions; no single passage answers them",
}


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question and a text. Without spans and not `impossible`, the whole text answers."""

    source: str
    article: str
    question: str
    context: str
    spans: tuple[tuple[int, int], ...] = ()
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class PairRecord:
    """A statement and a text that bears it, contradicts it, or neither.

    `not_entailed` is "neutral or contradicted, the set does not say which". `group` keeps pairs
    that must not be split between training and test together.
    """

    source: str
    statement: str
    evidence: str
    label: Label
    group: str = field(default="")


_TOKENS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
    "-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "-lcb-": "{", "-rcb-": "}",
    "``": '"', "''": '"', "-COLON-": ":",
}  # fmt: skip
_TOKEN = re.compile("|".join(re.escape(token) for token in _TOKENS))
_GAP = re.compile(r"\s+([.,;:!?)\]}%]|'s\b|n't\b)|([(\[{$])\s+")


def plain(text: str) -> str:
    """Undo treebank tokens and their spacing: `-LRB- 1902 -RRB-` becomes `(1902)`."""
    text = _TOKEN.sub(lambda found: _TOKENS[found.group()], text)
    text = _GAP.sub(lambda found: found.group(1) or found.group(2), text)
    return re.sub(r"\s+", " ", text).strip()


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def _json(path: Path) -> Any:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return json.load(stream)


def read_squad(path: Path, source: str) -> Iterator[QuestionRecord]:
    """A file in SQuAD format, 1.1 or 2.0."""
    for number, article in enumerate(_json(path)["data"]):
        title = str(article.get("title") or number)
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                spans = {
                    (a["answer_start"], a["answer_start"] + len(a["text"])) for a in qa["answers"]
                }
                yield QuestionRecord(
                    source,
                    f"{source}:{title}",
                    qa["question"].strip(),
                    paragraph["context"],
                    tuple(sorted(spans)),
                    bool(qa.get("is_impossible", False)),
                )


def read_qed(folder: Path) -> Iterator[QuestionRecord]:
    """QED: Natural Questions with paragraph and answer spans; the text stays tokenised."""
    for path in sorted(folder.glob("*.jsonlines.gz")):
        for line in _lines(path):
            row = json.loads(line)
            spans = tuple((s, e) for s, e in row.get("answer_spans", ()))
            if not spans and path.name.startswith("qed-dev"):
                spans = tuple(
                    (s, e) for a in row.get("original_nq_answers", ()) for s, e in _qed_spans(a)
                )
            if spans:
                yield QuestionRecord(
                    "qed",
                    f"qed:{row['title_text']}",
                    row["question_text"],
                    row["paragraph_text"],
                    spans,
                )


def _qed_spans(answer: Any) -> Iterator[tuple[int, int]]:
    for entry in answer if isinstance(answer, list) else [answer]:
        if isinstance(entry, dict) and "start" in entry:
            yield int(entry["start"]), int(entry["end"])


def read_nq_oracle(path: Path) -> Iterator[QuestionRecord]:
    """NQ-open questions with the gold passage; answers are found by their words."""
    for line in _lines(path):
        row = json.loads(line)
        gold = next((c for c in row["ctxs"] if c.get("isgold")), None)
        if gold is None:
            continue
        text = gold["text"]
        spans = {
            (found.start(), found.end())
            for answer in row["answers"]
            for found in [re.search(re.escape(answer), text, re.IGNORECASE)]
            if found
        }
        if spans:
            yield QuestionRecord(
                "nq_open_oracle", f"nq:{gold['title']}", row["question"], text, tuple(sorted(spans))
            )


def read_nqg(folder: Path) -> Iterator[QuestionRecord]:
    """Lower-cased SQuAD sentences with their questions: the test part only (see `LEFT_OUT`)."""
    pairs = zip(_lines(folder / "src-test.txt.gz"), _lines(folder / "tgt-test.txt.gz"), strict=True)
    for number, (sentence, question) in enumerate(pairs):
        # Lines follow the articles; sixty lines are about one article's worth of neighbours.
        yield QuestionRecord(
            "nqg_squad_sentences", f"nqg:{number // 60}", plain(question), plain(sentence)
        )


def read_qamr(folder: Path) -> Iterator[QuestionRecord]:
    """QAMR: questions over single sentences; one valid question per answer."""
    sentences = dict(line.split("\t", 1) for line in _lines(folder / "wiki-sentences.tsv.gz"))
    for part in ("dev", "test"):
        seen: set[tuple[str, str]] = set()
        for line in _lines(folder / f"filtered_{part}.tsv.gz"):
            row = line.split("\t")
            key, question, tokens = row[0], row[5], row[6]
            if key not in sentences or (key, tokens) in seen or not tokens.strip():
                continue
            seen.add((key, tokens))
            words = sentences[key].split(" ")
            numbers = [int(n) for n in tokens.split()]
            if numbers != list(range(numbers[0], numbers[-1] + 1)) or numbers[-1] >= len(words):
                continue
            start = len(" ".join(words[: numbers[0]])) + (numbers[0] > 0)
            end = start + len(" ".join(words[numbers[0] : numbers[-1] + 1]))
            article = ":".join(key.split(":")[:3])
            yield QuestionRecord("qamr", article, question, sentences[key], ((start, end),))


def read_medquad(path: Path) -> Iterator[QuestionRecord]:
    """MedQuAD: questions of health pages with their answers; no spans."""
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".xml") else None
            if stream is None:
                continue
            root = ElementTree.parse(io.BytesIO(stream.read())).getroot()
            for pair in root.iter("QAPair"):
                question = (pair.findtext("Question") or "").strip()
                answer = re.sub(r"\s+", " ", pair.findtext("Answer") or "").strip()
                if question and len(answer) > 40:
                    yield QuestionRecord("medquad", f"medquad:{member.name}", question, answer)


def read_questions(data: Path) -> Iterator[QuestionRecord]:
    """Every question set, in a fixed order."""
    train = data / "train"
    yield from read_squad(train / "squad_v2" / "train-first11-v2.0.json.gz", "squad_v2")
    yield from read_squad(train / "squadshifts" / "new_wiki_v1.0.json.gz", "squadshifts_wiki")
    yield from read_qed(train / "qed")
    yield from read_nq_oracle(train / "nq_open_oracle" / "nq-open-oracle.jsonl.gz")
    yield from read_squad(train / "covid_qa" / "200423_covidQA.json.gz", "covid_qa")
    yield from read_nqg(train / "nqg_squad_sentences")
    yield from read_qamr(train / "qamr")
    yield from read_medquad(train / "medquad" / "medquad_xml.tar.gz")


_NAMES: Mapping[str, Label] = {
    "entailment": "entailed", "neutral": "neutral", "contradiction": "contradicted",
    "not_entailment": "not_entailed", "SUPPORTS": "entailed", "REFUTES": "contradicted",
}  # fmt: skip


def _read_nli_csv(path: Path, source: str) -> Iterator[PairRecord]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["label"] in _NAMES:
                yield PairRecord(
                    source, row["hypothesis"].strip(), row["premise"].strip(), _NAMES[row["label"]],
                    f"{source}:{row['premise'].strip()}",
                )  # fmt: skip


def read_nli_mix(folder: Path) -> Iterator[PairRecord]:
    """MultiNLI dev, SNLI dev and test, SciTail dev."""
    for source in ("mnli", "snli", "scitail"):
        yield from _read_nli_csv(folder / f"{source}_dev.csv.gz", source)
    rows = zip(
        *(_lines(folder / f"snli_test_{part}.txt.gz") for part in ("s1", "s2", "labels")),
        strict=True,
    )
    for premise, hypothesis, label in rows:
        if label in _NAMES:
            yield PairRecord(
                "snli", plain(hypothesis), plain(premise), _NAMES[label], f"snli:{premise}"
            )


def read_fever_symmetric(folder: Path) -> Iterator[PairRecord]:
    """All three files; many claims recur, so pairs are kept once."""
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.jsonl.gz")):
        for line in _lines(path):
            row = json.loads(line)
            claim, evidence = (
                plain(row["claim"]),
                plain(row.get("evidence_sentence") or row["evidence"]),
            )
            if row["label"] in _NAMES and (claim, evidence) not in seen:
                seen.add((claim, evidence))
                yield PairRecord(
                    "fever_symmetric",
                    claim,
                    evidence,
                    _NAMES[row["label"]],
                    f"fever:{claim.casefold()}",
                )


def read_fool_me_twice(path: Path) -> Iterator[PairRecord]:
    """Claims written to deceive, with gold evidence (and the same amid retrieved sentences)."""
    for line in _lines(path):
        row = json.loads(line)
        gold = " ".join(plain(e["text"]) for e in row["gold_evidence"])
        claim = str(row.get("text") or row.get("claim") or "").strip()
        if not claim or not gold:
            continue
        label, group = _NAMES[row["label"]], f"fm2:{row['id']}"
        yield PairRecord("fool_me_twice", claim, gold, label, group)
        retrieved = [plain(e["text"]) for e in row.get("retrieved_evidence", ())[:3]]
        others = [text for text in retrieved if text and text not in gold]
        if others:
            yield PairRecord(
                "fool_me_twice", claim, " ".join([*others[:1], gold, *others[1:]]), label, group
            )


def read_rte_fever(folder: Path) -> Iterator[PairRecord]:
    """FEVER dev claims with evidence text, two labels."""
    parts = (_lines(folder / f"{name}.txt.gz") for name in ("premise", "hypothesis", "label"))
    for premise, claim, label in zip(*parts, strict=True):
        claim = plain(claim)
        yield PairRecord(
            "rte_fever", claim, plain(premise), _NAMES[label.strip()], f"fever:{claim.casefold()}"
        )


def read_wice(path: Path) -> Iterator[PairRecord]:
    """WiCE training claims: partially supported, with the tokens that no source bears.

    Each gives its claim against the sentences that bear part of it and the web text around them
    (never borne whole), and the claim without those tokens where that leaves a clause (borne).
    """
    for line in _lines(path):
        row = json.loads(line)
        claim, page, group = row["claim"], row["evidence"], f"wice:{row['claim']}"
        borne = _without(row["claim_tokens"], row["non_supported_spans"])
        for numbers in row["supporting_sentences"][:2]:
            known = [i for i in numbers if i < len(page)]
            if not known:
                continue
            text = " ".join(page[i] for i in known)
            wide = " ".join(page[max(0, known[0] - 2) : known[-1] + 3])
            for evidence in (text, wide) if known[-1] - known[0] < 8 else (text,):
                yield PairRecord("wice", claim, evidence, "not_entailed", group)
                if borne:
                    yield PairRecord("wice", borne, evidence, "entailed", group)


_NO_SUBJECT = frozenset("was were is are has had and or of by in on at for".split())
_NO_END = frozenset(
    "a an the of in on at to by for from with and or was were is are be been has had as his her "
    "its their that which who".split()
)


def _without(tokens: list[str], dropped: list[bool]) -> str:
    """A claim without its unsupported tokens: one run at its beginning or end, else nothing."""
    kept = [not drop for drop in dropped[: len(tokens)]]
    words = [token for token, keep in zip(tokens, kept, strict=True) if keep and token.isalnum()]
    runs = sum(a != b for a, b in itertools.pairwise(kept))
    ends = not kept[0] or (len(kept) > 1 and not kept[-2])
    if len(words) < 5 or runs > 2 or not ends:
        return ""
    if words[0].lower() in _NO_SUBJECT or words[-1].lower() in _NO_END:
        return ""
    text = plain(" ".join(t for t, keep in zip(tokens, kept, strict=True) if keep)).strip(" ,;")
    return text[0].upper() + text[1:]


def read_pairs(data: Path) -> Iterator[PairRecord]:
    """Every statement set, in a fixed order."""
    train = data / "train"
    yield from read_nli_mix(train / "nli_dev_mix")
    yield from read_fever_symmetric(train / "fever_symmetric")
    yield from read_fool_me_twice(train / "fool_me_twice" / "dev.jsonl.gz")
    yield from read_rte_fever(train / "rte_fever_dev")
    yield from read_wice(train / "wice" / "non_supported_tokens_train.jsonl.gz")
