"""The photo on the website: scaled down, turned, cut, on the papers, and nowhere else."""

from __future__ import annotations

import base64
import io
import json

import pypdfium2
import pytest
from PIL import Image
from werkzeug.test import TestResponse

from tests.paper.test_photo import BLUE, RED, close_to, half_red_half_blue
from tests.people import answers
from tests.web.keeping import make, read, record
from tests.web.pages import PageClient, SecureClient, page_of
from tests.web.walking import Walk, start, start_from_file
from walletcard.paper.photo import PASS_SIZE
from walletcard.web.site.headers import MAX_BODY_BYTES, PHOTO_BODY_BYTES


def file_of(picture: Image.Image, form: str = "JPEG", **more: object) -> bytes:
    """A picture as the content of a file."""
    file = io.BytesIO()
    picture.save(file, form, **more)
    return file.getvalue()


WIDE = file_of(half_red_half_blue(1200, 800))
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(40)


def send(walk: Walk, content: bytes) -> TestResponse:
    """Choose a file on the photo page."""
    sent = {"token": walk.token, "photo": (io.BytesIO(content), "IMG_0001")}
    return walk.client.post(f"{walk.path}/photo", data=sent)


def shown(uri: str | None) -> Image.Image:
    """The picture in a data: URI."""
    assert uri
    return Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2])))


