from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.bylines import find_bylines
from index.dates import iso_date
from index.loaders import load
from index.names import is_institution_name, is_person, split_names, without_title
from index.records import Parsed

BODY = (
    "The council of the valley met on Monday and talked about the mill for three hours before it "
    "adjourned, because nobody could say who owned the water. On 4 May 1951 the miller, Jonas "
    "Holm, had sold it. Published accounts by Carl Writer differ, and the town of Holm wept.\n"
)


def read(head: str, tail: str = "", name: str = "a.txt") -> Parsed:
    return load(Path(name), f"{head}\n\n{BODY}\n{BODY}\n{tail}".encode())


def said(head: str, tail: str = "", name: str = "a.txt") -> dict[str, object]:
    parsed = read(head, tail, name)
    found = find_bylines(parsed)
    assert len({f.field for f in found}) == len(found)
    for finding in found:
        words = finding.span.of(parsed.text)
        if finding.field == "authors":
            assert all(author.split()[-1] in words for author in finding.value)
        elif finding.field == "published":
            assert iso_date(words) == finding.value
        elif finding.field in ("title", "publisher"):
            assert re.sub(r"[\\*]", "", words).split() == finding.value.split()
    return {finding.field: finding.value for finding in found}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Who Owns the Water?\n\nBy Ada Example | 12 March 2024",
            {
                "title": "Who Owns the Water?",
                "authors": ("Ada Example",),
                "published": "2024-03-12",
            },
        ),
        (
            "Who Owns the Water?\nby Ada Example and Ben A. Sample\nMarch 12, 2024",
            {
                "title": "Who Owns the Water?",
                "authors": ("Ada Example", "Ben A. Sample"),
                "published": "2024-03-12",
            },
        ),
        (
            "The mill affair\n\nAuthor: Dr. Cora de la Test, Holm College\nPublished: 2024-03-12",
            {
                "title": "The mill affair",
                "authors": ("Cora de la Test",),
                "published": "2024-03-12",
            },
        ),
        (
            "OPINION\n\nThe mill affair\n\nBy Ada Example, 12.03.2024",
            {
                "title": "The mill affair",
                "authors": ("Ada Example",),
                "genre": "opinion",
                "published": "2024-03-12",
            },
        ),
        (
            "The two mills and their weirs\n\nHolm Valley Institute comment, 09.02.2021¹",
            {
                "title": "The two mills and their weirs",
                "publisher": "Holm Valley Institute",
                "genre": "comment",
                "published": "2021-02-09",
            },
        ),
        (
            "The mill affair\nPosted on 3rd of May, 2022\nUpdated: 5 May 2022",
            {"title": "The mill affair", "published": "2022-05-03"},
        ),
        (
            "Interview\nThe miller speaks about the river\nMarch 2024",
            {
                "title": "The miller speaks about the river",
                "genre": "interview",
                "published": "2024-03",
            },
        ),
        (
            "“Nobody asked us”\nAn interview with Ben Sample, miller until 2019\nMay 2024",
            {
                "title": "“Nobody asked us”",
                "genre": "interview",
                "published": "2024-05",
            },
        ),
        (
            "Opinion | 12 March 2024\nThe mill must go back to us",
            {"title": "The mill must go back to us", "genre": "opinion", "published": "2024-03-12"},
        ),
    ],
)
def test_forms_of_bylines(head, expected):
    assert said(head) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Who owns the river?\n\nBy Ada Example\nHolm Courier, 29 January 2021",
            {
                "title": "Who owns the river?",
                "authors": ("Ada Example",),
                "publisher": "Holm Courier",
                "published": "2021-01-29",
            },
        ),
        (
            "VALLEY WATER AGENCY\n\nPress release\n\n9 August 2018\n\nThe valley keeps its word",
            {
                "title": "The valley keeps its word",
                "publisher": "VALLEY WATER AGENCY",
                "genre": "press_release",
                "published": "2018-08-09",
            },
        ),
        (
            "Memorandum on the weir\n\nTo: Ben Sample, Director\nFrom: Ada Example, Engineer",
            {
                "title": "Memorandum on the weir",
                "authors": ("Ada Example",),
            },
        ),
        (
            "Minutes of the weir\n\nHolm Institute, Holm, May 2019",
            {
                "title": "Minutes of the weir",
                "publisher": "Holm Institute",
                "published": "2019-05",
            },
        ),
        ("The long road home\n\nFrom: New York", {"title": "The long road home"}),
    ],
)
def test_newspapers_letterheads_and_memos(head, expected):
    assert said(head) == expected


