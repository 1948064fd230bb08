from __future__ import annotations

import io
import threading
from itertools import islice
from pathlib import Path

import pytest
from corpora import contents
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from index.errors import LoadError
from index.limits import Limits
from index.loaders import load
from index.records import BlockKind, Parsed

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("x", parent=STYLES["BodyText"], fontSize=11, leading=14, alignment=TA_JUSTIFY)


def read(data: bytes, **limits) -> Parsed:
    return load(Path("a.pdf"), data, limits=Limits(**limits))


def drawn(
    *pages: list[tuple[float, float, str]], size: float = 11, font: str = "Helvetica", **info
) -> bytes:
    buffer = io.BytesIO()
    page_canvas = canvas.Canvas(buffer, pagesize=A4)
    for key, value in info.items():
        getattr(page_canvas, f"set{key}")(value)
    for lines in pages:
        page_canvas.setFont(font, size)
        for x, y, text in lines:
            page_canvas.drawString(x, y, text)
        page_canvas.showPage()
    page_canvas.save()
    return buffer.getvalue()


def column(*lines: str, x: float = 72, top: float = 700) -> list[tuple[float, float, str]]:
    return [(x, top - 14 * i, line) for i, line in enumerate(lines)]


def story(flowables, decorate=None) -> bytes:
    buffer = io.BytesIO()
    keep = decorate or (lambda _canvas, _doc: None)
    SimpleDocTemplate(buffer, pagesize=A4).build(flowables, onFirstPage=keep, onLaterPages=keep)
    return buffer.getvalue()


LINE = "The council of the valley met on Monday and talked about the mill for {} hours before"


def test_lines_of_a_paragraph_are_joined_and_hyphens_dropped():
    parsed = read(
        drawn(
            column(
                "The council met to talk about the inter-",
                "national river commission and its well-",
                "known rules; the well-known rules were",
                "read out by Mr. Holm, then by Anna-",
                "Lena Sample.",
            )
        )
    )
    assert parsed.text == (
        "The council met to talk about the international river commission and its well-known "
        "rules; the well-known rules were read out by Mr. Holm, then by Anna-Lena Sample."
    )


def test_note_marks_become_superscripts():
    parsed = read(
        story([Paragraph("It was sold in 1950<super>12</super>. Then x<super>2</super>.", BODY)])
    )
    assert parsed.text == "It was sold in 1950¹². Then x²."


def test_headings_tables_and_paragraphs():
    parsed = read(
        story(
            [
                Paragraph("The Mill of Lower Holm", STYLES["Title"]),
                Paragraph("1. Beginnings", STYLES["Heading1"]),
                Paragraph(
                    LINE.format("three") + " it closed. " + LINE.format("four") + " supper.", BODY
                ),
                Paragraph("Second " + LINE.format("five") + " it rose.", BODY),
                Table([["Year", "Levy"], ["1950", "4.5"]], colWidths=[150, 150]),
                Spacer(1, 20),
                Paragraph("<b>A bold line of its own</b>", BODY),
                Paragraph("Third " + LINE.format("six") + " dawn.", BODY),
            ]
        )
    )
    assert contents(parsed, BlockKind.HEADING) == [
        "The Mill of Lower Holm",
        "1. Beginnings",
        "A bold line of its own",
    ]
    levels = [b.level for b in parsed.blocks if b.kind is BlockKind.HEADING]
    assert levels == [1, 1, 2]  # reportlab sets its title and first heading in one size
    assert contents(parsed, BlockKind.TABLE) == ["Year\tLevy", "1950\t4.5"]
    assert [c[:6] for c in contents(parsed, BlockKind.PARAGRAPH)] == ["The co", "Second", "Third "]


def decorated(page_canvas, document):
    page_canvas.setFont("Helvetica", 9)
    page_canvas.drawString(72, A4[1] - 40, "Journal of Mills")
    page_canvas.drawCentredString(A4[0] / 2, 30, str(document.page + 40))


def test_running_heads_and_page_numbers_are_boilerplate_and_labels():
    flowables = [
        Paragraph(f"Paragraph {i}. " + (LINE.format(i) + " he closed it; ") * 5 + "done.", BODY)
        for i in range(30)
    ]
    parsed = read(story(flowables, decorated))
    assert len(parsed.pages) >= 3
    assert [page.label for page in parsed.pages] == [str(40 + page.number) for page in parsed.pages]
    heads = contents(parsed, BlockKind.BOILERPLATE)
    assert heads.count("Journal of Mills") == len(parsed.pages)
    body = contents(parsed, BlockKind.PARAGRAPH)
    # No head, foot or number stands inside a paragraph, also where it runs over a page.
    assert [text.count("done.") for text in body] == [1] * 30
    assert all("Journal" not in text for text in body)
    for text in body:
        assert " ".join(text.split()).startswith("Paragraph")


