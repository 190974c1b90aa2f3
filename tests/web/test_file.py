"""Starting from a file."""

from io import BytesIO

import pytest

from tests.people import PATIENTS, REFUSED
from tests.web.pages import Page, PageClient, page_of
from walletcard.web.errors import MOST_FAULTS_SHOWN


def refused(client: PageClient, data: bytes) -> Page:
    """The page that says what is wrong with a file."""
    answer = client.post("/make/file", data={"file": (BytesIO(data), "record.json")})
    assert answer.status_code == 422
    return page_of(answer)


@pytest.mark.parametrize("name", ["03-crowded.json", "06-scripts.json"])
def test_a_saved_record_makes_a_card(client: PageClient, name: str) -> None:
    """A full record and one in many scripts are printed."""
    data = (PATIENTS / name).read_bytes()

    answer = client.post("/make/file", data={"file": (BytesIO(data), name)})

    assert page_of(answer).heading == "Your card is ready"


def test_every_fault_of_a_record_is_named_with_its_path(client: PageClient) -> None:
    """The summary lists them all, and leads back to the file."""
    problems = refused(client, REFUSED.read_bytes()).problems

    assert any(line.startswith("weight.unit: ") for line in problems)
    assert any(line.startswith("medications[1]: ") for line in problems)
    assert set(problems.values()) == {"file"}


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "not JSON"), (b"\x89PNG", "UTF-8"), (b"[]", "JSON object"), (b"{}", "Must be answered")],
)
def test_what_is_no_record_is_explained(client: PageClient, data: bytes, said: str) -> None:
    """A file of another kind is named as such."""
    assert any(said in line for line in refused(client, data).problems)


def test_no_file_is_asked_for(client: PageClient) -> None:
    """Pressing the button alone is answered with what to do."""
    page = page_of(client.post("/make/file", data={"file": ""}))

    assert page.problems == {"Choose a file first.": "file"}
    assert page.errors == {"file": "Choose a file first."}


def test_after_many_faults_only_their_number_is_told(client: PageClient) -> None:
    """A file with thousands of faults makes a page that can be read."""
    data = ("{" + ",".join(f'"a{number}":1' for number in range(1000)) + "}").encode()

    problems = list(refused(client, data).problems)

    assert len(problems) == MOST_FAULTS_SHOWN + 1
    assert problems[-1].startswith("And 9")