@pytest.mark.parametrize("banner", ["PRESS RELEASE", "Media release", "**Press release**"])
def test_a_banner_a_house_and_a_date_above_the_headline(banner):
    head = (
        f"{banner}\n\nAgency for Weirs of Orm\nOrm, 3 May 2019\n\nAgency orders repair of Orm weir"
    )
    assert said(head) == {
        "title": "Agency orders repair of Orm weir",
        "publisher": "Agency for Weirs of Orm",
        "published": "2019-05-03",
        "genre": "press_release",
    }


@pytest.mark.parametrize(
    ("banner", "genre"), [("Op-ed", "opinion"), ("NEWS", "news"), ("MEMO", "other")]
)
def test_a_banner_is_no_title(banner, genre):
    assert said(f"{banner}\n\nThe wheel must turn\n\nBy Ada Example") == {
        "title": "The wheel must turn",
        "authors": ("Ada Example",),
        "genre": genre,
    }
    assert said(f"# {banner}\n\n## The wheel must turn\n", name="a.md") == {
        "title": "The wheel must turn",
        "genre": genre,
    }


@pytest.mark.parametrize(
    ("line", "house"),
    [
        ("Plain Wire, 3 May 2019", "Plain Wire"),
        ("The Beacon, 3 May 2019", "The Beacon"),
        ("Holm Observer, 3 May 2019", "Holm Observer"),
        ("Weir Service of Orm, Orm, 3 May 2019", "Weir Service of Orm"),
        ("Weir Service of Orm, 3 May 2019", "Weir Service of Orm"),
    ],
)
def test_who_issued_it_stands_before_the_date(line, house):
    found = said(f"Ministry reopens weir\n{line}")
    assert found == {
        "title": "Ministry reopens weir",
        "publisher": house,
        "published": "2019-05-03",
    }


@pytest.mark.parametrize(
    "line", ["Orm, 3 May 2019", "New Orm, 3 May 2019", "The Hague, 3 May 2019"]
)
def test_a_place_before_the_date_is_no_publisher(line):
    assert said(f"The wheel must turn\n{line}") == {
        "title": "The wheel must turn",
        "published": "2019-05-03",
    }


@pytest.mark.parametrize("writer", ["Ada Example", "By Ada Example"])
def test_an_institution_under_a_name_is_where_the_writer_works(writer):
    assert "publisher" not in said(f"The wheel must turn\n{writer}\nHolm Institute, 3 May 2019")


@pytest.mark.parametrize(
    "line",
    [
        "*The Orm Courier, 3 May 2019. By Ada Example*",
        "*By Ada Example, The Orm Courier, 3 May 2019*",
        "The Orm Courier | 3 May 2019 | By Ada Example",
        "By Ada Example | The Orm Courier | 3 May 2019",
        "_The Orm Courier, 3 May 2019 – by Ada Example_",
    ],
)
def test_writer_newspaper_and_date_on_one_line(line):
    assert said(f"# The wheel must turn\n\n{line}", name="a.md") == {
        "title": "The wheel must turn",
        "authors": ("Ada Example",),
        "publisher": "The Orm Courier",
        "published": "2019-05-03",
    }


