"""The data files: sourced, consistent, and refused with every fault where they are not."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlparse

import pytest

from walletcard.clinical.catalogue import Catalogue, CatalogueInvalid, catalogue, load
from walletcard.clinical.devices import micrograms
from walletcard.clinical.entries import Say, Use
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading
from walletcard.clinical.staff import VITAL

READ = catalogue()
ALERT = """[[alert]]
id = "a"
question = "?"
question_of_another = "?"
hint = "?"
note_hint = "?"
name = "A"
"""
SOURCE = """
[[source]]
id = "one"
title = "One"
publisher = "A"
read_as = "full text"
mark = "a"
"""


def loaded(folder: Path, text: str) -> Catalogue:
    """The catalogue of one file."""
    (folder / "all.toml").write_text(SOURCE + text, "utf-8")
    return load(folder)


@pytest.mark.parametrize("sentence", READ.statements.values(), ids=lambda one: str(one.id))
def test_every_sentence_that_may_be_printed_rests_on_a_source_that_was_opened(
    sentence: object,
) -> None:
    """Every source is in the register, and the best of them has the mark (a)."""
    one = READ.statements[sentence.id]  # type: ignore[attr-defined]
    assert {READ.sources[source].mark for source in one.sources} >= {"a"}
    assert READ.may_print(one)


def test_only_answers_and_labels_go_without_an_address() -> None:
    """Whoever checks a sentence can open what it rests on."""
    without = {source.id for source in READ.sources.values() if source.address is None}
    assert without == {"answers", "form"}


@pytest.mark.parametrize(
    "sentence",
    [one for one in READ.statements.values() if one.audience == "staff"],
    ids=lambda one: str(one.id),
)
def test_no_line_of_staff_rests_on_a_label_alone(sentence: object) -> None:
    """A heading needs no source, a fact does; what the person entered is the person's."""
    one = READ.statements[sentence.id]  # type: ignore[attr-defined]
    assert set(one.sources) != {"form"}


def test_no_sentence_gives_a_dose_by_weight_or_orders_to_stop_or_withhold() -> None:
    """No mg/kg, no ratio, no "stop"; an order in one sentence, and in its short form, alone."""
    for sentence in READ.statements.values():
        text = sentence.text.lower()
        assert "/kg" not in text, sentence.id
        assert "1:1000" not in text, sentence.id
        assert not re.search(r"\bstop (taking|it|the|using)\b", text), sentence.id
        assert not re.search(r"cannot have|must not have|contraindicated", text), sentence.id
        if sentence.audience != "patient":
            gives = sentence.id.removeprefix("glance.") == "do-not-give"
            assert ("do not give" in text) is gives, sentence.id
            orders = "do not use" in text and "in place of" not in text
            assert orders is (sentence.id.removeprefix("glance.") == "do-not-use"), sentence.id


def test_no_sentence_says_that_all_guidelines_agree() -> None:
    """Whether everybody must be brought to hospital is disputed among specialists."""
    for sentence in READ.statements.values():
        assert not re.search(r"all guidelines|guidelines agree", sentence.text.lower())


def test_an_adult_dose_stands_only_in_sentences_for_adults() -> None:
    """Their ids end in .adult, and each has a twin for everybody else."""
    for sentence in READ.statements.values():
        names_adult = "adult" in sentence.text.split(" ") or "100 mg" in sentence.text
        if sentence.audience == "staff" and ".staff" in sentence.id and names_adult:
            assert sentence.id.endswith(".adult")
        if sentence.id.endswith(".staff.adult"):
            assert sentence.id.removesuffix(".adult") in READ.statements


def test_rescue_treatment_is_in_the_catalogue_and_in_no_group_of_triggers() -> None:
    """No trigger of a class can bar epinephrine, oxygen, fluid or sulfite."""
    rescue = {one.id for one in READ.medicines.values() if "rescue" in one.classes}
    assert rescue >= {"epinephrine", "oxygen", "iv-fluids", "saline", "sulfites", "metabisulfite"}
    groups = {trigger.class_ for trigger in READ.triggers.values()}
    assert not rescue & {id for id, one in READ.medicines.items() if groups & set(one.classes)}


def test_every_rescue_treatment_has_one_sentence_that_it_is_given_all_the_same() -> None:
    """The ground for epinephrine says nothing of fluid or oxygen, and the other way round."""
    still = {id for id in READ.classes if f"class.{id}.still" in READ.statements}
    assert still == {"epinephrine", "fluid", "oxygen"}
    for medicine in READ.medicines.values():
        if "rescue" in medicine.classes:
            assert len(still & set(medicine.classes)) == 1, medicine.id
        else:
            assert not still & set(medicine.classes), medicine.id


def test_what_rules_name_is_in_the_catalogue() -> None:
    """Classes, alerts, conditions and medicines of the rules."""
    assert {*READ.alerts, *READ.conditions, *READ.classes} >= set(VITAL)


