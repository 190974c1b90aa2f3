"""What an entry stands for, and how two entries bear on each other."""

from __future__ import annotations

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.entries import Use
from walletcard.clinical.own_list import Exposure, exposure, members_of, own_list
from walletcard.clinical.patient import Medication, Tolerated, Trigger
from walletcard.clinical.statement import Listed, Part, Term, Typed


def about(name_or_id: str) -> Exposure:
    """What `aspirin` (an id) or `=Aspirin 100` (typed) is about, among the triggers."""
    if name_or_id.startswith("="):
        return exposure(Trigger(name=name_or_id[1:]))
    return exposure(Tolerated(id=name_or_id))


@pytest.mark.parametrize(
    ("entry", "use", "rescue"),
    [
        ("aspirin", "given", False),
        ("vancomycin", "given", False),
        ("nsaids", "needed", False),
        ("latex", "applied", False),
        ("antiseptics", "applied", False),
        ("plasma-expanders", "given", False),
        ("contrast-media", "needed", False),
        ("muscle-relaxants", "needed", False),
        ("anaesthetics", "needed", False),
        ("local-anaesthetics", "needed", False),
        ("opioids", "needed", False),
        ("antibiotics", "needed", False),
        ("wasp-venom", "not-given", False),
        ("heat", "not-given", False),
        ("stress", "not-given", False),
        ("food-additives", "not-given", False),
        ("medicine-fillers", "may-be-given", False),
        ("surgery", "may-be-given", False),
        ("needles", "not-given", False),
        ("epinephrine", "given", True),
        ("oxygen", "given", True),
        ("iv-fluids", "given", True),
        ("sulfites", "given", True),
        ("=Aspirin 100", "given", False),
        ("=latex gloves", "applied", False),
        ("=opioids such as morphine", "needed", False),
        ("=CT contrast", "needed", False),
        ("=morphine", "given", False),
        ("=red wine", "not-given", False),
        ("=lidocaine with epinephrine", "given", True),
        ("=sulfites in wine", "given", True),
        ("=CT dye", "needed", False),
        ("hydrocortisone", "needed", False),
        ("glucagon", "needed", False),
        ("prednisolone", "given", False),
        ("=prednisolone, hydrocortisone", "needed", False),
        ("chlorhexidine", "applied", False),
        ("=chlorhexidine and lidocaine", "given", False),
        ("adhesives", "may-be-given", False),
        ("albumin", "needed", False),
        ("red-cell-transfusion", "needed", False),
        ("=FFP", "needed", False),
        ("corticosteroids", "needed", False),
        ("penicillins", "needed", False),
        ("=quinolone antibiotics", "needed", False),
        ("iron-infusions", "given", False),
        ("=Bluttransfusion", "needed", False),
        ("=anaesthesia", "may-be-given", False),
        ("=bee", "not-given", False),
        ("=wasp stings", "not-given", False),
        ("=Ringerlösung", "given", True),
        ("=O2", "given", True),
        ("=sticking plaster", "may-be-given", False),
        ("=Xyzzy", "may-be-given", False),
        ("=penicillin zz", "perhaps-given", False),
        ("=no latex", "perhaps-given", False),
        ("=peanuts; prawns;", "not-given", False),
        ("=wasp or yellow jacket venom", "not-given", False),
        ("=Erdnüsse und Milch", "not-given", False),
        ("=peanuts and Xyzzy", "may-be-given", False),
        ("=peanut oil", "may-be-given", False),
        ("=, ", "may-be-given", False),
    ],
)
def test_what_an_entry_is(entry: str, use: str, *, rescue: bool) -> None:
    """What it is to whoever treats the person, and whether it saves lives."""
    one = about(entry)
    assert (one.use, one.is_rescue) == (use, rescue)