@pytest.mark.parametrize("mark", ["# ", ""])
@pytest.mark.parametrize(
    "line",
    [
        "PhD thesis, Holm University, 2023",
        "Master's thesis, Holm University, Holm, 2023",
        "Doctoral dissertation | Holm University | 2023",
        "MA thesis (Holm University, 2023)",
    ],
)
def test_a_name_between_title_and_thesis_is_its_writer(mark, line):
    head = f"{mark}Whose Water? Mills and Law in Holm, 1811–1850\n\nAda Example\n\n{line}"
    assert said(head, name="a.md" if mark else "a.txt") == {
        "title": "Whose Water? Mills and Law in Holm, 1811–1850",
        "authors": ("Ada Example",),
        "publisher": "Holm University",
        "published": "2023",
        "genre": "thesis",
    }


def test_an_examiner_is_no_writer_of_a_thesis():
    head = "# Whose Water?\n\nProf. Ben Sample\n\nPhD thesis, Holm University, 2023"
    assert "authors" not in said(head, name="a.md")


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Minutes of the weir board, 9 May 2019", "2019-05-09"),
        ("Minutes of the extraordinary meeting of 9 May 2019", "2019-05-09"),
        ("Weir bulletin (May 2019)", "2019-05"),
        ("Letter to the millers of 9 May 2019", "2019-05-09"),
        ("Upstream, issue 12 (May 2019)", "2019-05"),
        ("Hearing of 9 May 2019", "2019-05-09"),
        ("The flood of 9 May 2019", None),
        ("The great flood (9 May 2019)", None),
        ("Report of the flood of 9 May 2019", None),
        ("Statement on the flood of 9 May 2019", None),
        ("Minutes of the meetings of 9 May 2019 and 3 June 2019", None),
    ],
)
def test_a_date_in_the_title(title, date):
    assert said(f"# {title}", name="a.md").get("published") == date


@pytest.mark.parametrize(
    ("line", "date"), [("March 2022", "2022-03"), ("Spring 2020", "2020"), ("Holm, 2020", "2020")]
)
def test_a_date_alone_under_the_title(line, date):
    assert said(f"The wheel must turn\n{line}") == {
        "title": "The wheel must turn",
        "published": date,
    }


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_title_with_a_year_is_no_place(name):
    mark = "# " if name == "a.md" else ""
    head = f"{mark}Annual Report 2021\n\nOrm Water Works, 30 April 2022\n\n{mark and '## 1. Weirs'}"
    assert said(head, name=name) == {
        "title": "Annual Report 2021",
        "publisher": "Orm Water Works",
        "published": "2022-04-30",
        "genre": "report",
    }


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "The Orm Courier\nThursday, 3 May 2019\n\nWeir opens again\nBy Ada Example",
            {
                "title": "Weir opens again",
                "authors": ("Ada Example",),
                "publisher": "The Orm Courier",
                "published": "2019-05-03",
            },
        ),
        (
            (
                "Title: The wheel must turn\nAuthor: Ada Example\nDate: 3 May 2019\n"
                "Publisher: The Orm Courier"
            ),
            {
                "title": "The wheel must turn",
                "authors": ("Ada Example",),
                "publisher": "The Orm Courier",
                "published": "2019-05-03",
            },
        ),
        (
            "MEMO\nTo: Ben Sample\nFrom: Ada Example\nDate: 3 May 2019\nSubject: Cracks in a weir",
            {
                "title": "Cracks in a weir",
                "authors": ("Ada Example",),
                "published": "2019-05-03",
                "genre": "other",
            },
        ),
        (
            "PRESS RELEASE | 3 May 2019\n\nOrm board raises toll",
            {
                "title": "Orm board raises toll",
                "published": "2019-05-03",
                "genre": "press_release",
            },
        ),
        (
            "Interview with Cora Test: “We wait”\nThe Beacon, 3 May 2019",
            {
                "title": "Interview with Cora Test: “We wait”",
                "publisher": "The Beacon",
                "published": "2019-05-03",
                "genre": "interview",
            },
        ),
        (
            "The wheel must turn\n3 May 2019, 10:15",
            {"title": "The wheel must turn", "published": "2019-05-03"},
        ),
    ],
)
def test_mastheads_labels_and_first_lines_that_are_titles(head, expected):
    assert said(head) == expected