def test_a_running_head_of_two_pages_is_known_by_its_page_number():
    pages = [
        [
            (72, 800, f"Chapter {1 + i // 2}: the mill"),
            (500, 800, str(i + 7)),
            *column(LINE.format(i) + " supper"),
        ]
        for i in range(4)
    ]
    parsed = read(drawn(*pages))
    assert [page.label for page in parsed.pages] == ["7", "8", "9", "10"]
    assert len(contents(parsed, BlockKind.BOILERPLATE)) == 4


def test_a_sentence_over_a_page_break_is_one_block():
    first = column("The council met at the mill on Monday and", "everybody who had come agreed in")
    second = column("principle to the sale of the river.", "A second sentence closed it.")
    parsed = read(drawn([*first, (300, 30, "1")], [*second, (300, 30, "2")]))
    body = contents(parsed, BlockKind.PARAGRAPH)
    assert body[0].startswith(
        "The council met at the mill on Monday and everybody who had come "
        "agreed in\nprinciple to the sale of the river."
    )
    offset = parsed.text.index("principle")
    assert parsed.pages[0].span.end <= offset
    assert parsed.pages[1].span.start <= offset < parsed.pages[1].span.end
    assert contents(parsed, BlockKind.BOILERPLATE) == ["1", "2"]


def test_a_word_broken_over_a_page_goes_whole_onto_the_first():
    parsed = read(drawn(column("They signed the inter-"), column("national treaty there.")))
    assert parsed.text == "They signed the international\ntreaty there."


def test_footnotes_at_the_foot_are_notes():
    def noted(page_canvas, _document):
        page_canvas.setFont("Helvetica", 8)
        page_canvas.drawString(72, 70, "1 See the ledger of 1950, which nobody has read since, and")
        page_canvas.drawString(72, 60, "the letters kept with it.")
        page_canvas.drawString(72, 50, "2 Ibid.")

    parsed = read(story([Paragraph((LINE.format(3) + " noon. ") * 3, BODY)], noted))
    assert contents(parsed, BlockKind.NOTE) == [
        "1 See the ledger of 1950, which nobody has read since, and the letters kept with it.",
        "2 Ibid.",
    ]


def test_lines_of_a_table_of_contents_stay_apart():
    lines = [
        f"{i}. Chapter about the mill " + ". " * (30 - 2 * i) + str(4 * i) for i in range(1, 6)
    ]
    parsed = read(drawn(column(*lines)))
    assert contents(parsed) == [" ".join(line.split()) for line in lines]


def test_short_lines_stay_apart():
    lines = ["Ada Example", "12 Mill Lane", "and the weir", "Holm"]
    long = LINE.format("three") + " supper"
    parsed = read(drawn([*column(*lines), *column(long, long.lower(), top=600)]))
    assert contents(parsed) == [*lines, f"{long} {long.lower()}"]


def test_a_narrow_table_keeps_its_rows():
    rows = [("Year", "Levy", "Paid by whom"), ("1950", "4.5", "never paid")]
    places = (72, 110, 150)
    cells = [
        (x, 700.0 - 14 * i, text)
        for i, row in enumerate(rows)
        for x, text in zip(places, row, strict=True)
    ]
    parsed = read(drawn([*cells, *column(LINE.format("three") + " supper", top=640)]))
    assert contents(parsed, BlockKind.TABLE) == ["\t".join(row) for row in rows]


def test_two_columns_keep_their_order():
    left = column(*[f"left line {i} goes on about the mill" for i in range(8)], x=60)
    right = column(*[f"right line {i} goes on about the weir" for i in range(8)], x=320)
    parsed = read(drawn([*left, *right]))
    assert parsed.text.index("left line 7") < parsed.text.index("right line 0")
    assert len(contents(parsed, BlockKind.PARAGRAPH)) <= 2


def test_rotated_pages_read_like_unrotated_ones():
    import pypdfium2

    data = drawn(column(*[LINE.format(i) for i in range(6)]))
    pdf = pypdfium2.PdfDocument(data)
    pdf[0].set_rotation(90)
    buffer = io.BytesIO()
    pdf.save(buffer)
    pdf.close()
    assert read(buffer.getvalue()).text == read(data).text


