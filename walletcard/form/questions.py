"""The questions, as forms with the same structure as the record.

A field's path in its form is the path of its answer in the record. So the same code fills in, saves
and checks all of them; it is in `filling.py`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import FileField, Form, FormField

from walletcard.form import options
from walletcard.form.date_field import MONTH_YEAR, DateField
from walletcard.form.fields import (
    AnswerField,
    LineField,
    ListedField,
    LongLineField,
    ManyField,
    NoteField,
    PickField,
    YesNoField,
    complain,
    needed,
)
from walletcard.form.language_fields import LanguageField, LanguagesField
from walletcard.form.number_fields import (
    CELL_UNITS,
    TRYPTASE_UNITS,
    AmountField,
    CountField,
    LabResultField,
    YearField,
)
from walletcard.form.two_ways import TwoWays
from walletcard.form.usual import for_age
from walletcard.form.whose import WHOSE, Whose

# A browser would fill in its own user's name and number where somebody else's are asked.
OF_ANOTHER = {"autocomplete": "off"}
TEL = OF_ANOTHER | {"type": "tel"}
COPY_THE_SIGN = "If the letter has > or < before the number, copy it too."
UNITS_DIFFER = "You wrote {} behind the number. Choose that unit, or correct the number."


class QuestionGroup(Form):
    """Questions that belong together."""

    IDLE: ClassVar[tuple[str, ...]] = ()  # answers that mean nothing alone, such as a unit

    asked_from: ClassVar[int] = 0  # years: nobody surely younger is asked
    then_asked: ClassVar[str] = ""  # the first answer after which the rest is asked
    called: ClassVar[str] = ""  # in a list of what is wrong, if the question is long

    def is_asked(self, person: Whose) -> bool:
        """Whether this person is asked; an answer that is there stays in sight even if not."""
        return not person.is_under(self.asked_from)

    def fit(self, person: Whose) -> None:
        """Change what is offered to fit the person; most forms fit everybody."""

    def suggest(self, person: Whose) -> None:
        """Fill in what is likely, on a form that is shown for the first time."""

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
    """Who the person is: the only questions that must be answered.

    They speak to whoever fills them in, for whomever: for whom is the first of them.
    """

    answered_by = PickField(
        "Who is this card for?",
        WHOSE,
        validators=[needed("Choose who this card is for.")],
    )
    name = LineField(
        "Name on your papers",
        [needed("Write the name.")],
        description="First and last name, as on a passport",
        render_kw={"autocomplete": "name", "spellcheck": "false"},
    )
    born = DateField(
        "Date of birth",
        [needed("Write at least the year of birth.")],
        description="Day and month may stay empty",
        like=1984,
        render_kw={"autocomplete": "bday"},
    )
    region = ListedField(
        "Country",
        [needed("Choose the country.")],
        options=options.regions,
        description="It decides which emergency number your papers show",
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
    unit = PickField("Unit of weight", options.WEIGHT_UNITS)
    on = DateField(TwoWays("When you were weighed", "When {} was weighed"), parts=MONTH_YEAR)


class MoreAboutYou(QuestionGroup):
    """Weight, languages and interpreter."""

    weight = FormField(
        Weight, TwoWays("Your weight", "Weight"), description="Most of all for a child"
    )
    languages = LanguagesField(
        TwoWays("Languages you speak", "Languages that {} speaks or understands"),
        description="For example: English, German. The best one comes first.",
    )
    interpreter = LanguageField(
        TwoWays(
            "If you need an interpreter: for which language?",
            "If {} or you need an interpreter: for which language?",
        )
    )


class Subtype(QuestionGroup):
    subtype = PickField(
        TwoWays(
            "Which kind of mastocytosis do you have?", "Which kind of mastocytosis does {} have?"
        ),
        options.subtypes,
        hints=options.subtype_hints,
        description="Choose what the doctor’s letter says",
    )

    def fit(self, person: Whose) -> None:
        """For a child the forms of the skin come first, after "Not sure"."""
        if person.is_under(options.SKIN_FIRST_UNDER):
            self.subtype.offer(options.NO_SUBTYPE | options.skin_first(self.subtype.options))


class LabResult(Measured):
    """A number with its unit, as it stands on the laboratory's letter."""

    value: LabResultField
    unit: PickField

    def process(self, *given: Any, **more: Any) -> None:
        """Take the unit that stands behind the number, as on the letter, if none is chosen."""
        super().process(*given, **more)
        self.unit.data = self.unit.data or self.value.unit or None
        if comparator := more.get("comparator"):
            self.value.compare(comparator)

    @property
    def answers(self) -> dict[str, Any]:
        """The number, its unit and day, and whether it is "more than" or "less than"."""
        given, comparator = super().answers, self.value.comparator
        return given | {"comparator": comparator} if "value" in given and comparator else given

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        typed = self.value.unit
        if typed and self.unit.data != typed:
            complain(self.unit, UNITS_DIFFER.format(self.unit.options[typed]))
            return False
        return super().validate(extra_validators)