def test_a_subject_under_a_heading_is_not_the_title():
    found = said("# The wheel must turn\n\nSubject: Cracks in the weir", name="a.md")
    assert found == {"title": "The wheel must turn"}


def test_a_house_under_the_title_of_what_houses_issue():
    assert said("# Annual report 2021\n\nHolm Water Works", name="a.md") == {
        "title": "Annual report 2021",
        "publisher": "Holm Water Works",
        "genre": "report",
    }
    assert "publisher" not in said("# The annual flood\n\nHolm Water Works", name="a.md")


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Ministry of Works", True),
        ("Agency for Weirs and Mills of Orm", True),
        ("Faculty of political science", True),
        ("Ministry orders new bridge", False),
        ("School bus falls into weir", False),
        ("Council of", False),
        ("Ada Example", False),
    ],
)
def test_an_institution_is_told_from_a_headline_about_one(line, is_name):
    assert is_institution_name(line) is is_name


def test_a_title_page():
    head = (
        "Holm University\nFaculty of Letters\n\nMA River Studies\n\nMaster's Thesis\n\n"
        "THE WATER AND THE WHEEL: A HISTORY OF EVERYTHING THAT WAS SAID\nABOUT THE MILL OF HOLM\n\n"
        "Mentor: Prof. Ben Sample\n\nStudent: Ada Example\n\nHolm, June 5, 2023\n\nContents"
    )
    assert said(head) == {
        "title": "THE WATER AND THE WHEEL: A HISTORY OF EVERYTHING THAT WAS SAID "
        "ABOUT THE MILL OF HOLM",
        "authors": ("Ada Example",),
        "genre": "thesis",
        "published": "2023-06-05",
    }


def test_a_title_page_in_small_letters():
    head = (
        "Holm University\n\nDoctoral dissertation\n\nThe water and the wheel\n\n"
        "Submitted by: Ada Example\n\nSupervisor: Dr. Ben Sample\n\nHolm, 2023\n\nAbstract"
    )
    assert said(head) == {
        "title": "The water and the wheel",
        "authors": ("Ada Example",),
        "genre": "thesis",
        "published": "2023",
    }


@pytest.mark.parametrize(
    "line",
    [
        "By Valley News Staff",
        "By the river",
        "By Holm Press Agency",
        "by Reuters",
        "By Monday it was over",
        "Mentor: Ada Example",
        "Supervisor: Prof. Ada Example",
        "Photo: Ada Example",
        "Photo by Ada Example",
        "Edited by Ada Example",
        "Source: Holm Gazette",
        "Ada Example",
        "Ada Example, Holm Institute",
        "Contact: Ada Example",
        "04/05/2024",
        "Updated 4 May 2024",
        "Retrieved: 4 May 2024",
        "31.02.2024",
        "Holm Institute",
    ],
)
def test_lines_that_say_nothing_certain(line):
    assert said(f"Who Owns the Water?\n\n{line}") == {"title": "Who Owns the Water?"}


def test_nothing_is_taken_from_running_text():
    assert said("") == {}
    parsed = load(Path("a.txt"), ("On 12 March 2024 the mill burnt. " * 20).encode())
    assert find_bylines(parsed) == ()


def test_an_affiliation_is_no_publisher():
    tail = (
        "[The writer is a Senior Fellow at the Holm Institute (HI). The opinion expressed in the "
        "article is of the writer.]"
    )
    assert said("Who Owns the Water?", tail) == {"title": "Who Owns the Water?", "genre": "opinion"}


@pytest.mark.parametrize(
    "tail",
    [
        "[Ada Example is a research fellow at the Holm Institute.]",
        "*The author, Ada Example, is a journalist based in Holm.*",
        "_Ada Example is the editor of Mill Monthly._",
    ],
)
def test_notes_on_the_writer_name_the_writer(tail):
    assert said("Who Owns the Water?", tail)["authors"] == ("Ada Example",)


