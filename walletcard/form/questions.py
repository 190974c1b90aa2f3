"""The questions, as forms with the same structure as the record.

A field's path in its form is the path of its answer in the record. So the same code fills in, saves
and checks all of them; it is in `filling.py`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import FileField, Form, FormField

from walletcard.clinical.catalogue import catalogue
from walletcard.form import options
from walletcard.form.date_field import MONTH_YEAR, DateField
from walletcard.form.fields import (
    AnswerField,
    LineField,
    ListedField,
    ManyField,
    NoteField,
    PickField,
    TickField,
    YesNoField,
    complain,
    needed,
)
from walletcard.form.language_fields import LanguageField, LanguagesField
from walletcard.form.number_fields import AmountField, CountField

# A browser would fill in its own user's name and number where somebody else's are asked.
OF_ANOTHER = {"autocomplete": "off"}
TEL = OF_ANOTHER | {"type": "tel"}


class QuestionGroup(Form):
    """Questions that belong together."""

    IDLE: ClassVar[tuple[str, ...]] = ()  # answers that mean nothing alone, such as a unit

    @property
    def answers(self) -> dict[str, Any]:
        """The answers for the record, without those that were not given."""
        found: dict[str, Any] = {}
        for field in self:
            answer: Any = None
            if isinstance(field, FormField) and isinstance(field.form, QuestionGroup):
                answer = field.form.answers or None
            elif isinstance(field, AnswerField):
                answer = field.answer
            if answer is not None:
                found[field.short_name] = answer
        return {} if set(found) <= set(self.IDLE) else found


class About(QuestionGroup):
    """Who the person is: the only questions that must be answered."""

    name = LineField(
        "Your name",
        [needed("Write your name.")],
        description="As it stands on your papers",
        render_kw={"autocomplete": "name", "spellcheck": "false"},
    )
    born = DateField(
        "Date of birth",
        [needed("Write at least the year you were born.")],
        description="Day and month may stay empty",
        render_kw={"autocomplete": "bday"},
    )
    region = ListedField(
        "Country",
        [needed("Choose your country.")],
        options=options.regions,
        description="It decides which emergency number the card shows",
        render_kw={"autocomplete": "country"},
    )


class Measured(QuestionGroup):
    """A number with its unit, and when it was measured."""

    IDLE = ("unit",)
    value = AmountField("Number", render_kw={"inputmode": "decimal"})

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        given = self.answers
        if "value" in given and "unit" not in given:
            complain(self["unit"], "Choose the unit.")
        if given and "value" not in given:
            complain(self.value, "Write the number too, or clear the date.")
        return valid and not self.errors


class Weight(Measured):
    value = AmountField("Weight", render_kw={"inputmode": "decimal"})
    unit = PickField("Unit of weight", options.WEIGHT_UNITS)
    on = DateField("When you were weighed", parts=MONTH_YEAR)


class MoreAboutYou(QuestionGroup):
    """Weight, languages and interpreter."""

    weight = FormField(Weight, "Your weight", description="Most of all for a child")
    languages = LanguagesField(
        "Languages you speak",
        description="For example: English, German. The one you speak best comes first.",
    )
    interpreter = LanguageField("If you need an interpreter: for which language?")


class Subtype(QuestionGroup):
    subtype = PickField(
        "Which kind of mastocytosis do you have?",
        options.subtypes,
        hints=options.subtype_hints,
        description="Choose what your doctor’s letter says",
    )


class Tryptase(Measured):
    value = AmountField("Tryptase", render_kw={"inputmode": "decimal"})
    unit = PickField("Unit of tryptase", options.TRYPTASE_UNITS)
    on = DateField("When it was measured")


class Diagnosis(QuestionGroup):
    """What the doctor's letter says."""

    status = PickField("Is it sure that you have it?", options.STATUSES)
    year = CountField(
        "Year in which it was found", description="Like 2019", render_kw={"inputmode": "numeric"}
    )
    baseline_tryptase = FormField(
        Tryptase, "Your usual tryptase", description="A blood test, on a day when you felt well"
    )
    kit_d816v = PickField("KIT D816V, a gene test", options.KIT)
    associated_neoplasm = LineField(
        "Second blood disease, if your letter names one", description="Copy the words"
    )


class Reactions(QuestionGroup):
    """How reactions went so far."""

    anaphylaxis_count = CountField(
        "How many severe reactions (anaphylaxis) did you have?",
        description="0 if none; leave empty if you do not know",
        render_kw={"inputmode": "numeric"},
    )
    last = DateField("When was the last one?")
    usual_signs = ManyField(
        "How does a severe reaction start in you?",
        options.signs,
        "It starts in a different way each time, or I never had one",
        description="Tick all that come first",
    )
    doses_needed = CountField(
        "How many doses of epinephrine did you need at most?", render_kw={"inputmode": "numeric"}
    )
    second_wave = YesNoField("Did a reaction ever come back some hours later?")
    intensive_care = YesNoField("Were you ever in intensive care for a reaction?")
    note = NoteField("Anything else about your reactions")


