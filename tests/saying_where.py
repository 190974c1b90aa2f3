"""Where each sentence of the catalogue is said, found by having everybody and everything say it.

    python -m tests.saying_where

writes what it finds to `walletcard/web/help/said.json`, which `/about/content` shows. Run it when
`tests/test_every_sentence.py` asks for it.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from tests.clinical.leaves import leaves_of
from tests.people import PRINTED
from tests.people import answers as answers_of
from tests.strategies import patients
from walletcard.cautions.warnings import warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient, Reaction
from walletcard.clinical.plan import plan
from walletcard.clinical.record import kept_patient_from, read_record
from walletcard.clinical.statement import Amount, Device, Phrase, Statement, Term, ids_in
from walletcard.places import TEMPLATES
from walletcard.reach import Reach
from walletcard.web.help.sentences import SAID_FILE
from walletcard.wording import details_text, plain_text, sections
from walletcard.wording.words import COMPARATORS

PACKAGE = TEMPLATES.parent / "walletcard"
TODAY = date(2026, 11, 28)
GENERATED = 300
# An adult, a child, an infant, and somebody who may be 18 or not.
BORN = ("1980", "2016", "2025-11-01", "2008")
# Names that are asked about: with "no", with words behind them, as a trigger and as a condition.
ASKED = (
    "metoprolol",
    "metoprolo",
    "asthma",
    "asthmatic",
    "aspirin (allergic)",
    "Benadryl",
    "warfarin",
    "blood thinner",
    "none",
)
REACTIONS = tuple(reaction.value for reaction in Reaction)
# Words that hold a rescue treatment and were not understood in full.
RESCUES = ("lidocaine with epinephrine mist", "oxygen mask", "saline mist")
BESIDE_RESCUES = ("latex zzyz with oxygen", "latex zzyz with IV fluids")  # another thing beside it
Pair = tuple[str, str]

# Files with sentences of their own, and the place that they make. Other files make the Plan.
PLACES = {
    "templates/paper/card": "card",
    "templates/paper/_blocks": "card",
    "templates/paper/plan": "plan",
    "templates/reader/general": "page for everybody",
    "templates/reader": "page behind the code",
    "templates/help": "help pages",
    "templates/macros/steps": "page behind the code",
    "templates/making": "form",
    "walletcard/paper/card": "card",
    "walletcard/wording/details_text": "details as text",
    "walletcard/paper/papers": "card",
    "walletcard/paper": "plan",
    "walletcard/web/reader/pages": "page for everybody",
    "walletcard/web/reader": "page behind the code",
    "walletcard/web/help": "help pages",
    "walletcard/form": "form",
    "walletcard/clinical/guidance": "plan",
}


def people() -> Iterator[Patient]:
    """The eight, one person for each entry of the catalogue, and generated ones."""
    yield from (read_record(file.read_bytes()) for file in PRINTED)
    much = *_with_much_together(), *_with_related_entries()
    made = (*_one_for_each_entry(), *much, *_with_results_and_slips(), *_with_what_is_rare())
    for number, answers in enumerate(made):
        ages = BORN if number % 5 == 0 else BORN[:2]
        for born in ages:
            yield kept_patient_from(answers_of("02") | answers | {"born": born})
        if number % 5 == 0:
            yield kept_patient_from(answers_of("02") | answers | {"answered_by": "caregiver"})
    yield from _generated()


def _one_for_each_entry() -> Iterator[dict[str, Any]]:
    known = catalogue()
    yield from ({"subtype": id} for id in known.subtypes)
    yield from ({"medications": [{"id": id, "dose": "1"}, {"id": id}]} for id in _medicines())
    yield from ({"conditions": [{"id": id}, {"id": id, "note": "x"}]} for id in known.conditions)
    for id in known.alerts:
        yield {"alerts": {id: {"answer": "yes"}}}
        yield {"alerts": {id: {"answer": "no", "note": "x"}}}
    for id in known.devices:
        for count, region in ((1, "GB"), (2, "US"), (2, "DE")):
            strengths = [{"value": value, "unit": "mg"} for value in ("0.3", "2", "7")]
            epinephrine = [{"device": id, "strength": one} for one in strengths[:count]]
            other = {"device": "epipen", "kept_at": "bag", "expires": "2020-01"}
            yield {"epinephrine": epinephrine, "weight": {"value": 9, "unit": "kg"}}
            for devices in (epinephrine, [*epinephrine, other], [{"device": id}, other]):
                yield {"epinephrine": devices, "region": region}
    for reaction in REACTIONS:
        triggers = [{"id": id, "reaction": reaction, "note": "x"} for id in known.triggers]
        yield from ({"triggers": some} for some in chunks(triggers, 20))


def _medicines() -> list[str]:
    """One for each set of classes, on which notes and alerts rest, and those that notes ask for."""
    known = catalogue()
    of_classes = {one.classes: id for id, one in known.medicines.items()}.values()
    asked_for = (id for one in known.statements.values() for id in one.asks_for)
    return list(dict.fromkeys((*of_classes, *asked_for)))


def chunks(some: list[dict[str, Any]], size: int) -> list[list[dict[str, Any]]]:
    """A list in parts of a size."""
    return [some[start : start + size] for start in range(0, len(some), size)]


def _with_much_together() -> Iterator[dict[str, Any]]:
    """Many medicines with every answer to every question, and names that are asked about."""
    medicines = [{"id": id} for id in _medicines()]
    for chunk in chunks(medicines, 60):
        for told in ({"answer": "no"}, {"answer": "no", "note": "x"}, {"answer": "yes"}):
            yield {"medications": chunk, "alerts": dict.fromkeys(catalogue().alerts, told)}
        for reaction in ("advised", "anaphylaxis", "mild"):
            triggers = [one | {"reaction": reaction} for one in chunk]
            same = {"medications": chunk, "triggers": triggers}
            yield same
            yield {"triggers": triggers, "tolerated": [one | {"note": "x"} for one in chunk]}
            yield {"triggers": triggers, "tolerated": chunk}
    no = {"answer": "no"}
    known = catalogue().medicines
    many = [{"id": id} for id, one in known.items() if "beta-blocker" in one.classes][:20]
    yield {"medications": many, "alerts": {"beta-blocker": no}}
    yield {"alerts": dict.fromkeys(list(catalogue().alerts)[1:], no)}
    yield {"alerts": {"beta-blocker": no | {"note": "timolol drops"}}}
    yes_but = {"answer": "yes", "note": "stopped"}
    yield {"alerts": dict.fromkeys(catalogue().alerts, yes_but), "medications": []}
    for typed in ASKED:
        for field in ("medications", "triggers", "conditions", "tolerated"):
            yield {field: [{"name": typed}, {"name": f"{typed} zzyz"}, {"name": f"no {typed}"}]}
    yield {"medications": [{"id": "prednisone", "note": "stopped"}]}
    for note in ("stopped", "stopped by Dr. A", "allergic", "ruled out"):
        yield {"medications": [{"id": "aspirin", "note": note}]}
        yield {"conditions": [{"id": "asthma", "note": note}, {"id": "pregnancy"}]}
    yield {"languages": ["en", "ase"], "conditions": [{"name": "DNR"}]}
    yield {"epinephrine": [{"device": "epipen", "expires": "2026-12"}] * 10}
    weight = {"value": 30, "unit": "kg", "on": "2020"}
    junior = [{"device": "epipen", "strength": {"value": "0.15", "unit": "mg"}}]
    yield {"epinephrine": junior, "region": "US"}
    yield {"contacts": [{"name": "Li Wu"}], "premedication": {"text": "none"}}
    lost = [{"device": "epipen", "kept_at": "lost"}]
    yield {"born": "2016", "weight": weight, "epinephrine": lost}
    yield {"instructions": {"text": "No EpiPen."}}
    stung = {"id": "wasp-venom", "reaction": "anaphylaxis", "last": "2020-03-05"}
    tryptase = {"value": 95, "unit": "ng/mL", "on": "2020-03-05"}
    yield {"triggers": [stung], "diagnosis": {"baseline_tryptase": tryptase}}
    yield {"triggers": [{"id": "latex", "reaction": "mild", "note": "anaphylaxis"}]}
    yield {"tolerated": [{"id": "codeine", "note": "not any more"}]}
    yield {"conditions": [{"name": "mast cell leukemia"}]}
    few = {"value": 20, "unit": "G/L"}
    yield {"medications": [{"id": "avapritinib", "dose": "200 mg"}], "platelets": few}
    conditions = [{"id": id} for id in catalogue().conditions]
    sprays = [{"device": "neffy"}, {"device": "eurneffy"}]
    for some in (conditions[:60], conditions[-60:]):
        for answer in ("yes", "no"):
            alerts = {id: {"answer": answer} for id in catalogue().alerts}
            yield {"alerts": alerts, "conditions": some, "epinephrine": sprays}
        yield {"conditions": some, "epinephrine": sprays}


def _with_results_and_slips() -> Iterator[dict[str, Any]]:
    """Results that a laboratory could not measure further, and answers that can hardly be."""
    for comparator in ("<", "<=", ">=", ">"):
        result = {"value": 20, "unit": "ng/mL", "comparator": comparator}
        yield {"platelets": result | {"unit": "G/L"}}
        yield {"diagnosis": {"baseline_tryptase": result}}
    yield {"reactions": {"anaphylaxis_count": 0, "last": "2020"}}
    yield {"epinephrine": [{"device": "symjepi", "expires": "2062"}]}


def _with_what_is_rare() -> Iterator[dict[str, Any]]:
    """What generated people seldom have."""
    yield from ({"triggers": [], "answered_by": one} for one in (None, "caregiver"))
    for thing in ({"id": "heat"}, {"name": "zzyz"}):
        mild = [thing | {"reaction": "mild"}]
        yield {"triggers": mild, "tolerated": [thing | {"on": "2020"}]}
    yield {"triggers": mild, "medications": [{"name": "zzyz"}]}


def _with_related_entries() -> Iterator[dict[str, Any]]:
    """A reaction to something that is also tolerated or taken, or belongs to a group."""
    known = catalogue()
    groups = [id for id, one in known.triggers.items() if one.given]
    for reaction in REACTIONS:
        of_groups = [{"id": id, "reaction": reaction} for id in groups]
        for thing in ("ibuprofen", "morphine", "latex", *RESCUES):
            named = {"id" if thing in known.medicines else "name": thing}
            triggers = [*of_groups, named | {"reaction": reaction}]
            yield {"triggers": triggers, "medications": [named]}
            yield {"triggers": triggers, "tolerated": [named]}
            yield {"triggers": of_groups, "tolerated": [named | {"on": "2020"}]}
        yield {"triggers": [{"name": one, "reaction": reaction} for one in BESIDE_RESCUES]}
    advised = [{"id": id, "reaction": "advised"} for id in groups]
    yield {"triggers": [*advised, {"id": "ibuprofen", "reaction": "anaphylaxis"}]}
    for some in chunks([{"id": id} for id in known.triggers], 20):
        yield {"triggers": [one | {"reaction": "mild"} for one in some], "tolerated": some}
    yield {"medications": [{"id": "epinephrine", "dose": "0.3 mg"}]}
    confirmed = {"id": "epinephrine", "reaction": "mild", "confirmed_by": "Dr. A"}
    yield {"triggers": [confirmed | {"last": "2020", "note": "x"}]}


def _generated() -> list[Patient]:
    found: list[Patient] = []

    @settings(max_examples=GENERATED)
    @given(patients())
    def take(patient: Patient) -> None:
        found.append(patient)

    take()
    return found


def said_of(patient: Patient) -> Iterator[Pair]:
    """What is said of one person: each sentence with the part of the Plan, or the check page."""
    for one in plan(patient).statements:
        for id in _all_ids(one):
            yield id, one.part.value
    for caution in warnings(patient, TODAY):
        for id in _all_ids(caution.said):
            yield id, "check page"


def _all_ids(said: Statement | Phrase) -> Iterator[str]:
    if isinstance(said, Statement):
        yield from ids_in(said)
    else:
        yield said.id
    for value in said.values.values():
        for leaf in leaves_of(value):
            if isinstance(leaf, Term):
                yield f"{leaf.kind}.{leaf.id}"
            elif isinstance(leaf, Phrase):
                yield leaf.id
            elif isinstance(leaf, Amount) and leaf.comparator:
                yield COMPARATORS[leaf.comparator]
            elif isinstance(leaf, Device) and leaf.term:
                yield f"form.{catalogue().devices[leaf.term.id].form.replace(' ', '-')}"


def said_by_code() -> Iterator[Pair]:
    """Sentences that a template or a module names, outside of the rules that make the Plan."""
    for file in [*PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.html")]:
        place = _place_of(file)
        for text in _texts_in(file) if place else ():
            yield text, place
    yield from said_by_tables()


def said_by_tables() -> Iterator[Pair]:
    """Headings that stand in a face's table, and sentences of which an entry has its own."""
    tables = (
        ("card", [row[0] for row in sections.CARD_BACK]),
        (
            "plan",
            [
                row[0]
                for row in (*sections.PLAN_ALERTS, *sections.PLAN_PERSON, *sections.PLAN_BELOW)
            ],
        ),
        ("page behind the code", [row[0] for row in sections.PAGE_BELOW]),
        ("page behind the code", [row[0] for row in sections.HANDOVER_FIRST]),
        ("texts for the phone", [one for _, _, box in sections.PHONE_BOXES for one, _ in box]),
    )
    for place, headings in tables:
        yield from ((f"heading.{heading}", place) for heading in headings)
    for place in ("page behind the code", "texts for the phone", "details as text"):
        yield from ((id, place) for id in plain_text.WITHOUT_BOLD.values())
    yield "heading.staff", "card"
    for heading in details_text.HEADED:
        yield f"heading.{heading}", "details as text"
    for place in ("card", "plan", "page behind the code", "page for everybody"):
        yield from ((reach.caution, place) for reach in Reach if reach.caution)
    yield from ((f"subtype.{id}.patient", "form") for id in catalogue().subtypes)
    for kind in ("device", "review"):
        yield from ((f"reminder.{kind}{end}", "reminders") for end in ("", ".do"))