@pytest.mark.parametrize(
    "tail",
    [
        "[Jonas Holm is the president of the valley.]",
        "Ada Example is a journalist, she said, and went home.",
        "[The Mill is a historian's dream.]",
    ],
)
def test_notes_on_others_do_not(tail):
    assert "authors" not in said("Who Owns the Water?", tail)


def test_markdown_headings_and_emphasis():
    parsed_as = said("# The \\$2 billion *mill*\n\n*By Ada Example, 12 March 2024*", name="a.md")
    assert parsed_as == {
        "title": "The $2 billion mill",
        "authors": ("Ada Example",),
        "published": "2024-03-12",
    }


def test_a_first_line_of_prose_is_no_title():
    assert "title" not in said("It rained that day, and the mill stood still.")


def test_the_institution_on_top_is_no_title():
    assert "title" not in said("Holm University")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2024-03-12T08:00:00Z", "2024-03-12"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("12.03.2024", "2024-03-12"),
        ("1.2.2024", "2024-02-01"),
        ("10.04.2025¹", "2025-04-10"),
        ("12 March 2024", "2024-03-12"),
        ("12th of March, 2024", "2024-03-12"),
        ("Tuesday, March 12, 2024", "2024-03-12"),
        ("Sept. 3, 2023", "2023-09-03"),
        ("March 2024", "2024-03"),
        ("25/05/2024", "2024-05-25"),
        ("05/25/2024", "2024-05-25"),
        ("05/05/2024", "2024-05-05"),
        ("2024/05/06", "2024-05-06"),
        ("04/05/2024", None),
        ("31.02.2024", None),
        ("2024-13-01", None),
        ("0024", None),
        ("yesterday", None),
        ("12 March", None),
        ("", None),
    ],
)
def test_dates(written, iso):
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ada Example", True),
        ("A. B. Sample", True),
        ("Jean-Luc d'Exemple", True),
        ("Ludwig van Muster", True),
        ("Əli Nümunə", True),
        ("Ada", False),
        ("Valley News", False),
        ("Holm Instruments", False),
        ("Valley Heat", False),
        ("Valley Robotics", False),
        ("Holm Ferries", False),
        ("Harbour Trust", False),
        ("The Holm Courier", False),
        ("Holm University Press", False),
        ("ada example", False),
        ("The 3 Millers", False),
        ("Microsoft Office User", False),
    ],
)
def test_persons(name, person):
    assert is_person(name) is person


def test_lists_of_names_are_whole_or_nothing():
    assert split_names("Prof. Ada Example, Dr Ben Sample & Cora Test") == (
        "Ada Example",
        "Ben Sample",
        "Cora Test",
    )
    assert split_names("Ada Example and Valley News") == ()
    assert without_title("Assoc. Prof. Dr. Ada Example, PhD") == "Ada Example"


def test_letters_that_are_like_others_without_case_name_no_genre():
    assert "genre" not in said("The mill affair\n\nop\u0131n\u0131on: the mill is ours")


def front_matter() -> list[tuple[str, str, dict[str, object]]]:
    """Head, tail and what they say, of each document of `front_matter.txt`."""
    cases = []
    text = (Path(__file__).parent / "front_matter.txt").read_text(encoding="utf-8")
    for case in text.strip().split("\n--------\n"):
        lines, _, fields = case.partition("\n=>\n")
        head, _, tail = lines.partition("\n[...]\n")
        expected: dict[str, object] = dict(field.split(": ", 1) for field in fields.split("\n"))
        if "authors" in expected:
            expected["authors"] = tuple(str(expected["authors"]).split("; "))
        cases.append((head, tail, expected))
    return cases


@pytest.mark.parametrize(("head", "tail", "expected"), front_matter())
def test_front_matter_of_the_kinds_researchers_keep(head, tail, expected):
    assert said(head, tail, "a.md" if head.startswith(("#", "*")) else "a.txt") == expected


