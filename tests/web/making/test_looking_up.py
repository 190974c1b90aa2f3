"""A typed name is looked up; suggestions are offered, and the person may pick one."""

from __future__ import annotations

import pytest

from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start


def test_words_typed_on_the_checklist_are_looked_up_on_the_next_page(client: PageClient) -> None:
    """They are sent in the body of the form, never in an address."""
    walk = start(client)

    answer = walk.post("/medicines/usual", {"words": "Metroprolol"})
    page = page_of(client.get(answer.location))

    assert "etroprolol" not in answer.location
    assert page.typed["name"] == ["Metroprolol"]
    assert "Did you mean one of these?" in page.text
    assert "Metoprolol" in page.text


@pytest.mark.parametrize(
    ("page", "where"), [("/medicines/usual", ("/medicines/1", "name")), ("/kind", ("", "words"))]
)
def test_no_word_of_a_long_text_is_cut_off(
    client: PageClient, page: str, where: tuple[str, str]
) -> None:
    """Somebody may paste a whole list; what of it is too long is said when it is saved."""
    walk, whole = start(client), "cetirizine 10 mg " * 30 + "and hemlock"

    answer = walk.post(page, {"words": whole})

    path, box = where
    shown = walk.get(path) if path else page_of(answer)
    assert shown.typed[box] == [whole]


def test_a_suggestion_is_taken_only_if_it_is_picked(client: PageClient) -> None:
    """The typed words can always be kept."""
    walk = start(client)
    for path, meant in (("/medicines/1", "metoprolol"), ("/medicines/2", "")):
        asked = walk.post(path, {"name": "Metroprolol", "dose": "50 mg"})
        assert asked.status_code == 200
        walk.send(path, {"meant": meant}, page=page_of(asked))

    assert walk.saved["medications"] == [
        {"id": "metoprolol", "dose": "50 mg"},
        {"name": "Metroprolol", "dose": "50 mg"},
    ]


def test_a_name_that_is_known_is_kept_as_typed_without_a_question(client: PageClient) -> None:
    """The card knows what is meant, and prints the person's own word."""
    walk = start(client)

    walk.send("/medicines/1", {"name": "Bisoprololfumarat"})

    assert walk.saved["medications"] == [{"name": "Bisoprololfumarat"}]


def test_a_name_that_is_too_long_is_refused_and_not_looked_up(client: PageClient) -> None:
    """It is not read for a choice either: both take long, and it cannot be kept."""
    name = "metoprolol and " * 21
    for more in ({"do": "search"}, {"looked": name.strip(), "meant": "metoprolol"}):
        asked = start(client).post("/medicines/1", {"name": name, **more})

        page = page_of(asked)
        assert asked.status_code == 422
        assert page.typed["name"] == [name.strip()]
        assert "Has 314 characters; 300 is the most. Shorten it." in page.text
        assert "meant" not in page.typed


def test_an_exact_name_is_preselected_when_looked_up(client: PageClient) -> None:
    """The person sees it and can decline."""
    asked = start(client).post("/medicines/1", {"name": "Ketotifen", "do": "search"})

    assert page_of(asked).typed["meant"] == ["ketotifen"]


def test_what_is_like_nothing_is_kept_as_typed(client: PageClient) -> None:
    """Any text is accepted; the look-up and the check page say the same of it."""
    walk = start(client)

    asked = page_of(walk.post("/triggers/1", {"name": "Qqxzzv", "do": "search"}))
    assert "We found nothing like it. It is printed as you typed it." in asked.text
    assert "otes for staff come only with names that we know." in asked.text
    walk.send("/triggers/1", {"name": "Qqxzzv", "reaction": "advised"})

    assert walk.saved["triggers"] == [{"name": "Qqxzzv", "reaction": "advised"}]
    walk.send("/triggers/1", {"reaction": "anaphylaxis"})
    checked = walk.get("/check").text
    assert "It is printed as you typed it" in checked
    assert "otes for staff come only with names that we know." in checked