class Tryptase(LabResult):
    value = LabResultField("Tryptase", TRYPTASE_UNITS, render_kw={"inputmode": "text"})
    unit = PickField("Unit of tryptase", options.TRYPTASE_UNITS)
    on = DateField("When it was measured")


class Diagnosis(QuestionGroup):
    """What the doctor's letter says."""

    status = PickField(
        TwoWays("Is it sure that you have it?", "Is it sure that {} has it?"), options.STATUSES
    )
    year = YearField(
        "Year in which it was found", description="Like 2019", render_kw={"inputmode": "numeric"}
    )
    baseline_tryptase = FormField(
        Tryptase,
        TwoWays("Your usual tryptase", "Usual tryptase"),
        description=TwoWays(
            f"A blood test, on a day when you felt well. {COPY_THE_SIGN}",
            f"A blood test, on a day when {{}} felt well. {COPY_THE_SIGN}",
        ),
    )
    kit_d816v = PickField("KIT D816V, a gene test", options.KIT)
    associated_neoplasm = LongLineField(
        "Second blood disease, if the letter names one", description="Copy the words"
    )


class Platelets(LabResult):
    value = LabResultField("Platelets", CELL_UNITS, render_kw={"inputmode": "text"})
    unit = PickField("Unit of platelets", options.PLATELET_UNITS)
    on = DateField("When they were counted")


class Tests(QuestionGroup):
    """What the doctor's letter says, and the blood cells."""

    diagnosis = FormField(Diagnosis, "")
    platelets = FormField(
        Platelets,
        TwoWays("Your last platelet count", "The last platelet count"),
        description="Blood cells that stop bleeding. Copy number and unit: 230×10⁹/L or 230000/µL",
    )


class Reactions(QuestionGroup):
    """How reactions went so far."""

    anaphylaxis_count = CountField(
        TwoWays(
            "How many severe reactions (anaphylaxis) did you have?",
            "How many severe reactions (anaphylaxis) did {} have?",
        ),
        description="0 if none; leave empty if you do not know",
        render_kw={"inputmode": "numeric"},
    )
    last = DateField("When was the last one?")
    usual_signs = ManyField(
        TwoWays(
            "How does a severe reaction start in you?", "How does a severe reaction start in {}?"
        ),
        options.signs,
        TwoWays(
            "It starts in a different way each time, or I never had one",
            "It starts in a different way each time, or there was never one",
        ),
        description="Tick all that come first",
    )
    doses_needed = CountField(
        TwoWays(
            "How many doses of epinephrine did you need at most?",
            "How many doses of epinephrine did {} need at most?",
        ),
        render_kw={"inputmode": "numeric"},
    )
    second_wave = YesNoField("Did a reaction ever come back some hours later?")
    intensive_care = YesNoField(
        TwoWays(
            "Were you ever in intensive care for a reaction?",
            "Was {} ever in intensive care for a reaction?",
        )
    )
    note = NoteField("Anything else about the reactions")

    def fit(self, person: Whose) -> None:
        """Of a small child those signs come first that helpers see."""
        offered = self.usual_signs.options
        self.usual_signs.options = {id: offered[id] for id in for_age("signs", offered, person)}


class Hospital(QuestionGroup):
    name = LineField(
        "Name of the hospital",
        description=TwoWays(
            "The one that knows you, if there is one", "The one that knows {}, if there is one"
        ),
        render_kw=OF_ANOTHER,
    )
    phone = LineField("Phone of the hospital", render_kw=TEL)
    patient_number = LineField("Patient number there", render_kw=OF_ANOTHER)


class Instructions(QuestionGroup):
    text = NoteField(
        TwoWays("What your doctor wrote", "What the doctor wrote"),
        description="Copy the words",
        render_kw={"rows": 5},
    )
    by = LineField("Who wrote it")
    on = DateField("When it was written")


class Directions(QuestionGroup):
    """What a clinician wrote, copied by the person."""

    instructions = FormField(
        Instructions, "In an emergency", description="Only if a doctor wrote a plan for it"
    )
    premedication = FormField(
        Instructions,
        "Pills before a scan or operation",
        description="What the doctor wants taken before a planned procedure",
    )


class ReviewQuestions(QuestionGroup):
    """Whom the person names as having reviewed the answers."""

    by = LineField("Who went through the answers with you?", description="A doctor or a nurse")
    on = DateField("When?")
    review_by = DateField("When should it be looked at again?", ahead=True)


class Answered(QuestionGroup):
    answered_on = DateField(
        "On which day are these answers right?",
        [needed("Write the day.")],
        description="It stands on your papers, so that helpers see how old your answers are",
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and len(self.answered_on.data or "") < len("YYYY-MM-DD"):
            complain(self.answered_on, "Fill in day, month and year.")
        return valid and not self.errors


class FileForm(Form):
    file = FileField("Your saved answers")