@pytest.mark.parametrize(
    "head",
    [
        "ADA EXAMPLE was the last miller of Holm, and the weir was silent for a year.",
        "ADA EXAMPLE, miller, stood on the bridge.\nHolm slept.",
        "1\n\n12 May 1951. The mill burned in the night and Jonas Holm ran out.",
        "Ada Example (to Ben Sample): We wait.\n\nBen Sample: What for?",
        (
            "THE EVENING POST\n\nThe letter that the river bore\ncame never to the miller's door;\n"
            "it lay among the reeds and dried,\nand no one asked for whom it cried."
        ),
        "Letters\n\nThe tin stood on the shelf until the flood",
    ],
)
def test_how_stories_and_poems_begin_says_nothing_of_them(head):
    assert said(head) == {}


@pytest.mark.parametrize(
    "lines",
    [
        "Green Valley | 3 May 2019",  # a place
        "New Orm\n\n3 May 2019",
        "Climate Change\n\n3 May 2019",  # a section
        "Mill Water | 3 May 2019",  # words of the text
        "Special Report\n\n3 May 2019",
        "Front Page\n\n3 May 2019",
        "Joint Declaration\n\n3 May 2019",
        "Not For Publication\n\n3 May 2019",
        "Case Study\n\n3 May 2019",
        "Human Geology | 3 May 2019",
        "Signed at Holm\n\nAda Example\n\n3 May 2019",
        "Ada Example, 3 May 2019",  # as a town would stand before a date
        "Mr Ben Sample\n\n3 May 2019",
        "Photo: Ada Example\n\n3 May 2019",
        "Photographs:\nAda Example\n\n3 May 2019",
        "Obituary\n\nAda Example\n\n3 May 2019",
        "Witnesses: Ben Sample\n\nAda Example\n\n3 May 2019",
        "To: Ben Sample\n\nAda Example\n\n3 May 2019",
        "Ada Example\n\nMill Wheel\n\n3 May 2019",  # half a list
        "Ada Example\n\nThe miller is heard again.\n\nAnd so is the weir of this town.",
    ],
)
def test_a_name_without_a_second_sign_is_no_writer(lines):
    assert "authors" not in said(f"# The wheel must turn\n\n{lines}", name="a.md")


def test_whom_the_title_names_did_not_write_it():
    assert "authors" not in said(
        "# Ada Example at ninety\n\nAda Example\n\n3 May 2019", name="a.md"
    )
    named = said("Interview\nWho turns the wheel?\n\nAda Example\n\n3 May 2019")
    assert "authors" not in named


@pytest.mark.parametrize(
    "tail",
    [
        "Jonas Holm is a lecturer in law at the University of Orm.",  # the text speaks of him
        "Ada Example is a member of the board.",
        "Editing by Ada Example",
        "The author is a lecturer in law at the University of Orm.",
        "Ada Example and the mayor are fellows at the institute.",
        "“We wait.”\n\n— Ada Example",
        "> We wait for no one.\n\n— Ada Example",
        "- the weir\n- Ada Example",
        "Yours sincerely,\n\nAda Example",  # nobody was greeted
    ],
)
def test_names_at_the_end_of_others(tail):
    assert "authors" not in said("# The wheel must turn", tail, "a.md")


def test_a_letter_has_one_writer_and_no_name_for_a_title():
    head = "Ben Sample\n3 Mill Lane\nHolm\n\n3 May 2019\n\nDear Madam,"
    tail = "Yours faithfully,\n\nBen Sample\n\nEnclosure: a plan by Cora Test"
    assert said(head, tail) == {"authors": ("Ben Sample",), "published": "2019-05-03"}


@pytest.mark.parametrize("line", ["By Ada Example, Senior Fellow", "Ada Example, Staff Writer"])
def test_a_job_behind_a_name_is_no_second_writer(line):
    found = said(f"# The wheel must turn\n\n{line}\n\n3 May 2019", name="a.md")
    assert found["authors"] == ("Ada Example",)
    assert split_names("Ada Example, Senior Fellow") == ()