def test_a_script_gets_the_same_choices_while_the_name_is_typed(client: PageClient) -> None:
    """It gets only the part of the page with the choices; looking up keeps nothing."""
    walk = start(client)

    answer = walk.post("/medicines/1", {"name": "Metroprolol", "do": "suggest"})

    assert answer.mimetype == "text/plain"
    assert "<html" not in answer.text
    assert 'value="metoprolol"' in answer.text
    assert "medications" not in walk.saved


def test_other_words_after_a_look_up_are_looked_up_anew(client: PageClient) -> None:
    """A choice holds only for the words that it was made for."""
    walk = start(client)
    asked = page_of(walk.post("/medicines/1", {"name": "Metroprolol"}))

    again = walk.post("/medicines/1", {"name": "Omalizumap", "meant": "metoprolol"}, page=asked)

    assert again.status_code == 200
    assert "medications" not in walk.saved


@pytest.mark.parametrize(
    ("path", "typed", "meant", "kept"),
    [
        ("/medicines/1", {"name": "Eliquis 5 mg"}, "apixaban", {"dose": "5 mg"}),
        ("/medicines/1", {"name": "Lopresor50mg"}, "metoprolol", {"dose": "50mg"}),
        ("/medicines/1", {"name": "Eliquis (stopped)"}, "apixaban", {"note": "(stopped)"}),
        (
            "/medicines/1",
            {"name": "Eliquis 5 mg", "dose": "2.5 mg", "note": "at night"},
            "apixaban",
            {"dose": "2.5 mg", "note": "5 mg; at night"},
        ),
        (
            "/medicines/1",
            {"name": "Eliquis 5 mg", "dose": "5 mg"},
            "apixaban",
            {"dose": "5 mg"},
        ),
        ("/triggers/1", {"name": "ibuprofen 400 mg"}, "ibuprofen", {"note": "400 mg"}),
        ("/illnesses/1", {"name": "Astma since 2010"}, "asthma", {"note": "since 2010"}),
    ],
)
def test_what_was_typed_beside_a_name_stays_when_its_entry_is_picked(
    client: PageClient, path: str, typed: dict[str, str], meant: str, kept: dict[str, str]
) -> None:
    """A dose goes to its box, all else to the note, and the list shows it at once.

    It is the same with a script, which only brings the choices before the form is sent.
    """
    walk = start(client)
    looked = {"looked": typed["name"], "meant": meant}

    page = walk.send(path, typed | looked)

    (entry,) = next(iter(one for key, one in walk.saved.items() if isinstance(one, list)))
    assert entry == {"id": meant} | kept
    assert [one for one in kept.values() if one not in page.text] == []


@pytest.mark.parametrize("meant", ["metoprolol", ""])
def test_a_choice_stays_while_something_else_is_corrected(client: PageClient, meant: str) -> None:
    """It was made for these words, and they are the same."""
    walk = start(client)
    asked = page_of(walk.post("/medicines/1", {"name": "Metroprolol"}))
    wrong = walk.post("/medicines/1", {"meant": meant, "dose": "x" * 500}, page=asked)
    assert wrong.status_code == 422
    assert page_of(wrong).typed["meant"] == [meant]


def test_a_made_up_pick_is_refused(client: PageClient) -> None:
    """An id that is not in the catalogue is not an entry."""
    walk = start(client)
    asked = page_of(walk.post("/medicines/1", {"name": "Metroprolol"}))

    answer = walk.post("/medicines/1", {"meant": "nonsense"}, page=asked)

    assert answer.status_code == 422
    assert "medications" not in walk.saved