def test_declared_page_labels():
    data = drawn(column("One page here."), column("Two pages here."))
    labelled = data.replace(
        b"/Type /Catalog", b"/PageLabels << /Nums [ 0 << /S /r /St 9 >> ] >> /Type /Catalog"
    )
    assert [page.label for page in read(labelled).pages] == ["ix", "x"]


@pytest.mark.parametrize(
    ("title", "author", "declared"),
    [
        (
            "The Mill of Holm",
            "Ada Example",
            {"title": "The Mill of Holm", "authors": ("Ada Example",)},
        ),
        ("Microsoft Word - mill.docx", "Microsoft Office User", {}),
        ("untitled", "anonymous", {}),
        ("mill_final.pdf", "User", {}),
        ("print.html", "", {}),
        ("", "Valley Water Agency", {"publisher": "Valley Water Agency"}),
        (
            "",
            "Independent Inquiry into the Flood",
            {"publisher": "Independent Inquiry into the Flood"},
        ),
        ("", "Valley News Desk", {}),
        (
            "The Mill",
            "Ada Example; Ben Sample",
            {"title": "The Mill", "authors": ("Ada Example", "Ben Sample")},
        ),
    ],
)
def test_information_dictionary(title, author, declared):
    data = drawn(column("Words on a page."), Title=title, Author=author, Creator="Writer")
    assert dict(read(data).declared) == declared


def test_encrypted_is_refused_with_the_reason():
    buffer = io.BytesIO()
    page_canvas = canvas.Canvas(buffer, encrypt="secret")
    page_canvas.drawString(72, 700, "Words")
    page_canvas.save()
    with pytest.raises(LoadError, match="needs a password"):
        read(buffer.getvalue())


def test_a_page_without_text_is_refused_or_noted():
    with pytest.raises(LoadError, match="no text layer") as caught:
        read(drawn([]))
    assert "OCR" in caught.value.fix
    parsed = read(drawn(column("Words here."), []))
    assert parsed.notices == ("1 of 2 pages hold no text (pictures or blank).",)


def test_page_limit_at_and_past():
    data = drawn(*[column(f"Page {i}.") for i in range(4)])
    assert len(read(data, pages=4).pages) == 4
    assert len(read(data, pages=5).pages) == 4
    with pytest.raises(LoadError, match="4 pages; the limit is 3"):
        read(data, pages=3)


def test_truncated_and_broken_files_are_refused():
    data = drawn(*[column(LINE.format(i)) for i in range(5)])
    for cut in (b"%PDF-1.7", data[:200], b"%PDF-1.7\n" + b"\x00garbage" * 50):
        with pytest.raises(LoadError) as caught:
            read(cut)
        assert caught.value.fix
    # Where the end alone is missing PDFium repairs the file.
    assert "council" in read(data[:-8]).text


def test_threads_may_read_at_once():
    data = drawn(*[column(*[LINE.format(i) for i in range(20)]) for _ in range(10)])
    expected = read(data)
    results: list[Parsed] = []
    threads = [threading.Thread(target=lambda: results.append(read(data))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 6


word = st.from_regex(r"[a-z]{2,10}", fullmatch=True)
sentence = st.lists(word, min_size=4, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")


def first_word(text: str) -> str:
    return text.split()[0]


def last_word(text: str) -> str:
    return text.split()[-1]


@given(
    st.lists(sentence, min_size=4, max_size=20, unique_by=(first_word, last_word)),
    st.lists(st.integers(1, 5), min_size=1, max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_planted_sentences_are_found_on_their_page(sentences, lengths):
    from reportlab.platypus import PageBreak

    # One line at the same place of three pages is a running line and no sentence, so none recurs.
    rest = iter(sentences)
    pages = [page for n in lengths if (page := list(islice(rest, n)))]
    flowables = []
    for page in pages:
        flowables += [Paragraph(text, BODY) for text in page]
        flowables.append(PageBreak())
    parsed = read(story(flowables))
    assert len(parsed.pages) == len(pages)
    for number, page in enumerate(pages):
        span = parsed.pages[number].span
        position = span.start
        for text in page:
            # A paragraph that happens to be as wide as its line may join the next one; its
            # sentence still stands word for word on its page.
            found = parsed.text.find(text, position, span.end)
            assert found >= 0, text
            position = found + len(text)
