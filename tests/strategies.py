"""Any valid record: every field, several scripts, the longest values, the empty ones."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from tests import generating  # noqa: F401 - for scripts, which have no conftest
from walletcard.clinical.answered_by import AnsweredBy
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.field_rules import FIELD_CHARACTERS, TEXT_CHARACTERS
from walletcard.clinical.patient import Patient, Reaction
from walletcard.clinical.record import RecordRefused, patient_from

# Words of the scripts that the fonts have, and of what people type where a medicine is asked for.
WORDS = (
    *("Maria", "Ωμέγα", "Żółć", "Müller-Lüdenscheidt", "İnci", "Çelik", "Дмитрий", "ليلى", "שרה"),
    *("花子", "えび・かに", "กุ้ง", "दवा", "O'Rourke", "5 mg", "twice a day", "<b>", "{x}", "**"),
    *("metoprolol", "BISOPROLOLO", "Prednison", "lidocaine with epinephrine", "EpiPen", "sulfite"),
    *("latex gloves", "contrast dye", "NSAIDs", "oxygen mask", "IV fluids", "wasp", "stress"),
    *("asthma", "hydrocortisone", "Adrenalinpen", "red wine", "W" * 60),
    # joined, stacked and reordered letters, look-alikes of Latin ones, signs that fonts redraw
    *("علاء الله", "گچ پژ", "שָׁלוֹם", "น้ำ ที่นี่", "क्षत्रिय श्री", "ΑΒΕ", "АВЕ", "10x20 5->10 -->"),
)
words = st.sampled_from(WORDS)
lines = st.one_of(
    words,
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.just("漢" * FIELD_CHARACTERS),
    st.just(("x" * 99 + " ") * 2 + "end"),
)
notes = st.one_of(lines, st.lists(words, min_size=2, max_size=3).map("\n".join))
texts = st.one_of(notes, st.just(("word " * 400)[:TEXT_CHARACTERS].strip()))

years = st.integers(1900, 2100)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)).map(str)
partial_dates = st.one_of(years.map(str), days.map(lambda day: day[:7]), days)
phones = st.sampled_from(("+1 617 555 0134", "112", "+46 8 555 010 12"))
amounts = st.sampled_from([Decimal(text) for text in ("0.3", "0.30", "2", "300", "48.25")])
languages = st.sampled_from(("en", "de", "ar", "pt-BR", "qqq"))


def ids(*kinds: str) -> st.SearchStrategy[str]:
    """Ids of some kinds of entries of the catalogue."""
    return st.sampled_from([id for kind in kinds for id in getattr(catalogue(), kind)])


def some(entries: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    """A list of answers, perhaps empty."""
    return st.lists(entries, max_size=most)


def answers(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A part of the record of which every field may be missing."""
    return st.fixed_dictionaries({}, optional=fields)