def test_a_note_that_names_a_medicine_to_give_asks_for_it() -> None:
    """Then no order stands against it; what a note says of a medicine taken is no such asking."""
    for sentence in READ.statements.values():
        if ".staff" in sentence.id and re.match(r"(alert|class|condition)\.", sentence.id):
            read = meaning(sentence.text, Reading.MEDICATIONS)
            named = {one.id for one in read.may_be} & READ.medicines.keys() - {"epinephrine"}
            assert named <= set(sentence.asks_for), sentence.id


def test_the_table_of_wording_has_a_row_for_every_use() -> None:
    """An order is the gravest word of a row, and a row without one has no "avoid if you can"."""
    assert set(READ.wordings) == set(Use)
    for row in READ.wordings.values():
        ordered = row.anaphylaxis in (Say.DO_NOT_GIVE, Say.DO_NOT_USE)
        assert (row.moderate is Say.AVOID) is ordered, row.id
        assert row.mild is row.unknown, row.id
        assert row.mild in (Say.REACTED, Say.SETS_OFF), row.id


def test_the_groups_that_may_be_needed_are_never_ordered_against() -> None:
    """Imaging, airway, pain, infection and vaccines; the rest of the list of groups is known."""
    needed = {one.id for one in READ.triggers.values() if one.use is Use.NEEDED}
    assert needed >= {
        *("contrast-media", "iodinated-contrast", "gadolinium-contrast", "opioids", "antibiotics"),
        *("local-anaesthetics", "muscle-relaxants", "anaesthetics", "vaccines"),
        *("blood-products", "corticosteroids", "nsaids", "penicillins", "cephalosporins"),
        *("fluoroquinolones", "sulfonamides"),
    }
    ordered = {one.id for one in READ.triggers.values() if one.use in (Use.GIVEN, Use.APPLIED)}
    assert ordered == {
        *("vancomycin", "plasma-expanders", "latex", "antiseptics", "iron-infusions", "blue-dyes"),
    }


def test_bands_are_of_strengths_that_the_label_has() -> None:
    """And they run upwards."""
    for device in READ.devices.values():
        for label in device.label:
            sold = {micrograms(strength) for strength in label.strengths}
            for band in label.bands:
                assert micrograms(band.strength) in sold, device.id
                assert band.from_kg < band.to_kg, device.id


def test_a_device_has_the_label_of_its_country_or_none() -> None:
    """Where no label was read, the strengths of all countries are known."""
    pen = READ.devices["epipen"]
    label = pen.label_in("GB")
    assert label is not None
    assert label.repeat_minutes == 5
    assert pen.label_in("DE") is None
    assert pen.strengths_in("GB") == {"0.3 mg", "0.15 mg"}
    assert pen.strengths_in("DE") >= {"0.3 mg", "300 micrograms"}


def test_a_recalled_device_is_not_offered() -> None:
    """It is still printed for whoever carries one."""
    assert not READ.devices["emerade"].offered
    assert READ.devices["emerade"].recall


def test_112_is_not_norways_ambulance() -> None:
    """Each number carries a source that was opened."""
    assert READ.regions["NO"].number == "113"
    for region in READ.regions.values():
        marks = {READ.sources[source].mark for source in region.sources}
        assert region.number is None or "a" in marks


def test_each_country_of_the_list_has_its_word_for_epinephrine() -> None:
    """What stands on the box there; and whoever types that word is never told to withhold it."""
    listed = "US CA GB IE DE AT CH FR BE NL ES PT IT SE NO DK FI PL CZ GR AU NZ JP BR ZA IN"
    for code in listed.split():
        assert READ.regions[code].epinephrine, code
        assert READ.regions[code].epinephrine_sources, code
    for region in READ.regions.values():
        if region.epinephrine:
            (medicine,) = meaning(region.epinephrine, Reading.MEDICATIONS, region.code).medicines
            assert medicine.id == "epinephrine"


def test_the_words_for_epinephrine_are_the_countries_own() -> None:
    """Two of English, and one that is neither."""
    words = {code: READ.regions[code].epinephrine for code in ("US", "GB", "FI")}
    assert words == {"US": "epinephrine", "GB": "adrenaline", "FI": "adrenaliini"}
    assert READ.regions["MX"].epinephrine is None  # both words are in use


def test_whoever_knows_the_disease_is_listed_with_where_that_was_read() -> None:
    """Societies, networks and clinics; a phone number only in a form that can be dialled."""
    assert {one.kind for one in READ.help.values()} == {"society", "network", "centre"}
    for one in READ.help.values():
        assert one.sources, one.id
        assert set(one.regions) <= set(READ.regions), one.id
        assert one.phone is None or re.fullmatch(r"\+[0-9 ]{8,20}", one.phone), one.id


def test_every_form_of_the_disease_has_its_two_sentences() -> None:
    """A plain one for the person, and a line for emergency staff."""
    for form in READ.subtypes:
        assert READ.statements[f"subtype.{form}.patient"].audience == "patient"
        assert READ.statements[f"subtype.{form}.staff"].audience == "staff"


