"""What each journey costs on each phone: `python -m tests.journeys.measuring [CASE ...]`.

The variable CHROMIUM holds the path of a Chromium. Each row is one person who goes from the first
page to both papers; `five` is the card of the first answers alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.journeys.filling import IPHONE_SE, PIXEL, Effort, Journey, Person, somebody
from tests.journeys.serving import chromium, free_port, served_here
from tests.journeys.telling import tell
from tests.people import answers
from walletcard import create_app
from walletcard.settings import Settings

FIVE = "five"
CASES = (FIVE, "01", "04", "03")
DEVICES = {"iPhone SE": IPHONE_SE, "Pixel": PIXEL}


def main() -> None:
    """Print a row for each journey and phone, with scripts and without."""
    say("case device    scripts loads taps characters")
    with TemporaryDirectory() as folder, chromium(free_port()) as browser:
        settings = Settings(instance=Path(folder), server_secret="0" * 64)
        with served_here(create_app(settings)) as address:
            for case in sys.argv[1:] or CASES:
                measure(browser, address, case)


def measure(browser: Browser, address: str, case: str) -> None:
    """Print the rows of one case."""
    for name, device in DEVICES.items():
        for scripts in (True, False):
            cost = effort(browser, address, Journey(case, device, scripts=scripts))
            say(
                f"{case:4} {name:9} {'yes' if scripts else 'no':7} "
                f"{cost.loads:5} {cost.taps:4} {cost.characters:10}"
            )


def effort(browser: Browser, address: str, journey: Journey) -> Effort:
    """One person's journey from the first page to both papers."""
    with somebody(browser, address, journey.device, scripts=journey.scripts) as person:
        if journey.case == FIVE:
            person.answer_first()
        else:
            tell(person, answers(journey.case))
        take_home(person)
    return person.effort


def take_home(person: Person) -> None:
    """Make the card and download both papers."""
    person.make()
    person.download("Download the wallet card")
    person.download("Download the action plan")


def say(row: str) -> None:
    """Print without buffering."""
    print(row, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