@pytest.mark.parametrize(
    ("one", "other", "same", "covers", "covered"),
    [
        ("nsaids", "aspirin", False, True, False),
        ("opioids", "fentanyl", False, True, False),
        ("antibiotics", "fluoroquinolones", False, True, False),
        ("=NSAIDs", "ibuprofen", False, True, False),
        ("local-anaesthetics", "=Lidocaine 2 % injection", False, True, False),
        ("=ibuprofen, diclofenac", "ibuprofen", False, True, False),
        ("=ibuprofen, diclofenac", "=diclofenac or naproxen", False, True, True),
        ("aspirin", "=ASPIRIN", True, False, False),
        ("aspirin", "aspirin", True, False, False),
        ("latex", "=latex gloves", True, False, False),
        ("=Red wine", "=red  WINE", True, False, False),
        ("aspirin", "ibuprofen", False, False, False),
        ("nsaids", "opioids", False, False, False),
        ("=red wine", "=white wine", False, False, False),
        ("wasp-venom", "honeybee-venom", False, False, False),
        # a product of several ingredients is none of them
        ("=Augmentin", "amoxicillin", False, True, False),
        ("=Augmentin", "=co-amoxiclav", True, False, False),
        ("=Augmentin", "=amoxicillin + clavulanic acid", True, False, False),
        ("=Tylenol 3", "acetaminophen", False, True, False),
        ("=Percocet", "=Tylenol 3", False, True, True),
        # and another form is another thing
        ("=Solu-Cortef", "hydrocortisone", False, True, True),
        ("=Solu-Cortef", "=hydrocortisone injection", True, False, False),
        ("=Depo-Medrol", "methylprednisolone", False, True, False),
        ("=dexamethasone eye drops", "dexamethasone", False, True, True),
        ("=dexamethasone by mouth", "dexamethasone", True, False, False),
        # a question is nothing but its words
        ("=Augmentin zz", "amoxicillin", False, False, False),
        ("=no amoxicillin", "amoxicillin", False, False, False),
    ],
)
def test_how_two_entries_bear_on_each_other(
    one: str, other: str, *, same: bool, covers: bool, covered: bool
) -> None:
    """The same, narrower or overlapping, or nothing to do with each other."""
    assert about(one).is_same(about(other)) is same
    assert about(one).covers(about(other)) is covers
    assert about(other).covers(about(one)) is covered


def test_what_is_printed_is_what_was_entered() -> None:
    """A typed name stays typed, an id becomes the catalogue's term."""
    assert about("=Aspirin 100").what == Typed("Aspirin 100")
    assert about("aspirin").what == Term("medicine", "aspirin")
    assert about("nsaids").what == Term("trigger", "nsaids")
    assert exposure(Medication(name="Aspirin")).what == Typed("Aspirin")
    assert exposure(Trigger(id="latex")).members == {"latex"}


def test_triggers_stand_by_gravity_and_keep_their_place_in_the_record() -> None:
    """Anaphylaxis first, then as entered; the path is the record's."""
    reactions = ("advised", "mild", "unknown", "anaphylaxis", "moderate", "anaphylaxis")
    patient = a_patient(triggers=[{"id": "heat", "reaction": one} for one in reactions])
    found = [(one.cause, one.entry.reaction.value) for one in own_list(patient).triggers]
    assert found == [
        ("triggers[3]", "anaphylaxis"),
        ("triggers[5]", "anaphylaxis"),
        ("triggers[4]", "moderate"),
        ("triggers[1]", "mild"),
        ("triggers[0]", "advised"),
        ("triggers[2]", "unknown"),
    ]


def test_the_triggers_without_rescue_keep_what_a_mixture_holds_besides() -> None:
    """Of lidocaine with epinephrine the lidocaine is left, of a sulfite nothing."""
    patient = a_patient(
        triggers=[
            {"id": "sulfites", "reaction": "anaphylaxis"},
            {"name": "lidocaine with epinephrine", "reaction": "mild"},
            {"name": "red wine", "reaction": "mild"},
        ]
    )
    left = list(own_list(patient).without_rescue())
    assert [one.cause for one in left] == ["triggers[1]", "triggers[2]"]
    assert left[0].about.what == Listed((Term("medicine", "lidocaine"),))
    assert left[0].about.members == {"lidocaine"}
    assert left[0].about.named == (Term("medicine", "lidocaine"),)
    assert left[0].about.use is Use.GIVEN


@pytest.mark.parametrize(
    ("name", "region", "ordered"),
    [
        ("Septanest", "AU", "Septanest (articaine)"),
        ("Septocaine™ 1:100,000", "US", "Septocaine™ 1:100,000 (articaine)"),
        ("Ubistesin forte", "DE", "Ubistesin forte (articaine)"),
        ("Ultracain", "ES", "Ultracain (articaine)"),
        ("Ultracain con epinefrina", "ES", "articaine"),
        ("articaine with epinephrine", "GB", "articaine"),
    ],
)
def test_a_product_with_epinephrine_is_its_label_and_keeps_its_name(
    name: str, region: str, ordered: str
) -> None:
    """The order is against the product and names no epinephrine; staff read all that is in it."""
    trigger = {"name": name, "reaction": "anaphylaxis"}
    patient = a_patient(triggers=[trigger], region=region)
    assert own_list(patient).triggers[0].about.members == {"articaine", "epinephrine"}
    assert says(patient, Part.NEVER) == [f"Do not give {ordered}: anaphylaxis"]
    (report,) = [one for one in says(patient, Part.STAFF) if one.startswith("Patient reports")]
    assert name in report
    assert "epine" in report


def test_an_unanswered_list_is_an_empty_one() -> None:
    """Nothing was reacted to, tolerated or taken as far as anybody knows."""
    own = own_list(a_patient())
    assert (own.triggers, own.tolerated, own.taken) == ((), (), ())


