"""The questions about one entry of a list: a medicine, a trigger, a person to call."""

from walletcard.form import options
from walletcard.form.date_field import MONTH_YEAR, DateField
from walletcard.form.fields import (
    LineField,
    LongLineField,
    NoteField,
    PickField,
    TickField,
    needed,
)
from walletcard.form.questions import OF_ANOTHER, TEL, QuestionGroup
from walletcard.form.two_ways import TwoWays
from walletcard.form.whose import Whose


def _name(label: str, sentence: str, hint: str = "") -> LineField:
    attributes = {"spellcheck": "false"} | OF_ANOTHER
    return LineField(label, [needed(sentence)], description=hint, render_kw=attributes)


class Medication(QuestionGroup):
    name = _name("Name of the medicine", "Write the name of the medicine.", "As on the box")
    dose = LineField("Dose", description=TwoWays("For example 10 mg", "For example 10 mg or 5 mL"))
    schedule = LongLineField("When it is taken", description="For example morning and evening")
    note = NoteField("Anything else about it")


class Trigger(QuestionGroup):
    name = _name("What set it off?", "Write what set it off.", "One medicine, food or thing")
    reaction = PickField("What happened?", options.REACTIONS, hints=options.REACTION_HINTS)
    last = DateField("When was the last time?", parts=MONTH_YEAR)
    note = NoteField("What was it exactly?", description="For example: ibuprofen 400 mg")
    confirmed_by = LineField("Which doctor says so, if one does?")

    def fit(self, person: Whose) -> None:
        """The example names no adult dose for a child."""
        if person.is_child:
            self.note.description = "For example: ibuprofen syrup"


class Tolerated(QuestionGroup):
    name = _name("What was taken safely?", "Write what was taken.", "As on the box")
    on = DateField("When was the last time?", parts=MONTH_YEAR)
    note = NoteField("Anything else about it")


class Condition(QuestionGroup):
    name = _name("Name of the illness", "Write the name of the illness.")
    note = NoteField("Anything else about it")


class Contact(QuestionGroup):
    name = _name("Name", "Write the name.")
    relation = LineField(
        "Who is it?",
        description="For example: husband, mother, neighbor",
        render_kw=OF_ANOTHER,
    )
    phone = LineField("Phone number", description="Any way you like", render_kw=TEL)
    guardian = TickField(
        TwoWays(
            "This person decides for me (parent or guardian)",
            "This contact decides for {} (parent or guardian)",
        ),
        description=TwoWays("Leave it empty if you decide for yourself", ""),
    )

    def fit(self, person: Whose) -> None:
        """Another example of who it may be."""
        if person.is_child:
            self.relation.description = "For example: mother, father, grandmother"
        elif not person.is_me:
            self.relation.description = "For example: daughter, husband, neighbor"

    def suggest(self, person: Whose) -> None:
        """The first whom the parent of a child names is a parent, most likely themselves."""
        if person.is_of_parent:
            self.name.label.text = "Name of a parent: you, or the other one"
            self.guardian.data = True


class Clinician(QuestionGroup):
    name = _name("Name of the doctor", "Write the name of the doctor.")
    role = LineField(
        "What kind of doctor?",
        description="For example: allergist, family doctor",
        render_kw=OF_ANOTHER,
    )
    place = LongLineField("Where?", description="Practice, clinic or town", render_kw=OF_ANOTHER)
    phone = LineField("Phone number", render_kw=TEL)

    def fit(self, person: Whose) -> None:
        """Other examples of doctors of a child."""
        if person.is_child:
            self.role.description = "For example: allergist, children’s doctor"