def test_no_name_of_an_entry_is_given_twice_in_its_kind() -> None:
    """A name leads to one entry."""
    for entries in (READ.subtypes, READ.conditions):
        names = [name.casefold() for one in entries.values() for name in (one.name, *one.also)]
        assert len(names) == len(set(names))


def test_few_sources_have_the_front_page_of_a_site_as_their_address() -> None:
    """Whoever checks should find the page; these were read, and their page was not found again."""
    front = {
        source.id
        for source in READ.sources.values()
        if source.address and urlparse(source.address)[2:] in {("", "", "", ""), ("/", "", "", "")}
    }
    assert front <= {
        *("aaa-devices", "adrenaclick-pdr", "allerject-ca", "anapen-de", "anuario-child"),
        *("eb-medicine-anaphylaxis", "harbor-trial", "svelic-2014"),
        *("help-mastozytose-info", "help-foerderverein-mastozytose"),
    }


def test_the_catalogue_is_read_once() -> None:
    """Everybody has the same one."""
    assert catalogue() is catalogue()


def test_a_valid_catalogue_is_read(tmp_path: Path) -> None:
    """A sentence with a source."""
    read = loaded(tmp_path, '[[statement]]\nid = "a"\ntext = "A."\nsources = ["one"]\n')
    assert read.statements["a"].review_state == "draft"
    assert read.may_print(read.statements["a"])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[statement]]\nid = "a"\ntext = "A."\nsources = ["two"]\n', "a: there is no two"),
        ('[[statement]]\nid = "a"\ntext = "A."\nsources = []\n', "a names no source"),
        ('[[statement]]\nid = "a"\ntext = "A."\n', "sources"),
        ('[[statement]]\nid = "A b"\ntext = "A."\nsources = ["one"]\n', "id"),
        ('[[thing]]\nid = "a"\n', "thing is not a kind of entry"),
        (SOURCE, "source one stands twice"),
        ('[[statement]]\nid = "a"\ntext = "A."\nsources = ["one"]\nword = 1\n', "word"),
        (
            ALERT + 'classes = ["b"]\nsources = ["one"]\n',
            "a: there is no b",
        ),
        (
            ALERT + 'conditions = ["c"]\nsources = ["one"]\n',
            "a: there is no c",
        ),
        ('[[class]]\nid = "a"\nname = "A"\nalert = "d"\nsources = ["one"]\n', "a: there is no d"),
        (
            (
                '[[device]]\nid = "a"\nname = "A"\nroute = "nasal"\nform = "pen"\noffered = true\n'
                'sources = ["one"]\n[[device.label]]\nregions = ["US"]\nstrengths = ["1 mg"]\n'
                'sources = ["three"]\n'
            ),
            "a: there is no three",
        ),
        (
            '[[region]]\ncode = "US"\nnumber = "911"\npaper = "letter"\nsources = []\n',
            "US names no",
        ),
        *(
            (
                (
                    f'[[alias]]\nid = "a"\nname = "A"\nkind = "{kind}"\nmeans = ["b"]\n'
                    'sources = ["one"]\n'
                ),
                "a: there is no b",
            )
            for kind in ("medicine", "condition")
        ),
        (
            (
                '[[product]]\nid = "a"\nname = "A"\ningredients = ["b"]\nregions = ["US"]\n'
                'sources = ["one"]\n'
            ),
            "a: there is no b",
        ),
        (
            (
                '[[product]]\nid = "a"\nname = "A"\ningredients = ["b"]\nregions = ["US"]\n'
                'sources = ["one"]\n'
            ),
            "a: there is no US",
        ),
        (
            '[[statement]]\nid = "a"\ntext = "A."\nasks_for = ["b"]\nsources = ["one"]\n',
            "a: there is no b",
        ),
    ],
)
def test_a_fault_of_the_data_files_is_named(tmp_path: Path, text: str, fault: str) -> None:
    """Nothing is printed from a catalogue that contradicts itself."""
    with pytest.raises(CatalogueInvalid, match=re.escape(fault)):
        loaded(tmp_path, text)


def test_what_states_nothing_needs_no_source(tmp_path: Path) -> None:
    """A region without a number, and a condition that is only a name."""
    text = '[[region]]\ncode = "US"\npaper = "letter"\nsources = []\n'
    read = loaded(tmp_path, text + '[[condition]]\nid = "gout"\nname = "gout"\nsources = []\n')
    assert read.regions["US"].number is None
    assert "gout" in read.conditions


def test_a_sentence_without_an_opened_source_is_never_printed(tmp_path: Path) -> None:
    """The mark decides, not the number of sources."""
    second_hand = SOURCE.replace('"one"', '"two"').replace('mark = "a"', 'mark = "a-"')
    text = second_hand + '[[statement]]\nid = "a"\ntext = "A."\nsources = ["two"]\n'
    read = loaded(tmp_path, text)
    assert not read.may_print(read.statements["a"])