def entries(*kinds: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Entries by id or as typed, with further fields."""
    by_id = st.fixed_dictionaries({"id": ids(*kinds)}, optional=fields)
    as_typed = st.fixed_dictionaries({"name": lines}, optional=fields)
    return st.one_of(by_id, as_typed)


def measured(*units: str) -> st.SearchStrategy[dict[str, Any]]:
    """A value with its unit, and perhaps a day."""
    there = {"value": amounts, "unit": st.sampled_from(units)}
    return st.fixed_dictionaries(there, optional={"on": partial_dates})


def results(*units: str) -> st.SearchStrategy[dict[str, Any]]:
    """The same as a laboratory reports it: perhaps only "more than" or "less than"."""
    signs = st.fixed_dictionaries(
        {}, optional={"comparator": st.sampled_from(["<", "<=", ">=", ">"])}
    )
    return st.tuples(measured(*units), signs).map(lambda both: both[0] | both[1])


strength = st.fixed_dictionaries(
    {"value": amounts, "unit": st.sampled_from(("mg", "micrograms"))},
)
_about_device = {"strength": strength, "kept_at": lines, "expires": partial_dates}
devices = st.one_of(
    st.fixed_dictionaries({"device": ids("devices")}, optional=_about_device),
    st.fixed_dictionaries(
        {
            "device": st.just("other"),
            "name": lines,
            "route": st.sampled_from(("intramuscular", "nasal")),
        },
        optional=_about_device,
    ),
)
_named = {"name": lines}
_reactions = st.sampled_from([reaction.value for reaction in Reaction])
_alert = st.fixed_dictionaries({"answer": st.sampled_from(("yes", "no"))}, optional={"note": notes})

_always: dict[str, st.SearchStrategy[Any]] = {
    "version": st.just(1),
    "answered_on": days,
    "name": lines,
    "born": partial_dates,
    "region": ids("regions"),
}
_perhaps: dict[str, st.SearchStrategy[Any]] = {
    "languages": some(languages),
    "interpreter": languages,
    "weight": measured("kg", "lb"),
    "photo": st.just("me.jpg"),
    "subtype": ids("subtypes"),
    "diagnosis": answers(
        status=st.sampled_from(("confirmed", "suspected")),
        year=years,
        kit_d816v=st.sampled_from(("positive", "negative", "unknown")),
        associated_neoplasm=lines,
        baseline_tryptase=results("ng/mL", "micrograms/L"),
    ),
    "epinephrine": some(devices, 4),
    "medications": some(entries("medicines", dose=lines, schedule=lines, note=notes), 4),
    "triggers": some(
        entries(
            *("triggers", "medicines"),
            reaction=_reactions,
            last=partial_dates,
            note=notes,
            confirmed_by=lines,
        ),
        5,
    ),
    "tolerated": some(entries("triggers", "medicines", on=partial_dates, note=notes), 4),
    "conditions": some(entries("conditions", note=notes)),
    "reactions": answers(
        anaphylaxis_count=st.integers(0, 10_000),
        last=partial_dates,
        usual_signs=some(ids("signs")),
        doses_needed=st.integers(0, 10_000),
        second_wave=st.booleans(),
        intensive_care=st.booleans(),
        note=notes,
    ),
    "alerts": st.dictionaries(ids("alerts"), _alert, max_size=5),
    "platelets": results("10^9/L", "G/L", "10^3/uL", "/uL"),
    "contacts": some(
        st.fixed_dictionaries(
            _named, optional={"relation": lines, "phone": phones, "guardian": st.booleans()}
        )
    ),
    "clinicians": some(
        st.fixed_dictionaries(_named, optional={"role": lines, "place": lines, "phone": phones})
    ),
    "hospital": st.fixed_dictionaries(_named, optional={"phone": phones, "patient_number": lines}),
    "instructions": st.fixed_dictionaries(
        {"text": texts}, optional={"by": lines, "on": partial_dates}
    ),
    "premedication": st.fixed_dictionaries(
        {"text": texts}, optional={"by": lines, "on": partial_dates}
    ),
    "review": st.fixed_dictionaries(
        {"by": lines}, optional={"on": partial_dates, "review_by": partial_dates}
    ),
    "answered_by": st.sampled_from([one.value for one in AnsweredBy]),
}
# What is drawn for a field that is not named above, by its kind in the JSON Schema.
_OF_A_KIND = {"line": lines, "text": notes, "partial-date": partial_dates, "date": days}


def of_their_kind(model: type[BaseModel]) -> dict[str, st.SearchStrategy[Any]]:
    """Answers for the fields that are named in no strategy: a word, a note, a date, yes or no."""
    fields = model.model_json_schema()["properties"]
    found: dict[str, st.SearchStrategy[Any]] = {}
    for name in fields.keys() - _always.keys() - _perhaps.keys():
        kinds = fields[name].get("anyOf", [fields[name]])
        if any(kind.get("type") == "boolean" for kind in kinds):
            found[name] = st.booleans()
        for kind in kinds:
            if kind.get("format") in _OF_A_KIND:
                found[name] = _OF_A_KIND[kind["format"]]
    return found


records = st.fixed_dictionaries(_always, optional=_perhaps | of_their_kind(Patient))


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    """Any valid patient, read the way a record file is."""
    record = draw(records)
    if record["born"] > record["answered_on"]:
        record["born"] = record["answered_on"][:4]
    try:
        return patient_from(record)
    except RecordRefused as refusal:  # pragma: no cover - the strategy itself would be wrong
        raise AssertionError(record) from refusal
