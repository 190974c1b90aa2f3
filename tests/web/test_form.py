"""The form: what it asks, what it keeps, and how it says what is wrong."""

from datetime import UTC, datetime

import pytest

from tests.people import answers
from tests.web.pages import PageClient, page_of, text_of
from tests.web.typing_in import a_pen, typed
from walletcard.clinical.catalogue import catalogue


def test_the_empty_form_knows_nothing_but_the_day(client: PageClient) -> None:
    """Only the day of the answers is filled in, and no box is ticked."""
    before = datetime.now(UTC).date()
    sent = page_of(client.get("/make")).typed
    after = datetime.now(UTC).date()

    boxes = sent.pop("answered_on")
    assert boxes in [[str(day.day), f"{day:%m}", str(day.year)] for day in (before, after)]
    units = {name: values for name, values in sent.items() if any(values)}
    assert units == {f"pens-{number}-unit": ["mg"] for number in range(1, 5)}


def test_it_offers_every_country_subtype_and_usual_entry(client: PageClient) -> None:
    """The choices are the catalogue's."""
    page = page_of(client.get("/make"))

    values = {one.get("value") for one in page.all("option", "input")}
    names = {one.get("name") for one in page.all("input")}
    known = catalogue()
    assert values >= known.regions.keys() | known.subtypes.keys()
    assert values >= {one.id for one in known.devices.values() if one.offered} | {"other"}
    assert "emerade" not in values
    for medicine in (one for one in known.medicines.values() if one.usual):
        assert f"usual_medicines-{medicine.id}-taken" in names
    for trigger in (one for one in known.triggers.values() if one.usual):
        assert f"usual_triggers-{trigger.id}-known" in names


def test_it_has_four_devices_and_ten_free_rows_of_each(client: PageClient) -> None:
    """Rows have numbers, so that each can be named aloud."""
    legends = [text_of(one) for one in page_of(client.get("/make")).all("legend")]

    assert [one for one in legends if one.startswith("Device ")][-1] == "Device 4"
    assert [one for one in legends if one.startswith("Other medicine ")][-1] == "Other medicine 10"
    assert [one for one in legends if one.startswith("Other trigger ")][-1] == "Other trigger 10"


def test_nothing_in_the_page_refuses_an_answer_before_the_server_explains(
    client: PageClient,
) -> None:
    """No box is `required` and none has a pattern or a length that a browser would enforce."""
    for box in page_of(client.get("/make")).all("input", "select"):
        assert not set(box.keys()) & {"required", "pattern", "maxlength", "min", "max"}


def test_an_empty_form_is_answered_with_what_is_needed(client: PageClient) -> None:
    """The summary links to each box, and the same words stand at the box."""
    answer = client.post("/make", data={"name": ""})

    page = page_of(answer)
    assert answer.status_code == 422
    assert page.title.startswith("Error: Make a card")
    assert page.problems == {
        "Write your name.": "name",
        "Write at least the year you were born.": "born-day",
        "Choose your country.": "region",
        "Write the day of these answers.": "answered_on-day",
    }
    assert page.errors == {
        "name": "Write your name.",
        "born": "Write at least the year you were born.",
        "region": "Choose your country.",
        "answered_on": "Write the day of these answers.",
    }


def test_the_summary_takes_the_focus(client: PageClient) -> None:
    """A screen reader begins with what is wrong, without any script."""
    page = page_of(client.post("/make", data={"name": ""}))

    (summary,) = [one for one in page.all("div") if one.get("class") == "problems"]
    assert summary.get("autofocus") is not None
    assert summary.get("tabindex") == "-1"


def test_everything_typed_stays_when_something_is_wrong(client: PageClient) -> None:
    """Ticks, choices, dates and words come back as they were."""
    boxes = typed(
        name="",
        born=["31", "02", "19x"],
        subtype="mcas",
        **a_pen(1, strength="about 1", kept_at="bag", expires=["04", "27"]),
        **a_pen(4, device="other", name="Épi", route="nasal"),
    )
    boxes |= {
        "usual_medicines-cetirizine-taken": "y",
        "usual_medicines-cetirizine-dose": "10 mg",
        "other_medicines-9-name": '<b>Müsli & "tea"</b>',
        "usual_triggers-heat-reaction": "mild",
        "other_triggers-2-name": "Kiwi",
        "no_triggers": "y",
    }

    sent = page_of(client.post("/make", data=boxes)).typed

    for name, value in boxes.items():
        assert sent[name] == ([value] if isinstance(value, str) else value), name


def test_rows_out_of_sight_are_opened_where_something_was_typed(client: PageClient) -> None:
    """A fault is never hidden behind a fold."""
    page = page_of(client.post("/make", data=typed(name="", **a_pen(4))))

    assert [one.get("open") is not None for one in page.all("details")] == [True, False, False]


def test_hostile_words_are_shown_as_typed_and_run_nowhere(client: PageClient) -> None:
    """Markup and template syntax in any box come back as text; the client finds no script."""
    hostile = answers("07")
    nasty = [one["name"] for one in hostile["medications"] + hostile["triggers"]]
    boxes = typed(name="", **a_pen(kept_at=hostile["epinephrine"][0]["kept_at"]))
    boxes |= {f"other_medicines-{row}-name": name for row, name in enumerate(nasty, 1)}

    answer = client.post("/make", data=boxes)

    sent = page_of(answer).typed
    assert [sent[f"other_medicines-{row}-name"] for row in range(1, 5)] == [[one] for one in nasty]
    assert "<script" not in answer.text
    assert "49" not in "".join(sent["pens-1-kept_at"])


def test_a_character_that_no_font_has_is_refused_at_its_box(client: PageClient) -> None:
    """What would print as an empty box is said before anything is printed."""
    page = page_of(client.post("/make", data=typed(name="Li \N{GRINNING FACE} Wu")))

    assert "U+1F600" in page.errors["name"]


@pytest.mark.parametrize(
    "boxes",
    [
        {"pens-²-device": "epipen"},
        {"pens-99-device": "epipen"},
        {"usual_medicines-nonsense-taken": "y"},
        {"extra": "x"},
    ],
)
def test_boxes_that_the_form_does_not_have_change_nothing(
    client: PageClient, boxes: dict[str, str]
) -> None:
    """A made-up box is neither an answer nor an error."""
    answer = client.post("/make", data=typed(name="") | boxes)

    assert list(page_of(answer).problems) == ["Write your name."]