def test_the_words_of_a_letter_bring_the_nearest_kind_to_the_top(client: PageClient) -> None:
    """Nothing is preselected, and the words are asked for only once."""
    walk = start(client)

    asked = walk.post("/kind", {"words": "Smouldering SM, systemic mastocytosis"})

    page = page_of(asked)
    first = next(box for box in page.all("input") if box.get("name") == "subtype")
    assert first.get("value") == "smoldering"
    assert "subtype" not in page.typed
    assert "subtype" not in walk.saved
    walk.send("/kind", {"subtype": "smoldering"}, page=page)
    assert walk.saved["subtype"] == "smoldering"


@pytest.mark.parametrize("button", ["search", None])
def test_words_that_name_no_kind_leave_the_old_choice_and_say_it(
    client: PageClient, button: str | None
) -> None:
    """Also if only Continue was pressed: with other words the choice may be another."""
    walk = start(client)
    walk.send("/kind", {"subtype": "smoldering"})
    for words, said in (("indolent systemic", "The names nearest"), ("Qqxzzv", "We found nothing")):
        page = page_of(walk.post("/kind", {"words": words, "do": button}))
        assert said in page.text
        assert "Chosen so far: Smoldering" in page.text
        assert page.typed["subtype"] == ["smoldering"]
        assert page.typed["words"] == [words]
    walk.send("/kind", {"subtype": "indolent"}, page=page)
    assert walk.saved["subtype"] == "indolent"


@pytest.mark.parametrize(("words", "kind"), [("ISM", "indolent"), ("mcas", "mcas")])
def test_words_that_name_a_kind_choose_it(client: PageClient, words: str, kind: str) -> None:
    """The person sees it before it is kept."""
    walk = start(client)
    walk.send("/kind", {"subtype": "smoldering"})
    page = page_of(walk.post("/kind", {"words": words, "do": "search"}))
    assert page.typed["subtype"] == [kind]
    assert "Chosen for your words: " in page.text
    assert "Chosen so far" not in page.text
    assert walk.saved["subtype"] == "smoldering"
    walk.send("/kind", page=page)
    assert walk.saved["subtype"] == kind


def test_words_to_look_up_a_kind_are_said_to_be_on_no_paper(client: PageClient) -> None:
    """The record has the kind that was chosen, and nothing of the letter's words."""
    page = start(client).get("/kind")

    assert "Your papers say what you choose there, not these words." in page.text
    assert page.by_id("words").get("aria-describedby") == "words-hint"


def test_enter_in_any_box_of_an_entry_saves_it(client: PageClient) -> None:
    """A browser presses the first button; "Look it up" offered other names for a known one."""
    page = start(client).get("/medicines/1")

    pressed = page.all("button")[0]

    assert (text_of(pressed), pressed.get("name")) == ("Save", None)
    assert (pressed.get("aria-hidden"), pressed.get("tabindex")) == ("true", "-1")


@pytest.mark.parametrize("name", ["Zzyzx", "Ibuprofen"])
def test_what_was_picked_for_another_name_is_not_taken(client: PageClient, name: str) -> None:
    """The name was changed beside the choices for the one before, by a browser without scripts."""
    walk = start(client)
    page = page_of(walk.post("/triggers/1", {"name": "Kiwi", "do": "search"}))
    assert page.typed["meant"] == ["fruit"]

    walk.send("/triggers/1", {"name": name}, page=page)

    assert walk.saved["triggers"] == [{"name": name}]


def test_the_kind_that_was_chosen_for_other_words_is_asked_about(client: PageClient) -> None:
    """The words were changed beside it, and it may be another kind."""
    walk = start(client)
    page = page_of(walk.post("/kind", {"words": "ISM", "do": "search"}))
    assert page.typed["subtype"] == ["indolent"]

    asked = page_of(walk.post("/kind", {"words": "mast cell leukemia"}, page=page))

    assert "subtype" not in walk.saved
    assert asked.typed["subtype"] == ["mast-cell-leukemia"]
    walk.send("/kind", page=asked)
    assert walk.saved["subtype"] == "mast-cell-leukemia"