class AlertAnswer(QuestionGroup):
    # The question is visible above it already.
    answer = PickField("Answer", options.ALERT_ANSWERS, render_kw={"legend": "hidden"})
    note = NoteField(
        "What should emergency staff know about it?", description="For example the medicine"
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.note.data and not self.answer.data:
            complain(self.answer, "Choose yes or no, or clear what you wrote.")
        return valid and not self.errors


class Platelets(Measured):
    value = AmountField("Platelets", render_kw={"inputmode": "decimal"})
    unit = PickField("Unit of platelets", options.PLATELET_UNITS)
    on = DateField("When they were counted")


def front_alerts(*sent: Any, **given: Any) -> QuestionGroup:
    """The alerts on the front of the card, filled in."""
    return _alerts(front=True)(*sent, **given)


def more_alerts(*sent: Any, **given: Any) -> QuestionGroup:
    """The other alerts, filled in."""
    return _alerts(front=False)(*sent, **given)


def _alerts(*, front: bool) -> type[QuestionGroup]:
    asked = [alert for alert in catalogue().alerts.values() if alert.front is front]
    fields: dict[str, Any] = {one.id: FormField(AlertAnswer, one.question) for one in asked}
    page: dict[str, Any] = {"alerts": FormField(type("AlertAnswers", (QuestionGroup,), fields), "")}
    if not front:
        page["platelets"] = FormField(Platelets, "Your last platelet count")
    return type("Alerts", (QuestionGroup,), page)


class Hospital(QuestionGroup):
    name = LineField(
        "Name of the hospital",
        description="The one that knows you, if there is one",
        render_kw=OF_ANOTHER,
    )
    phone = LineField("Phone of the hospital", render_kw=TEL)
    patient_number = LineField("Your number there", render_kw=OF_ANOTHER)


class Instructions(QuestionGroup):
    text = NoteField("What your doctor wrote", description="Copy the words", render_kw={"rows": 5})
    by = LineField("Who wrote it")
    on = DateField("When it was written")


class Directions(QuestionGroup):
    """What a clinician wrote, copied by the person."""

    instructions = FormField(
        Instructions, "In an emergency", description="Only if a doctor gave you a plan of your own"
    )
    premedication = FormField(
        Instructions,
        "Pills before a scan or operation",
        description="What your doctor wants you to take before a planned procedure",
    )


class ReviewQuestions(QuestionGroup):
    """Whom the person names as having reviewed the answers."""

    by = LineField("Who went through your answers with you?", description="A doctor or a nurse")
    on = DateField("When?")
    review_by = DateField("When should it be looked at again?", ahead=True)


class Answered(QuestionGroup):
    answered_on = DateField(
        "On which day are these answers right?",
        [needed("Write the day.")],
        description="It stands on the card, so that helpers see how old your answers are",
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and len(self.answered_on.data or "") < len("YYYY-MM-DD"):
            complain(self.answered_on, "Fill in day, month and year.")
        return valid and not self.errors


def _name(label: str, sentence: str, hint: str = "") -> LineField:
    attributes = {"spellcheck": "false"} | OF_ANOTHER
    return LineField(label, [needed(sentence)], description=hint, render_kw=attributes)


class Medication(QuestionGroup):
    name = _name("Name of the medicine", "Write the name of the medicine.", "As on the box")
    dose = LineField("Dose", description="For example 10 mg")
    schedule = LineField("When you take it", description="For example morning and evening")
    note = NoteField("Anything else about it")


class Trigger(QuestionGroup):
    name = _name("What set it off?", "Write what set it off.", "One medicine, food or thing")
    reaction = PickField("What happened?", options.REACTIONS)
    last = DateField("When was the last time?", parts=MONTH_YEAR)
    note = NoteField("What was it exactly?", description="For example: ibuprofen 400 mg")
    confirmed_by = LineField("Which doctor says so, if one does?")


class Tolerated(QuestionGroup):
    name = _name("What did you take safely?", "Write what you took.", "As on the box")
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
    guardian = TickField("This person decides for me (parent or guardian)")


class Clinician(QuestionGroup):
    name = _name("Name of the doctor", "Write the name of the doctor.")
    role = LineField(
        "What kind of doctor?",
        description="For example: allergist, family doctor",
        render_kw=OF_ANOTHER,
    )
    place = LineField("Where?", description="Practice, clinic or town", render_kw=OF_ANOTHER)
    phone = LineField("Phone number", render_kw=TEL)


class FileForm(Form):
    """A record that was saved."""

    file = FileField("Your saved answers")
