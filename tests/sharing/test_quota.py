"""What is kept is counted for its network and for all, in the database that all share."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from tests.sharing.databases import Database
from walletcard.sharing import cards, quota, sessions
from walletcard.sharing.purging import purge
from walletcard.sharing.quota import DAY, FOR_ONE, HOUR, MB, Counted, Payer, Quota, QuotaSpent
from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.schema import CARD, OWNER, QUOTA, SESSION
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.sessions import MOST_BYTES, Session, SessionFull
from walletcard.sharing.store import Store

KEY = b"the secret of a server"
HERE = quota.network_of("203.0.113.5")
NOW = 10 * DAY
FEW = 3
OWNER_SECRET = OwnerSecret(bytes(range(16)))


def payer(now: int = NOW, address: str = "203.0.113.5", most: int | None = None) -> Payer:
    """Who pays from an address, with the quotas of the product or with a smaller one."""
    for_one = FOR_ONE if most is None else {kept: Quota(most, HOUR) for kept in Counted}
    for_one = for_one if most is None else for_one | {Counted.BYTES: FOR_ONE[Counted.BYTES]}
    return Payer(KEY, quota.network_of(address), now, for_one)


def begin(store: Store, size: int = 10) -> None:
    """Begin a session with so many characters of a draft."""
    sessions.create(store, Session(NOW + 30 * DAY, drafts={1: {"words": "x" * size}}), NOW)


def test_rows_are_counted_until_the_hour_is_over(store: Store, database: Database) -> None:
    """One more is refused, and leaves nothing; in the next hour it is taken."""
    for _ in range(FEW):
        begin(store.paid_by(payer(most=FEW)))

    with pytest.raises(QuotaSpent):
        begin(store.paid_by(payer(most=FEW)))
    assert len(database.rows(SESSION)) == FEW
    begin(store.paid_by(payer(NOW + HOUR, most=FEW)))


def test_each_network_has_a_count_of_its_own(store: Store) -> None:
    """One that has spent it does not shut out another."""
    for address in ("203.0.113.5", "203.0.113.6", "2001:db8::1"):
        for _ in range(FEW):
            begin(store.paid_by(payer(address=address, most=FEW)))


def test_several_stores_count_together(store: Store, database: Database) -> None:
    """As several processes and machines with one database do."""
    for _ in range(FEW):
        begin(database.store().paid_by(payer(most=FEW)))

    with pytest.raises(QuotaSpent):
        begin(store.paid_by(payer(most=FEW)))


def test_what_is_refused_is_not_counted(store: Store) -> None:
    """A step that fails for another reason costs nothing."""
    paying = store.paid_by(payer(most=FEW))
    for _ in range(FEW + 1):
        with pytest.raises(SessionFull):
            begin(paying, MOST_BYTES)
    begin(paying)


def test_without_a_payer_nothing_is_counted(store: Store, database: Database) -> None:
    """As on the command line."""
    for _ in range(5):
        begin(store)
    with database.connection() as connection:
        assert connection.execute(QUOTA.select()).all() == []


def test_one_client_lets_the_database_grow_by_fifty_megabytes_a_day(
    store: Store, database: Database
) -> None:
    """However it goes about it: with large drafts, with drafts that grow, with cards."""
    paying = store.paid_by(payer())
    with pytest.raises(QuotaSpent):  # noqa: PT012 - whichever of them is refused first
        while True:
            begin(paying, MOST_BYTES // 2)
            secret = sessions.create(paying, Session(NOW + DAY), NOW)
            with sessions.changing(paying, secret, NOW) as session:
                session.drafts[1] = {"words": "y" * (MOST_BYTES // 2)}

    kept = sum(len(sealed) for sealed in database.rows(SESSION).values())
    assert 48 * MB < kept <= 50 * MB


def test_a_row_that_does_not_grow_costs_nothing(store: Store) -> None:
    """The same draft can be changed all day long."""
    paying = store.paid_by(payer())
    secret = sessions.create(paying, Session(NOW + DAY), NOW)
    for number in range(3):
        with sessions.changing(paying, secret, NOW) as session:
            session.drafts[1] = {"words": "x" * number}
    with store.writing() as rows:
        used = rows._connection.execute(QUOTA.select()).all()  # noqa: SLF001
    assert sorted(row.used for row in used) == [1, 1, 4125, 4125]


def test_cards_and_owners_are_counted(store: Store, database: Database) -> None:
    """A card that is replaced is one more."""
    paying = store.paid_by(payer(most=FEW))
    with paying.writing() as rows:
        rows.add(OWNER_SECRET, b"answers")
        for number in range(1, FEW + 1):
            rows.add(OWNER_SECRET.card(number), b"answers")

    with pytest.raises(QuotaSpent), paying.writing() as rows:
        rows.add(OWNER_SECRET.card(FEW + 1), b"answers")
    assert (len(database.rows(OWNER)), len(database.rows(CARD))) == (1, FEW)


def try_to_enter(store: Store, secret: int, now: int = NOW, address: str = "203.0.113.5") -> None:
    """Try an owner link that opens nothing. Raises `QuotaSpent`."""
    paying = store.paid_by(payer(now, address))
    with pytest.raises(CardUnknown):
        cards.enter(paying, OwnerSecret(secret.to_bytes(16)))


def test_the_digits_beside_one_link_are_guessed_twenty_times_an_hour(store: Store) -> None:
    """However many computers guess; a guess at another link is not the last of them."""
    guesses = range(10**37, 10**37 + 21)
    assert len({OwnerSecret(one.to_bytes(16)).in_link for one in guesses}) == 1
    for number, guess in enumerate(guesses[:20]):
        try_to_enter(store, guess, address=f"203.0.113.{number}")

    with pytest.raises(QuotaSpent):
        try_to_enter(store, guesses[20], address="203.0.113.200")
    try_to_enter(store, 10**36)
    try_to_enter(store, guesses[20], NOW + HOUR)


def test_one_network_tries_so_many_links_an_hour(store: Store) -> None:
    """It is refused at the next one, whichever link it is; another network is not."""
    assert FOR_ONE[Counted.TRY] == Quota(300, HOUR)
    for number in range(FEW):
        with store.paid_by(payer(most=FEW)).writing() as rows:
            rows.count_try(OwnerSecret((10**37 * number).to_bytes(16)))

    other = OwnerSecret((10**37 * FEW).to_bytes(16))
    with pytest.raises(QuotaSpent), store.paid_by(payer(most=FEW)).writing() as rows:
        rows.count_try(other)
    with store.paid_by(payer(address="203.0.113.6", most=FEW)).writing() as rows:
        rows.count_try(other)


def test_counts_go_when_their_time_is_over(store: Store, database: Database) -> None:
    """Nothing says later that somebody was here."""
    begin(store.paid_by(payer()))

    purge(store, NOW + DAY)

    with database.connection() as connection:
        assert connection.execute(QUOTA.select()).all() == []


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.5", "203.0.113.5", True),
        ("203.0.113.5", "203.0.113.6", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
    ],
)
def test_a_household_is_one_network(first: str, second: str, *, is_one: bool) -> None:
    """It has 2^64 addresses of IPv6, and one of IPv4."""
    assert (quota.network_of(first) == quota.network_of(second)) is is_one


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "", None, "a socket"])
def test_an_address_that_all_visitors_share_has_no_network(address: str | None) -> None:
    """Such as the address of a proxy that nobody named."""
    assert quota.network_of(address) is None


def test_an_exempt_network_has_no_count_of_its_own() -> None:
    """A clinic's, by its address or a whole network."""
    exempt = (ip_network("203.0.113.0/24"), ip_network("2001:db8::/32"))

    assert quota.network_of("203.0.113.77", exempt) is None
    assert quota.network_of("2001:db8:9::1", exempt) is None
    assert quota.network_of("198.51.100.1", exempt) is not None


def test_a_waiting_room_is_not_shut_out() -> None:
    """Its hundred visitors have one address."""
    assert FOR_ONE[Counted.SESSION] == Quota(200, HOUR)
