"""Did you mean: what real people type finds its entry, and nothing is taken for granted."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from walletcard.cautions.suggest import ALL, Suggestion, suggest
from walletcard.clinical.catalogue import catalogue

# Written down before the matcher was: typing errors of a phone, what is heard or dictated, brands
# and names of thirteen countries, each with the entry that is meant.
with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as file:
    NAMES = [(row["typed"], row["kind"], row["id"]) for row in csv.DictReader(file)]


def first(text: str, *kinds: str, region: str | None = None) -> tuple[str, str] | None:
    """Kind and id of what is suggested first."""
    found = suggest(text, kinds=kinds or ALL, region=region)
    return (found[0].kind, found[0].id) if found else None


def test_the_names_are_enough_and_each_stands_once() -> None:
    """Two hundred, and every one leads to an entry that there is."""
    assert len({typed for typed, _, _ in NAMES}) == len(NAMES) >= 200
    for _, kind, id in NAMES:
        assert id in getattr(catalogue(), f"{kind}s")


def test_nineteen_of_twenty_names_find_their_entry_first() -> None:
    """The ones that do not are in the message."""
    missed = {typed: first(typed) for typed, kind, id in NAMES if first(typed) != (kind, id)}
    assert len(missed) <= len(NAMES) * 0.05, missed


@pytest.mark.parametrize(("typed", "kind", "id"), NAMES, ids=[typed for typed, _, _ in NAMES])
def test_no_wrong_entry_is_exact(typed: str, kind: str, id: str) -> None:
    """A guess is a question; an entry of another kind may bear the same name."""
    exact = [one for one in suggest(typed) if one.exact]
    assert all(one.id == id for one in exact if one.kind == kind)


def test_the_right_entry_is_among_the_few_that_are_offered() -> None:
    """Where the first is wrong, the person can still choose: no more than two names are lost."""
    lost = [t for t, kind, id in NAMES if (kind, id) not in {(o.kind, o.id) for o in suggest(t)}]
    assert len(lost) <= 2, lost


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("metoprolol", True),
        ("METOPROLOL", True),
        (" Métoprolol ", True),
        ("paracetamol", True),
        ("Lopressor", True),
        ("metoprolol 50 mg", False),
        ("metoprolo", False),
        ("metopprolol", False),
        ("ibuprophen", False),
    ],
)
def test_exact_is_only_a_name_to_the_letter(typed: str, *, exact: bool) -> None:
    """Capitals, accents and spaces do not matter; one letter does."""
    assert suggest(typed, kinds=["medicine"])[0].exact is exact


def test_a_name_of_several_entries_is_exact_for_none() -> None:
    """Three makers sell an "epinephrine pen": which one is asked."""
    found = suggest("epinephrine pen", kinds=["device"])
    assert len([one for one in found if one.score == 1]) == 3
    assert not any(one.exact for one in found)


def test_a_suggestion_says_what_matched() -> None:
    """The person sees why: the brand that is near, and what it is."""
    one = suggest("zyrtek")[0]
    cetirizine = Suggestion(
        "medicine", "cetirizine", "cetirizine", "Zyrtec", one.score, exact=False
    )
    assert one == cetirizine
    assert 0.8 < one.score <= 1


def test_the_beginning_of_a_name_is_enough() -> None:
    """What is being typed finds its entry before the last letter."""
    assert first("midaz") == ("medicine", "midazolam")
    assert "midostaurin" in {one.id for one in suggest("mid")}
    assert first("fexof") == ("medicine", "fexofenadine")


def test_a_name_among_other_words_is_found() -> None:
    """Strengths, forms and habits stand around it."""
    assert first("timolol eye drops 0.5 %") == ("medicine", "timolol")
    assert first("my benadryl tablets 25mg", region="US") == ("medicine", "diphenhydramine")


def test_only_the_kinds_that_were_asked_for_are_suggested() -> None:
    """A trigger's question offers no condition."""
    assert {one.kind for one in suggest("latex", kinds=["trigger"])} == {"trigger"}
    assert first("vancomycin", "trigger") == ("trigger", "vancomycin")
    assert first("asthma", "medicine") != ("condition", "asthma")
    assert suggest("latex", kinds=[]) == ()


def test_a_product_is_suggested_where_a_medicine_is_asked_for() -> None:
    """To whoever types it a mixture is a medicine, and it is no other thing."""
    assert first("Augmentim", "medicine") == ("product", "augmentin")
    assert first("Augmentim", "device", "trigger") != ("product", "augmentin")


def test_what_a_text_names_outright_comes_first_whatever_stands_around_it() -> None:
    """By its abbreviation, and at the end of a sentence too long to be compared word by word."""
    long = "one two three four five six seven eight nine ten eleven twelve and then metoprolol"
    assert suggest(long, kinds=["medicine"])[0] == Suggestion(
        "medicine", "metoprolol", "metoprolol", "metoprolol", 0.99, exact=False
    )
    crisis = suggest("Nebennierenkrise seit 2020", kinds=["condition"])[0]
    assert (crisis.id, crisis.exact) == ("adrenal-insufficiency", False)


def test_a_name_among_other_words_is_less_near_than_the_name_alone() -> None:
    """The score says how much of what was typed is the name."""
    scores = [suggest(text)[0].score for text in ("metoprolol", "metoprolol x", "my metoprolol x")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[1] > scores[2] > 0.9


@pytest.mark.parametrize("text", ["metoprolol 50", "12345678 metoprolol", "metoprolol 2, 3, 23,75"])
def test_numbers_beside_a_name_do_not_count(text: str) -> None:
    """A dose is no part of a name, and a number alone is looked for as it is."""
    assert suggest(text)[0].id == "metoprolol"
    assert suggest(text)[0].score == suggest("metoprolol 5")[0].score


def test_of_names_that_are_equally_near_a_usual_one_comes_first() -> None:
    """Many with mastocytosis take loratadine."""
    found = {one.id: one.score for one in suggest("ala", limit=6)}
    assert found["loratadine"] == found["lisinopril"]
    assert list(found).index("loratadine") < list(found).index("lisinopril")


def test_an_unknown_kind_is_refused() -> None:
    """A slip of the programmer finds nothing for nobody."""
    with pytest.raises(ValueError, match="medicines: the kinds are medicine, "):
        suggest("latex", kinds=["medicines"])


@pytest.mark.parametrize("typed", ["", " ", "?!", "x", "qqqqqqqq", "zzkkwwrrtt", "12345"])
def test_what_is_near_nothing_suggests_nothing(typed: str) -> None:
    """No guess is better than a wild one."""
    assert suggest(typed) == ()


def test_as_many_are_suggested_as_were_asked_for_nearest_first() -> None:
    """And every entry once."""
    found = suggest("prednisolon", limit=3)
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({(one.kind, one.id) for one in suggest("adrenalin", limit=50)}) == len(
        suggest("adrenalin", limit=50)
    )


def test_every_entry_is_found_by_its_own_name() -> None:
    """Whatever can be chosen can be typed."""
    for kind in (one for one in ALL if one != "product"):
        for entry in getattr(catalogue(), f"{kind}s").values():
            assert entry.id in {one.id for one in suggest(entry.name, kinds=[kind])}, entry.id


def test_the_plan_does_not_load_the_matcher() -> None:
    """Printing a card asks for no suggestion."""
    code = "import sys, walletcard.clinical.plan; print('rapidfuzz' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
