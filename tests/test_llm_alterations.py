"""True sentences, and the same ones altered, offered by a model as statements of the sample.

Altered statements shown: none. True whole sentences refused: at most one in a hundred.
"""

import random
import re

import pytest

from index.corpus import Corpus
from index.records import RegionKind
from index.sample_corpus import sample_folder
from retrieval.drafts import Draft
from retrieval.evidence import cite_span
from retrieval.judges import load_judges
from retrieval.llm_proof import Proof
from retrieval.llm_settings import LLMSettings
from retrieval.prompts import Offered

pytestmark = pytest.mark.slow
EACH = 60


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with Corpus.open(tmp_path_factory.mktemp("corpus"), embeddings="hashing") as opened:
        opened.add([sample_folder()])
        yield opened


@pytest.fixture(scope="module")
def pool(corpus):
    found = []
    for source in corpus.sources():
        text = corpus.document(source.id).text
        for sentence in corpus.sentences(source.id):
            words = " ".join(sentence.span.of(text).split())
            body = sentence.kind in (RegionKind.BODY, RegionKind.NOTES)
            if body and 7 <= len(words.split()) <= 45 and "?" not in words and "*" not in words:
                found.append((source.id, sentence.span, words))
    random.Random(7).shuffle(found)
    return found


def prove(corpus, text, places):
    verifier = load_judges().verifier
    if verifier is None:
        pytest.skip("no support model is shipped")
    offered = [Offered(n, None, 0, cite_span(corpus, *p)) for n, p in enumerate(places, 1)]
    draft = Draft(text, tuple(range(1, len(places) + 1)))
    return Proof(corpus, offered, verifier, LLMSettings()).prove(draft)


def passes(statement):
    return statement.support in LLMSettings().passing


def change(pattern, replacement):
    def alter(text):
        altered = re.sub(pattern, replacement, text, count=1)
        return altered if altered != text else None

    return alter


SWAPPED = {"all": "some", "every": "some", "most": "all", "some": "all", "half": "all"}
ALTERATIONS = {
    "digit": change(r"\d", lambda m: str((int(m[0]) + 3) % 10)),
    "lost negation": change(r"\b(?:not|never|no)\s", ""),
    "new negation": change(r"\b(was|were|is|are|had|has|did|could)\b(?! not)", r"\1 not"),
    "lost hedge": change(r"\b(?:may|might|about|perhaps|probably|nearly|almost|could)\s", ""),
    "look-alike": change(r"(?<=\w)o(?=\w)", "\u043e"),
    "name": change(r"(?<=[a-z,] )[A-Z][a-z]{3,}", "Velmora"),
    "quantifier": change(rf"\b({'|'.join(SWAPPED)})\b", lambda m: SWAPPED[m[1]]),
    "condition": change(r",? (?:if|unless|although|but) .*", "."),
}


@pytest.mark.parametrize("kind", ALTERATIONS)
def test_an_altered_sentence_is_never_shown(corpus, pool, kind):
    tried, shown = 0, []
    for source_id, span, text in pool:
        altered = ALTERATIONS[kind](text)
        if altered is None or len(altered.split()) < 4:
            continue
        tried += 1
        statement = prove(corpus, altered, [(source_id, span)])
        if passes(statement):
            shown.append((altered, text))
        if tried == EACH:
            break
    assert tried >= 15
    assert shown == []


def test_a_sentence_of_another_place_or_of_two_halves_is_never_shown(corpus, pool):
    rng = random.Random(11)
    for _ in range(EACH):
        one, two = rng.sample(pool, 2)
        assert not passes(prove(corpus, one[2], [two[:2]])), (one[2], two[2])
        left, right = one[2].split(), two[2].split()
        glued = " ".join(left[: len(left) // 2] + right[len(right) // 2 :])
        assert not passes(prove(corpus, glued, [one[:2], two[:2]])), glued


def test_true_sentences_pass(corpus, pool):
    refused = [t for s, span, t in pool[:300] if not passes(prove(corpus, t, [(s, span)]))]
    assert len(refused) <= 3, refused


def test_a_citation_beside_the_true_one_is_dropped(corpus, pool):
    rng = random.Random(13)
    for _ in range(EACH):
        one, two = rng.sample(pool, 2)
        statement = prove(corpus, one[2], [two[:2], one[:2]])
        assert [c.span for c in statement.citations] == [one[1]]