@pytest.mark.parametrize(("at", "colour"), [("0", RED), ("100", BLUE)])
def test_a_photo_is_cut_where_the_person_says(
    client: PageClient, at: str, colour: tuple[int, int, int]
) -> None:
    """The middle is preselected; each choice shows its picture in the shape of a passport photo."""
    walk = start(client)
    assert send(walk, WIDE).status_code == 303
    page = walk.get("/photo")
    previews = [shown(one.get("src")) for one in page.all("img")]
    assert page.typed["at"] == ["50"]
    assert {round(one.width / one.height, 1) for one in previews} == {0.8}

    walk.send("/photo/cut", {"at": at}, page=page)

    (photo,) = walk.get("/photo").all("img")
    picture = shown(photo.get("src"))
    assert picture.width <= PASS_SIZE[0]
    assert close_to(picture.getpixel((picture.width // 2, picture.height // 2)), colour)
    assert walk.saved["photo"] == "photo.jpg"


def test_a_photo_of_the_right_shape_is_taken_at_once(client: PageClient) -> None:
    """It is turned upright, and the camera's notes in the file are removed."""
    notes = Image.Exif()
    notes[0x0112] = 6  # to be turned by 90 degrees clockwise
    notes[0x010F] = "Maker of cameras"
    lying = half_red_half_blue(900, 700)
    walk = start(client)

    assert send(walk, file_of(lying, exif=notes)).status_code == 303

    (photo,) = walk.get("/photo").all("img")
    picture = shown(photo.get("src"))
    assert picture.size[0] < picture.size[1]
    assert close_to(picture.getpixel((picture.width // 2, 5)), RED)
    assert not picture.getexif()


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "Choose a photo first."),
        (HEIC, 422, "HEIC file, which we cannot read"),
        (b"GIF89a" + bytes(50), 422, "or WebP picture. Take a screenshot of it and choose that."),
        (WIDE[:2000], 422, "damaged or cut off"),
        (
            file_of(Image.new("1", (6000, 6000)), "PNG"),
            422,
            "million pixels. Take a screenshot",
        ),
    ],
    ids=["none", "HEIC", "GIF", "damaged", "a bomb"],
)
def test_a_photo_that_cannot_be_used_is_refused_in_words(
    client: PageClient, content: bytes, status: int, said: str
) -> None:
    """The sentence is at its box; no earlier answer is lost."""
    walk = start(client)
    walk.send("/hospital", {"name": "Blue Hill"})
    token = walk.token
    sent = {"token": token} | ({"photo": (io.BytesIO(content), "a.jpg")} if content else {})

    answer = client.post(f"{walk.path}/photo", data=sent, content_type="multipart/form-data")

    assert answer.status_code == status
    (problem,) = page_of(answer).problems
    assert said in problem
    assert walk.saved["hospital"] == {"name": "Blue Hill"}
    assert "photo" not in walk.saved


def test_a_photo_that_is_too_large_to_be_read_is_refused_on_its_page(client: PageClient) -> None:
    """Its length alone decides; every other form keeps its lower limit."""
    walk = start(client)
    photo, other = (
        client.post(
            f"{walk.path}{path}",
            data={"name": "x"},
            environ_overrides={"CONTENT_LENGTH": str(length)},
        )
        for path, length in (("/photo", PHOTO_BODY_BYTES + 1), ("/hospital", MAX_BODY_BYTES + 1))
    )
    assert (photo.status_code, other.status_code) == (413, 413)
    said = "larger than 5 MB. Take a screenshot of it"
    assert said in next(iter(page_of(photo).problems))
    assert page_of(other).heading == "That was too much to send"


def pictures_on(pdf: bytes) -> int:
    """The number of raster images that a PDF shows."""
    with pypdfium2.PdfDocument(pdf) as document:
        kinds = [one.type for page in document for one in page.get_objects(max_depth=9)]
    return kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)


def test_it_is_on_the_papers_and_not_behind_the_code(keeper: SecureClient) -> None:
    """On the plan, and on the back of the card if there is room."""
    walk = start_from_file(keeper, answers("02"))
    send(walk, file_of(half_red_half_blue(700, 900)))
    walk.post("/keep", {"keep": "keep"})
    page = walk.send("/owner-link")
    (code,) = page.typed["code"]

    papers = {
        name: keeper.post(f"/papers/{name}.pdf", data={"code": code}).data
        for name in ("wallet-card", "action-plan", "both")
    }

    assert {name: pictures_on(pdf) for name, pdf in papers.items()} == {
        "wallet-card": 1,
        "action-plan": 1,
        "both": 2,
    }
    behind = read(keeper, code).text
    assert "data:image" not in behind
    assert "photo" not in behind.lower()


def test_without_keeping_the_page_carries_it_to_the_papers(client: PageClient) -> None:
    """A photo that did not come from this server's form is refused."""
    walk = start_from_file(client, answers("02"))
    send(walk, file_of(half_red_half_blue(700, 900)))
    form = walk.send("/check").typed

    plan = client.post("/papers/action-plan.pdf", data=form)

    assert pictures_on(plan.data) == 1
    foreign = "data:image/jpeg;base64," + base64.b64encode(WIDE).decode()
    for wrong in (foreign, "https://example.org/a.jpg", "data:image/jpeg;base64,AAAA"):
        answer = client.post("/papers/action-plan.pdf", data=form | {"photo": wrong})
        assert answer.status_code == 400


def test_an_owner_replaces_and_removes_it(keeper: SecureClient) -> None:
    """The kept photo stays with the answers until it is replaced or removed."""
    card = make(keeper, record("02"))
    keeper.post("/owner", data={"digits": card.owner})
    token = page_of(keeper.get("/owner/card")).typed["token"][0]
    for content, count in ((WIDE, 1), (None, 0)):
        answer = keeper.post("/owner/card/answers", data={"token": token})
        walk = Walk(keeper, int(answer.location.split("/")[2]))
        if content:
            send(walk, content)
            walk.send("/photo/cut", page=walk.get("/photo"))
        else:
            assert len(walk.get("/photo").all("img")) == 1
            walk.press("/photo/remove")
        walk.send("/check")
        plan = keeper.post("/papers/action-plan.pdf", data={"code": card.code}).data
        assert pictures_on(plan) == count


def test_a_saved_file_names_the_photo_and_says_that_it_is_not_there(client: PageClient) -> None:
    """A person who starts from the file can add the photo again."""
    walk = start(client)
    send(walk, file_of(half_red_half_blue(700, 900)))
    saved = walk.press("/save").data
    assert json.loads(saved)["photo"] == "photo.jpg"

    again = start_from_file(client, saved)

    assert "Your file names a photo, which is not in it. Add" in again.get("/check").text
