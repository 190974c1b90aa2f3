"""Issuing: a stored card, its code and its papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.paper.reading import read
from tests.people import a_patient, person
from walletcard.clinical.record import RecordRefused
from walletcard.issuing.issue import Issued, Printing, issue
from walletcard.issuing.links import card_link, owner_link
from walletcard.paper.papers import Papers
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.rows import CardWithdrawn
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import FILE, Store, StoreDown

TODAY = date(2026, 3, 2)
ORIGIN = "https://cards.example.org"
PRINTING = Printing(Sheet.A4, origin=ORIGIN)
ANSWERS = KeptRecord.of(person("02"))


def codes(papers: Papers) -> set[str]:
    """What a scanner reads on both papers."""
    pages = read(papers.wallet_card) + read(papers.action_plan)
    return {page.code for page in pages if page.code}


def printed_again(store: Store, issued: Issued) -> Papers:
    """The papers of the card that works now. Raises `CardWithdrawn`."""
    secret, opened = cards.current(store, issued.owner)
    return PRINTING.order(opened.answers, secret, opened.card.number).papers()


def test_links_hold_the_secret_behind_the_fragment_sign() -> None:
    """No server, proxy or log sees what stands there."""
    owner = OwnerSecret(bytes(range(16)))
    digits = owner.card(1).digits

    assert card_link(ORIGIN, owner.card(1)) == f"https://cards.example.org/c#{digits}"
    assert owner_link(ORIGIN, owner) == f"https://cards.example.org/owner#{owner.digits[:32]}"
    assert owner.in_link + owner.beside_link == owner.digits
    assert CardSecret.read(card_link(ORIGIN, owner.card(1))) == owner.card(1)


def test_the_printed_code_opens_what_was_answered(tmp_path: Path) -> None:
    """Scanned from the papers, it is the link, and its digits open the details."""
    store = Store(None, tmp_path)
    issued = issue(store, ANSWERS, PRINTING, TODAY)

    (code,) = codes(issued.papers)
    assert code == card_link(ORIGIN, issued.owner.card(1))
    assert cards.details(store, CardSecret.read(code)).answers.patient == person("02")
    assert cards.holding(store, issued.owner).answers == ANSWERS


def test_without_an_origin_there_is_no_code(tmp_path: Path) -> None:
    """The answers are kept all the same: a code can be printed once there is an address."""
    store = Store(None, tmp_path)
    issued = issue(store, ANSWERS, Printing(Sheet.A4), TODAY)

    assert codes(issued.papers) == set()
    again = printed_again(store, issued)
    assert codes(again) == {card_link(ORIGIN, issued.owner.card(1))}


def test_printing_again_gives_the_same_code_and_the_new_answers(tmp_path: Path) -> None:
    """Unchanged answers give the very same bytes."""
    store = Store(None, tmp_path)
    issued = issue(store, ANSWERS, PRINTING, TODAY)
    assert printed_again(store, issued) == issued.papers

    cards.change(store, issued.owner, KeptRecord.of(a_patient(name="Noor Haddad")))
    again = printed_again(store, issued)
    assert codes(again) == codes(issued.papers)
    assert "Noor Haddad" in read(again.wallet_card)[0].text


def test_each_card_has_its_number_on_it(tmp_path: Path) -> None:
    """The first is card 1, and the one in place of a lost card is card 2."""
    store = Store(None, tmp_path)
    issued = issue(store, ANSWERS, PRINTING, TODAY)
    assert "card 1" in read(issued.papers.wallet_card)[0].text

    cards.renew(store, issued.owner, TODAY)
    assert "card 2" in read(printed_again(store, issued).wallet_card)[0].text


def test_a_withdrawn_card_is_not_printed(tmp_path: Path) -> None:
    """After the next number was made, its code is printed."""
    store = Store(None, tmp_path)
    issued = issue(store, ANSWERS, PRINTING, TODAY)
    cards.withdraw(store, issued.owner, TODAY)
    with pytest.raises(CardWithdrawn):
        printed_again(store, issued)

    cards.renew(store, issued.owner, TODAY)
    again = printed_again(store, issued)
    assert codes(again) == {card_link(ORIGIN, issued.owner.card(2))}


def test_what_cannot_be_printed_is_not_kept(tmp_path: Path) -> None:
    """The store is not even made."""
    unprintable = KeptRecord.of(a_patient(name="Amara \U00012000"))

    with pytest.raises(RecordRefused):
        issue(Store(None, tmp_path), unprintable, PRINTING, TODAY)
    assert not (tmp_path / FILE).exists()


def test_what_cannot_be_kept_is_not_handed_out(tmp_path: Path) -> None:
    """A code would open nothing."""
    with pytest.raises(StoreDown):
        issue(Store(None, tmp_path / "nowhere"), ANSWERS, PRINTING, TODAY)
