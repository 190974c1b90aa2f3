"""What an owner can do with their cards."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import PRINTED, a_patient, person
from tests.sharing.databases import Database
from walletcard.clinical.record import RecordRefused
from walletcard.sharing import cards
from walletcard.sharing.holding import Details, Holding, IssuedCard, KeptRecord
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
PHOTO = "data:image/jpeg;base64,AAAA"
OLD = KeptRecord.of(a_patient())
NEW = KeptRecord.of(a_patient(name="Noor Haddad"), PHOTO)


@pytest.fixture
def owner(store: Store) -> OwnerSecret:
    """An owner with one card, made on Monday."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, OLD, MONDAY)
    return owner


@pytest.mark.parametrize("number", [file.name[:2] for file in PRINTED])
def test_a_card_opens_what_was_answered(store: Store, number: str) -> None:
    """Every answer of every person reads back as it was, behind the code and for the owner."""
    owner, patient = OwnerSecret.fresh(), person(number)
    cards.keep(store, owner, KeptRecord.of(patient, PHOTO), MONDAY)

    details, holding = cards.details(store, owner.card(1)), cards.holding(store, owner)
    assert details.answers.patient == patient == holding.answers.patient
    assert details.answers.photo == PHOTO == holding.answers.photo
    assert details.card == IssuedCard(1, MONDAY) == holding.current


def test_changed_answers_stand_behind_the_same_code(store: Store, owner: OwnerSecret) -> None:
    """Nothing has to be printed again."""
    cards.change(store, owner, NEW)

    assert cards.details(store, owner.card(1)) == Details(NEW, IssuedCard(1, MONDAY))
    assert cards.holding(store, owner) == Holding(NEW, (IssuedCard(1, MONDAY),))
    assert cards.current(store, owner) == (owner.card(1), Details(NEW, IssuedCard(1, MONDAY)))


def test_a_withdrawn_card_opens_nothing(store: Store, owner: OwnerSecret) -> None:
    """The owner still has the answers, and sees when it was withdrawn; twice is once."""
    cards.withdraw(store, owner, TUESDAY)
    cards.withdraw(store, owner, FRIDAY)

    for step in (lambda: cards.details(store, owner.card(1)), lambda: cards.current(store, owner)):
        with pytest.raises(CardWithdrawn):
            step()
    holding = cards.holding(store, owner)
    assert holding == Holding(OLD, (IssuedCard(1, MONDAY, TUESDAY),))
    assert holding.current is None


def test_a_paused_card_opens_nothing_until_it_is_resumed(store: Store, owner: OwnerSecret) -> None:
    """Then it opens the answers of now; neither step can be done twice."""
    cards.pause(store, owner, TUESDAY)
    cards.change(store, owner, NEW)

    for step in (
        lambda: cards.details(store, owner.card(1)),
        lambda: cards.pause(store, owner, FRIDAY),
    ):
        with pytest.raises(CardWithdrawn):
            step()
    paused = IssuedCard(1, MONDAY, paused=TUESDAY)
    assert cards.holding(store, owner) == Holding(NEW, (paused,))
    cards.resume(store, owner)
    assert cards.details(store, owner.card(1)) == Details(NEW, IssuedCard(1, MONDAY))
    with pytest.raises(CardWithdrawn):
        cards.resume(store, owner)


def test_a_paused_card_that_is_withdrawn_stays_so(store: Store, owner: OwnerSecret) -> None:
    """Nobody switches it on again."""
    cards.pause(store, owner, TUESDAY)
    cards.withdraw(store, owner, FRIDAY)

    with pytest.raises(CardWithdrawn):
        cards.resume(store, owner)


def test_answers_change_without_a_card(store: Store, owner: OwnerSecret) -> None:
    """A withdrawn card stays withdrawn when the answers change."""
    cards.withdraw(store, owner, TUESDAY)
    cards.change(store, owner, NEW)

    assert cards.holding(store, owner).answers == NEW
    with pytest.raises(CardWithdrawn):
        cards.details(store, owner.card(1))


def test_a_lost_card_is_replaced_by_the_next_number(store: Store, owner: OwnerSecret) -> None:
    """The old code opens nothing, the new one the same answers."""
    assert cards.renew(store, owner, TUESDAY) == IssuedCard(2, TUESDAY)

    with pytest.raises(CardWithdrawn):
        cards.details(store, owner.card(1))
    assert cards.details(store, owner.card(2)) == Details(OLD, IssuedCard(2, TUESDAY))
    assert cards.holding(store, owner).cards == (
        IssuedCard(1, MONDAY, TUESDAY),
        IssuedCard(2, TUESDAY),
    )


def test_a_card_is_made_after_one_was_withdrawn(store: Store, owner: OwnerSecret) -> None:
    """The day of the withdrawal stays what it was."""
    cards.withdraw(store, owner, TUESDAY)
    cards.renew(store, owner, FRIDAY)

    assert cards.holding(store, owner).cards == (
        IssuedCard(1, MONDAY, TUESDAY),
        IssuedCard(2, FRIDAY),
    )
    assert cards.details(store, owner.card(2)).card == IssuedCard(2, FRIDAY)


def test_erasing_forgets_the_answers(store: Store, owner: OwnerSecret, database: Database) -> None:
    """Cards say that they were withdrawn, the owner link that there is nothing."""
    cards.renew(store, owner, TUESDAY)
    cards.erase(store, owner)

    assert database.rows(OWNER) == {}
    assert set(database.rows(CARD).values()) == {None}
    for number in (1, 2):
        with pytest.raises(CardWithdrawn):
            cards.details(store, owner.card(number))
    with pytest.raises(CardUnknown):
        cards.holding(store, owner)


def test_a_stranger_can_do_nothing(store: Store, owner: OwnerSecret) -> None:
    """With another secret, or with the digits of the card in place of the owner's."""
    for stranger in (OwnerSecret.fresh(), OwnerSecret(owner.card(1).number)):
        steps = (
            lambda who=stranger: cards.holding(store, who),
            lambda who=stranger: cards.change(store, who, NEW),
            lambda who=stranger: cards.withdraw(store, who, TUESDAY),
            lambda who=stranger: cards.pause(store, who, TUESDAY),
            lambda who=stranger: cards.resume(store, who),
            lambda who=stranger: cards.renew(store, who, TUESDAY),
            lambda who=stranger: cards.erase(store, who),
        )
        for step in steps:
            with pytest.raises(CardUnknown):
                step()
    assert cards.details(store, owner.card(1)).answers == OLD


def test_a_record_that_is_not_valid_any_more_can_be_withdrawn_and_erased(store: Store) -> None:
    """It is refused with its faults when it is read, and is in nobody's way otherwise."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, KeptRecord('{"version": 0}'), MONDAY)

    with pytest.raises(RecordRefused, match="version"):
        _ = cards.details(store, owner.card(1)).answers.patient
    cards.renew(store, owner, TUESDAY)
    cards.withdraw(store, owner, TUESDAY)
    cards.erase(store, owner)


def test_nothing_is_shown_of_the_answers() -> None:
    """A repr that lands in a log names nobody."""
    said = repr(Holding(NEW, (IssuedCard(1, MONDAY),))) + repr(Details(NEW, IssuedCard(1, MONDAY)))

    assert "Haddad" not in said
    assert "base64" not in said
