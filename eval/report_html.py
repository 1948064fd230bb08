"""The run as one HTML file: no script, no font, no picture from elsewhere; opens from a mail.

Everything that comes from documents, questions or models goes through `html.escape` (`_t`), once,
where it enters the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from .charts import bars, curve
from .metrics.covering import gold_groups, is_right
from .metrics.table import GROUPS
from .records import Cited, Evidence, Response
from .report import grader_line, show_interval, show_number
from .summary import Case, Miss, Summary

WORST = 20
_GROUP_NOTES = {
    "overall": "Every question counts: a right answer where the documents say, a refusal where "
    "they do not.",
    "evidence": "Is the gold cited, and is what is cited gold? Half of a gold quote's characters "
    "must be cited. No model involved.",
    "proof": "Do the citations prove what they claim to quote? Looked up in the documents.",
    "entailment": "Do the quotes bear the sentences (ALCE, repaired)?",
    "answers": "Words against gold answers; sentences rarely match a short answer exactly.",
    "abstention": "Does it speak when the documents do, and keep silent when they don't?",
    "attribution": "The right document, and the right mouth. A wrong speaker scores -1, none 0.",
    "viewpoints": "Where sources differ: every side told, none invented.",
    "retrieval": "Search alone, before any answer. A passage counts when it covers half a quote.",
    "cost": "Lower is better.",
}


def render_html(
    summary: Summary,
    misses: Sequence[Miss] = (),
    against: tuple[Summary, Summary] | None = None,
) -> str:
    """The whole report.

    Args:
        summary: of the run.
        misses: minimums that were not reached.
        against: the searches of the product (compared with the rival's) and of the rival.
    """
    style = files("eval").joinpath("report.css").read_text(encoding="utf-8")
    body = [
        _head(summary),
        _misses(misses),
        _charts(summary),
        _tables(summary),
        _changes(summary),
        _rival(*against) if against else "",
        _worst(summary),
        _foot(summary),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_t(summary.name)} - Vouch eval</title><style>{style}</style></head>"
        f"<body><main>{''.join(part for part in body if part)}</main></body></html>\n"
    )


def _t(text: object) -> str:
    return escape(str(text), quote=True)


def _head(summary: Summary) -> str:
    facts = [f"{summary.count:,} questions", f"engine {_t(summary.engine)}"]
    if summary.failures:
        facts.append(f"<strong>{summary.failures} failed</strong>, counted as worst")
    if summary.fallbacks:
        facts.append(f"{summary.fallbacks} answered word for word: the model failed them")
    if summary.unlocated:
        facts.append(f"{summary.unlocated} gold quotes stand in no document as indexed")
    if summary.index:
        facts.append(
            f"{summary.index.get('documents', 0):,.0f} documents indexed in "
            f"{summary.index.get('seconds', 0):.1f} s"
        )
    return f"<header><h1>{_t(summary.name)}</h1><p>{' · '.join(facts)}</p></header>"


def _misses(misses: Sequence[Miss]) -> str:
    if not misses:
        return ""
    rows = (
        f"<li><code>{_t(m.name)}</code>: wanted {m.wanted:g}, "
        f"{'no such number' if m.value is None else f'got {m.value:.4g}'}</li>"
        for m in misses
    )
    return f'<section class="missed"><h2>Minimums missed</h2><ul>{"".join(rows)}</ul></section>'


def _charts(summary: Summary) -> str:
    parts = []
    if len(summary.types) > 1:
        caption = "Right, by type of question"
        parts.append(f"<figure><figcaption>{caption}</figcaption>{bars(summary.types)}</figure>")
    if summary.curve:
        caption = "Accuracy against coverage: surest answers first"
        parts.append(f"<figure><figcaption>{caption}</figcaption>{curve(summary.curve)}</figure>")
    return f'<section class="charts">{"".join(parts)}</section>' if parts else ""


def _tables(summary: Summary) -> str:
    out = []
    for group in GROUPS:
        lines = [line for line in summary.lines if line.metric.group == group]
        if not lines:
            continue
        note = _GROUP_NOTES.get(group, "")
        if group == "entailment":
            note += f" Judged by {grader_line(summary)}."
        rows = "".join(
            f"<tr><th scope='row'>{_t(ln.metric.name)}<small>{_t(ln.metric.about)}</small></th>"
            f"<td class='n'>{_t(show_number(ln.metric, ln.interval.value))}</td>"
            f"<td class='n'>{_t(show_number(ln.metric, ln.interval.low))} to "
            f"{_t(show_number(ln.metric, ln.interval.high))}</td>"
            f"<td class='n'>{ln.interval.count}</td></tr>"
            for ln in lines
        )
        out.append(
            f"<section><h2>{_t(group.capitalize())}</h2><p class='note'>{_t(note)}</p>"
            "<div class='wide'><table><thead><tr>"
            "<th>metric</th><th class='n'>mean</th><th class='n'>95 % interval</th>"
            f"<th class='n'>questions</th></tr></thead><tbody>{rows}</tbody></table></div>"
            "</section>"
        )
    return "".join(out)


def _changes(summary: Summary) -> str:
    if not summary.changes:
        return ""
    rows = []
    for change in summary.changes:
        d, metric = change.difference, change.metric
        gain = d.value if metric.higher_is_better else -d.value
        kind = "" if d.p >= 0.05 else ("up" if gain > 0 else "down")
        rows.append(
            f"<tr class='{kind}'><th scope='row'>{_t(metric.name)}</th>"
            f"<td class='n'>{'+' if d.value > 0 else ''}{_t(show_number(metric, d.value))}</td>"
            f"<td class='n'>{_t(show_number(metric, d.low))} to "
            f"{_t(show_number(metric, d.high))}</td><td class='n'>{d.p:.3f}</td>"
            f"<td class='n'>{d.better} / {d.worse} of {d.count}</td></tr>"
        )
    return (
        f"<section><h2>What changed against {_t(summary.baseline)}</h2><p class='note'>Paired on "
        "the questions both runs have; coloured where p &lt; 0.05 (sign-flip permutation, not "
        "corrected for the number of rows).</p><div class='wide'><table><thead><tr><th>metric</th>"
        "<th class='n'>change</th><th class='n'>95 % interval</th><th class='n'>p</th>"
        f"<th class='n'>larger / smaller</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</div></section>"
    )


def _rival(ours: Summary, theirs: Summary) -> str:
    rows = []
    for change in ours.changes:
        metric, d = change.metric, change.difference
        mine, other = ours.value(metric.name), theirs.value(metric.name)
        if mine is None or other is None:
            continue
        rows.append(
            f"<tr><th scope='row'>{_t(metric.name)}</th>"
            f"<td class='n'>{_t(show_number(metric, mine))}</td>"
            f"<td class='n'>{_t(show_number(metric, other))}</td>"
            f"<td class='n'>{_t(show_number(metric, d.low))} to "
            f"{_t(show_number(metric, d.high))}</td><td class='n'>{d.p:.3f}</td></tr>"
        )
    for key, unit in (("seconds", "s"), ("bytes", "bytes")):
        cells = "".join(
            f"<td class='n'>{made.index.get(key, 0):,.1f}</td>" for made in (ours, theirs)
        )
        if ours.index and theirs.index:
            rows.append(f"<tr><th scope='row'>index, {unit}</th>{cells}<td></td><td></td></tr>")
    return (
        f"<section><h2>Search against the stock {_t(theirs.engine)} pipeline</h2><p class='note'>"
        "Same texts, same questions, one run. It retrieves only; it has no answers to compare.</p>"
        f"<div class='wide'><table><thead><tr><th>metric</th><th class='n'>Vouch</th><th class='n'>"
        f"{_t(theirs.engine)}</th><th class='n'>difference, 95 %</th><th class='n'>p</th></tr>"
        f"</thead><tbody>{''.join(rows)}</tbody></table></div></section>"
    )


def _worst(summary: Summary) -> str:
    worst = summary.worst(WORST)
    if not worst:
        return "<section><h2>Worst answers</h2><p>None: every scaled metric is 1.</p></section>"
    cards = "".join(_card(case) for case in worst)
    return f"<section><h2>The {len(worst)} worst answers</h2>{cards}</section>"


def _card(case: Case) -> str:
    gold = case.gold
    low = sorted((v, n) for n, v in case.scores.items() if v <= 0 and n not in _COSTS)
    zeros = ", ".join(_t(name) for _, name in low[:8])
    return (
        f"<article><h3>{_t(gold.case.question)}</h3><p class='note'>{_t(gold.case.id)} · "
        f"{_t(gold.case.type)} · {1 - case.badness:.2f}"
        f"{f' · zero on {zeros}' if zeros else ''}</p><div class='pair'>"
        f"<div><h4>Gold</h4>{_gold(case)}</div><div><h4>Answer</h4>{_answer(case)}</div>"
        "</div></article>"
    )


_COSTS = {
    "seconds", "peak_megabytes", "cited_characters", "lead_in_characters", "context_characters",
    "retrieved_characters",
}  # fmt: skip


def _gold(case: Case) -> str:
    gold = case.gold.case
    out = []
    if not gold.answerable:
        out.append("<p>The documents do not say.</p>")
    if gold.answers:
        out.append(f"<p>{_t(' / '.join(gold.answers))}</p>")
    if gold.nuggets:
        out.append(_list(_t(nugget) for nugget in gold.nuggets))
    for number, group in enumerate(gold.evidence):
        located = number < len(case.gold.groups) and bool(case.gold.groups[number])
        out.append(_quotes(group, located=located))
    if gold.relevant and not gold.evidence:
        out.append(f"<p>in {_t(', '.join(list(gold.relevant)[:6]))}</p>")
    return "".join(out)


def _quotes(group: Iterable[Evidence], *, located: bool) -> str:
    quotes = " <i>or</i> ".join(
        f"<q>{_t(_cut(e.quote))}</q> <span class='file'>{_t(e.file)}</span>" for e in group
    )
    lost = "" if located else " <strong>stands in no document as indexed</strong>"
    return f"<blockquote>{quotes}{lost}</blockquote>"


def _answer(case: Case) -> str:
    response = case.response
    if response.error is not None:
        return f"<p class='bad'>Failed: {_t(response.error)}</p>"
    if not response.statements:
        return (
            f"<p>{'It said that the documents do not say.' if response.abstained else 'Empty.'}</p>"
        )
    out = []
    for said in response.statements:
        cites = "".join(_citation(case, c) for c in said.citations)
        out.append(
            f"<p><span class='lead'>{_t(said.lead_in)}</span>{_t(said.text)} "
            f"<span class='file'>{_t(said.support)}</span></p>{cites}"
        )
    if response.invented:
        out.append(f"<p class='bad'>Invented markers: {_t(', '.join(response.invented))}</p>")
    return "".join(out) + _short(response)


def _citation(case: Case, citation: Cited) -> str:
    groups = gold_groups(case.gold)
    kind = "good" if is_right(citation, groups) else ("bad" if groups else "")
    voices = " ← ".join(voice.name for voice in citation.voices)
    says = f" · said by {_t(voices)}" if voices else ""
    where = f", page {citation.page}" if citation.page is not None else ""
    return (
        f"<blockquote class='{kind}'><q>{_t(_cut(citation.quote))}</q> "
        f"<span class='file'>[{citation.marker}] {_t(citation.file)}{where}{says}</span>"
        "</blockquote>"
    )


def _short(response: Response) -> str:
    if not response.short_answers:
        return ""
    return f"<p class='note'>Short: {_t(' / '.join(response.short_answers))}</p>"


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _cut(text: str, most: int = 600) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _foot(summary: Summary) -> str:
    made = ", ".join(f"{k} {v}" for k, v in summary.made.items())
    shown = show_interval(summary.lines[0].metric, summary.lines[0].interval)
    return (
        f"<footer><p>Made with {_t(made)}. Intervals: percentile bootstrap over questions, "
        "Wilson's where all are alike. Missing is counted, not skipped: a failed question scores "
        f"worst. First row as text: {_t(' '.join(shown.split()))}.</p></footer>"
    )