def test_the_members_of_a_class_are_its_medicines() -> None:
    """Fentanyl is an opioid, aspirin none."""
    assert "fentanyl" in members_of("opioid")
    assert "aspirin" not in members_of("opioid")
    assert members_of("no such class") == frozenset()


@pytest.mark.parametrize(
    ("trigger", "tolerated", "said"),
    [
        ("Augmentin", {"id": "amoxicillin"}, "Tolerates amoxicillin"),
        ("Nurofen Plus", {"name": "Advil"}, "Tolerates Advil (ibuprofen)"),
        ("aspirin", {"id": "aspirin"}, "Also tolerated"),
        ("Augmentin", {"name": "not amoxicillin"}, ""),
        ("Augmentin", {"name": "allergic to amoxicillin"}, ""),
    ],
)
def test_an_order_against_a_product_stands_whatever_of_it_is_tolerated(
    trigger: str, tolerated: dict[str, str], said: str
) -> None:
    """Only the same product, or all its ingredients in its form, is the same thing."""
    patient = a_patient(
        triggers=[{"name": trigger, "reaction": "anaphylaxis", "last": "2015"}],
        tolerated=[tolerated],
    )
    (line,) = says(patient, Part.NEVER)
    assert line.startswith(f"Do not give {trigger}")
    assert line.endswith(said or "2015")
    assert ("Also tolerated" in line) is (said == "Also tolerated")


def test_one_salt_of_a_medicine_that_a_note_asks_for_is_stated() -> None:
    """The medicine itself may be needed at once, and another salt of it is taken well."""
    patient = a_patient(
        triggers=[{"name": "Solu-Cortef", "reaction": "anaphylaxis"}],
        tolerated=[{"id": "hydrocortisone"}],
    )
    assert says(patient, Part.NEVER) == [
        "Reacted to Solu-Cortef (hydrocortisone): anaphylaxis. Tolerates hydrocortisone"
    ]


@pytest.mark.parametrize(
    ("reacted", "taken", "is_in"),
    [
        ("aspirin", "aspirin", True),
        ("nsaids", "=NSAIDs", True),
        ("nsaids", "aspirin", True),
        ("aspirin", "nsaids", False),
        ("codeine", "=Nurofen Plus", True),
        ("=Nurofen Plus", "codeine", False),
        ("=Nurofen Plus", "=Nurofen Plus", True),
        ("=ibuprofen, codeine", "codeine", True),
        ("aspirin", "ibuprofen", False),
    ],
)
def test_taking_a_part_counts_as_taking_the_group(reacted: str, taken: str, *, is_in: bool) -> None:
    """A member is of its group and a medicine in its product, but not the other way round."""
    assert about(reacted).is_in(about(taken)) is is_in


@pytest.mark.parametrize(
    ("text", "beside"),
    [("bee stings, then EpiPen", "honeybee-venom"), ("peanuts and an EpiPen", "peanuts")],
)
def test_food_and_stings_beside_a_rescue_treatment_are_named_in_the_plural(
    text: str, beside: str
) -> None:
    """One is stung by bees, and seldom eats one nut."""
    assert {term.id for term in about(f"={text}").named} == {"epinephrine", beside}


def test_a_medicine_is_compared_by_what_its_brand_means_in_the_country() -> None:
    """Flomax is an alpha-blocker in the US, and a painkiller in Italy."""
    for region, members in (("IT", frozenset({"morniflumate"})), ("US", frozenset({"tamsulosin"}))):
        patient = a_patient(region=region, medications=[{"name": "Flomax"}])
        ((path, about),) = own_list(patient).taken
        assert (path, about.members) == ("medications[0]", members)


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("heat", "heat; Hitze; chaleur; calor; caldo; hitte; värme; varme"),
        ("cold", "cold; Kälte; froid; frío; freddo; frio; kou; kyla; kulde"),
        ("exercise", "exercise; Anstrengung; ejercicio; exercício; inspanning; träning; trening"),
        (
            "surgery",
            "surgery; general anaesthesia; Vollnarkose; anestesia general; operatie; narkos",
        ),
        (
            "wasp-venom",
            "wasp; Wespe; guêpe; avispa; wespensteek; getingstick; vepsestikk; hvepsestik",
        ),
        ("honeybee-venom", "bees; Biene; abeille; abeja; abelha; bijensteek; bistick; bistikk"),
        ("alcohol", "wine; Wein; vin; vino; vinho; wijn"),
        ("mosquito-bite", "insect stings; Insektenstiche; piqûres d'insectes; insektsbett"),
        ("contrast-media", "contrast; Kontrastmittel; contrastvloeistof; kontrastvätska"),
    ],
)
def test_a_plain_word_in_many_languages_leads_to_the_trigger(id: str, names: str) -> None:
    """Also where the name of the entry has more words: "heat, hot bath or shower"."""
    for name in names.split("; "):
        assert [term.id for term in exposure(Trigger(name=name)).named] == [id], name
