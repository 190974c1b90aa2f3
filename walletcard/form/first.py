"""The page of the five-minute card: the form of mastocytosis, one cause, and one person to call.

Of a child the weight is asked too.

Its answers belong to several places of the record. `view` reads them there, `write` puts them back:
the cause is the first trigger of a severe reaction, the person the first contact.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from wtforms import FormField

from walletcard.form import options
from walletcard.form.entry_questions import Contact
from walletcard.form.fields import LineField, PickField, complain
from walletcard.form.questions import QuestionGroup, Weight
from walletcard.form.two_ways import TwoWays
from walletcard.form.whose import Whose

Record = dict[str, Any]

YES, NONE = "yes", "none"
SEVERE = "anaphylaxis"
SAME = ("subtype", "weight")  # what the record has in the same place
FORMS = {
    "unknown": "Systemic: in the bone marrow or other organs",
    "cutaneous": "In the skin alone",
    "mcas": "Mast cell activation syndrome (MCAS)",
    options.NOT_SURE: "Not sure, or another one",
}
CAUSES = {
    YES: "Yes",
    NONE: "No, I know of nothing that sets off a reaction",
    options.NOT_SURE: "Not a severe one, or not sure",
}
OTHERS_LISTED = "Other triggers are listed already. Remove them first, or choose another answer."
MORE_TOLD = (
    "You wrote more about “{}”, such as when it was or which doctor says so. Leave it here. Under "
    "“What sets it off” you can add another cause, and change or remove this one."
)


class Cause(QuestionGroup):
    """Whether anything caused a severe reaction, and what."""

    then_asked: ClassVar[str] = YES
    answer = PickField(
        "Answer",
        CAUSES,
        description=TwoWays(
            "Severe: you passed out, used epinephrine or went to hospital, "
            "or a doctor called it anaphylaxis",
            "Severe: {} passed out, got epinephrine or went to hospital, "
            "or a doctor called it anaphylaxis",
        ),
        render_kw={"legend": "hidden"},
    )
    name = LineField(
        "What was it?",
        description="One thing, such as wasp sting or ibuprofen. You can add more later.",
        render_kw={"spellcheck": "false", "autocomplete": "off"},
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.answer.data == YES and not self.name.data:
            complain(self.name, "Write what it was.")
        if self.name.data and self.answer.data != YES:
            complain(self.answer, "Choose yes, or clear what you wrote.")
        return valid and not self.errors


class FirstContact(Contact):
    """One person to call; it may stay empty."""

    IDLE = ("guardian",)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        self.name.validators = ()
        valid = super().validate(extra_validators)
        if self.answers and not self.name.data:
            complain(self.name, "Write the name too.")
        return valid and not self.errors


class ChildWeight(Weight):
    """The weight, which the five-minute card asks of a child alone."""

    def is_asked(self, person: Whose) -> bool:
        """Whether this person is asked for it."""
        return person.is_child


class First(QuestionGroup):
    """What helpers need most."""

    subtype = PickField(
        TwoWays(
            "Which kind of mastocytosis do you have?", "Which kind of mastocytosis does {} have?"
        ),
        FORMS,
        description="You can choose from all kinds later, under “All topics”",
        names=options.subtypes,
    )
    weight = FormField(
        ChildWeight,
        TwoWays("Your weight", "{}’s weight"),
        description="For a child, emergency staff go by weight",
    )
    cause = FormField(
        Cause, "Has a medicine, a sting or anything else ever caused a severe reaction?"
    )
    contact = FormField(
        FirstContact,
        "Who to call",
        description=TwoWays(
            "One person whom helpers call when you cannot", "One person whom helpers call"
        ),
    )

    def fit(self, person: Whose) -> None:
        """For a child the form of the skin comes first, and the parent."""
        if person.is_under(options.SKIN_FIRST_UNDER):
            self.subtype.offer(options.skin_first(self.subtype.options))
        self.contact.form.fit(person)

    def suggest(self, person: Whose) -> None:
        """A parent who is named first decides for the child."""
        if person.is_of_parent and not self.contact.form.answers:
            self.contact.form.suggest(person)


def view(record: Record) -> Record:
    """The answers of the page in a record."""
    found: Record = {}
    found |= {key: record[key] for key in SAME if key in record}
    if (at := _severe(record)) is not None:
        one = record["triggers"][at]
        name = one.get("name") or options.entry_name(one["id"])
        found["cause"] = {"answer": YES, "name": name}
    elif record.get("triggers") == []:
        found["cause"] = {"answer": NONE}
    if record.get("contacts"):
        found["contact"] = record["contacts"][0]
    return found


def write(record: Record, answers: Record) -> Record:
    """A record with the answers of the page; what did not change stays as it is."""
    before, changed = view(record), dict[str, Any]()
    for key in SAME:
        if answers.get(key) != before.get(key):
            changed[key] = answers.get(key)
    if answers.get("cause") != before.get("cause"):
        changed["triggers"] = _triggers(record, answers.get("cause") or {})
    if answers.get("contact") != before.get("contact"):
        changed["contacts"] = _contacts(record, answers.get("contact"))
    return {key: value for key, value in (record | changed).items() if value is not None}


def refuse(record: Record, form: QuestionGroup) -> None:
    """Complain about another cause if it would take or drop what was told of the old one.

    And about "nothing known" beside other triggers, which stay.
    """
    cause, before = cast("First", form).cause.form, view(record).get("cause", {})
    if cause.answers == before:
        return
    at, triggers = _severe(record), record.get("triggers") or ()
    if at is not None and not triggers[at].keys() <= {"id", "name", "reaction"}:
        complain(cause.name, MORE_TOLD.format(before["name"]))
    elif cause.answers.get("answer") == NONE and len(triggers) > (at is not None):
        complain(cause.answer, OTHERS_LISTED)


def place_in_form(record: Record, path: str) -> str:
    """The path in the page's form of a path in the record that `write` made."""
    at = _severe(record)
    if at is not None and path.startswith(f"triggers[{at}]"):
        return "cause.name"
    return path.replace("contacts[0]", "contact", 1)


def _severe(record: Record) -> int | None:
    """The index of the first trigger of a severe reaction."""
    triggers = record.get("triggers") or ()
    return next((at for at, one in enumerate(triggers) if one.get("reaction") == SEVERE), None)


def _triggers(record: Record, cause: Record) -> list[Record] | None:
    """The triggers with the cause in the place of the old one; a new one comes last."""
    triggers, at = list(record.get("triggers") or ()), _severe(record)
    if cause.get("answer") != YES:
        rest = [one for index, one in enumerate(triggers) if index != at]
        return rest or ([] if cause.get("answer") == NONE else None)
    place = slice(len(triggers), None) if at is None else slice(at, at + 1)
    triggers[place] = [{"name": cause.get("name", ""), "reaction": SEVERE}]
    return triggers


def _contacts(record: Record, contact: Record | None) -> list[Record] | None:
    """The contacts with another first one."""
    rest = list(record.get("contacts") or ())[1:]
    return ([contact] if contact else []) + rest or None