def _place_of(file: Path) -> str:
    path = str(file.relative_to(TEMPLATES.parent))
    fitting = [start for start in PLACES if path.startswith(start)]
    return PLACES[max(fitting, key=len)] if fitting else ""


def _texts_in(file: Path) -> Iterator[str]:
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        yield from re.findall(r'label\("([^"]+)"', text)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def everything_said() -> dict[str, set[str]]:
    """Where each sentence of the catalogue is said, by its id."""
    found: dict[str, set[str]] = {}
    pairs = [pair for patient in people() for pair in said_of(patient)]
    for id, place in (*pairs, *said_by_code()):
        if id in catalogue().statements:
            found.setdefault(id, set()).add(place)
    return found


def found_apart() -> dict[str, set[str]]:
    """The same, found in a process of its own.

    What Hypothesis draws depends on the modules that are loaded, and so on the tests before.
    """
    command = [sys.executable, "-m", "tests.saying_where", "--show"]
    shown = subprocess.run(
        command, cwd=TEMPLATES.parent, capture_output=True, text=True, check=True
    ).stdout
    return {id: set(places) for id, places in json.loads(shown).items()}


def as_json() -> str:
    """What is found, in the order of the catalogue."""
    found = everything_said()
    rows = [
        f"{json.dumps(id)}: {json.dumps(sorted(found[id]))}"
        for id in catalogue().statements
        if id in found
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    if "--show" in sys.argv:
        sys.stdout.write(as_json())
    else:
        SAID_FILE.write_text(as_json(), "utf-8")
