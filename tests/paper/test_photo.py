"""The photograph on an action plan."""

import base64
import io
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from walletcard.paper.pdf import lay_out
from walletcard.paper.photo import (
    MAX_BYTES,
    PASS_SIZE,
    PhotoRefused,
    checked,
    cropped,
    photo_uri,
    upright,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def saved(folder: Path, picture: Image.Image, form: str, **options: object) -> Path:
    """A picture as a file."""
    path = folder / f"photo.{form.lower()}"
    picture.save(path, form, **options)
    return path


def decoded(uri: str) -> Image.Image:
    """The picture in a data: URI."""
    head, body = uri.split(",")
    assert head == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(body)))


def close_to(colour: object, expected: tuple[int, int, int]) -> bool:
    """Whether a colour has survived JPEG."""
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 25 for a, b in zip(colour, expected, strict=True))


def half_red_half_blue(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


@pytest.mark.parametrize(
    ("before", "after"), [((3000, 4000), (570, 760)), ((4000, 3000), (600, 450)), ((90, 120),) * 2]
)
def test_a_photo_is_made_small(
    tmp_path: Path, before: tuple[int, int], after: tuple[int, int]
) -> None:
    """It fits 600 x 760 pixels with its proportions kept, and is never made larger."""
    uri = photo_uri(saved(tmp_path, half_red_half_blue(*before), "JPEG"))
    assert decoded(uri).size == after
    assert len(uri) < 200_000


def test_a_photo_stands_upright_and_tells_nothing_else(tmp_path: Path) -> None:
    """The camera's turn is applied, then all its notes are gone: place, time, maker."""
    notes = Image.Exif()
    notes[0x0112] = 6  # the camera was held upright: turn by 90 degrees clockwise
    notes[0x010F] = "Maker of cameras"
    path = saved(tmp_path, half_red_half_blue(400, 200), "JPEG", exif=notes, comment=b"at home")
    picture = decoded(photo_uri(path))
    assert picture.size == (200, 400)
    assert close_to(picture.getpixel((100, 50)), RED)
    assert close_to(picture.getpixel((100, 350)), BLUE)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(picture.info)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(tmp_path: Path, mode: str) -> None:
    """Grey, palette, 16 bit and transparent pictures become colour."""
    grey = Image.new("L", (60, 80), 128)
    picture = grey.convert("RGB").convert(mode) if mode in {"P", "RGBA"} else grey.convert(mode)
    assert decoded(photo_uri(saved(tmp_path, picture, "PNG"))).mode == "RGB"


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    """A cut-out head does not stand in a black box."""
    clear = Image.new("RGBA", (60, 80), (0, 0, 0, 0))
    assert decoded(photo_uri(saved(tmp_path, clear, "PNG"))).getpixel((30, 40)) == (255,) * 3


def test_a_cmyk_jpeg_is_taken(tmp_path: Path) -> None:
    """A picture prepared for print becomes RGB."""
    picture = half_red_half_blue(60, 80).convert("CMYK")
    assert decoded(photo_uri(saved(tmp_path, picture, "JPEG"))).mode == "RGB"


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(tmp_path: Path, form: str) -> None:
    """Only the two decoders that are needed ever see a file."""
    path = saved(tmp_path, half_red_half_blue(60, 80), form)
    with pytest.raises(PhotoRefused, match="not a JPEG, PNG or WebP"):
        photo_uri(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    """A name and a first byte do not make a picture."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    with pytest.raises(PhotoRefused):
        photo_uri(path)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_half_a_photo_is_refused(tmp_path: Path, form: str) -> None:
    """A face that is grey from the nose down is not printed."""
    noise = Image.effect_noise((300, 400), 90)
    path = saved(tmp_path, noise, form)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(PhotoRefused, match="damaged or cut off"):
        photo_uri(path)


def test_half_a_photo_is_refused_after_a_layout_too(tmp_path: Path) -> None:
    """The layout engine tells Pillow to take half a picture for a whole one, and is overruled."""
    lay_out("<html lang=en><title>t</title>")
    test_half_a_photo_is_refused(tmp_path, "JPEG")


def test_a_damaged_photo_is_refused_or_taken_and_nothing_else(tmp_path: Path) -> None:
    """Whatever bytes are changed, there is a picture or one sentence (seed 7)."""
    chance = random.Random(7)  # noqa: S311 - not a secret
    whole = saved(tmp_path, half_red_half_blue(40, 60), "JPEG", dpi=(72, 72)).read_bytes()
    path = tmp_path / "damaged.jpg"
    outcomes: set[type] = set()
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            outcomes.add(type(photo_uri(path)))
        except PhotoRefused:
            outcomes.add(PhotoRefused)
    assert outcomes == {str, PhotoRefused}


def test_a_file_over_the_limit_is_refused_unopened(tmp_path: Path) -> None:
    """5 MB is the most."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(MAX_BYTES))
    with pytest.raises(PhotoRefused, match="larger than 5 MB"):
        photo_uri(path)


@pytest.mark.parametrize("side", [5_001, 10_000, 16_000])
def test_a_decompression_bomb_is_refused_unopened(tmp_path: Path, side: int) -> None:
    """Some kilobytes that would unpack to hundreds of megabytes stay packed."""
    path = tmp_path / "photo.png"
    path.write_bytes(black_square(side))
    assert path.stat().st_size < 100_000
    with pytest.raises(PhotoRefused, match="more than 25 million pixels"):
        photo_uri(path)


def black_square(side: int) -> bytes:
    """A PNG of side x side black pixels, one bit each, written by hand."""
    rows = zlib.compress(bytes((side + 7) // 8 + 1) * side, 9)
    chunks = {b"IHDR": side.to_bytes(4) * 2 + bytes([1, 0, 0, 0, 0]), b"IDAT": rows, b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)
        for name, body in chunks.items()
    )


def test_a_photo_prints(tmp_path: Path) -> None:
    """The URI is what a document shows, if it is given as its image."""
    uri = photo_uri(saved(tmp_path, half_red_half_blue(600, 800), "JPEG"))
    page = f'<html lang=en><title>t</title><img alt="The person" src="{uri}">'
    pdf = lay_out(page, images=[uri]).pdf()
    assert b"/Subtype /Image" in pdf
    assert b"/Interpolate true" not in pdf


def test_a_cut_photo_is_small_whatever_it_shows(tmp_path: Path) -> None:
    """Noise is the hardest to make small: a form carries it beside the record."""
    noise = Image.frombytes("RGB", (700, 900), random.Random(1).randbytes(700 * 900 * 3))  # noqa: S311 - a picture

    uri = cropped(photo_uri(saved(tmp_path, noise, "PNG")), 50)

    assert len(uri) < 110_000
    assert decoded(uri).size == PASS_SIZE
    assert checked(uri) == uri


@pytest.mark.parametrize("size", [(5000, 4000), (400, 4000), (4000, 500)])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_of_a_form_that_is_not_ours_is_refused_undecoded(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], form: str
) -> None:
    """A form is read where many wait: a small file may be a picture of a hundred megabytes."""
    file = io.BytesIO()
    Image.new("L", size).save(file, form)
    uri = "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()
    monkeypatch.setattr(ImageFile.ImageFile, "load", pytest.fail)
    with pytest.raises(PhotoRefused, match="not one that we made small"):
        checked(uri)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_a_heic_photo_is_refused_with_what_to_do(brand: bytes) -> None:
    """Pillow would say that it is no picture."""
    with pytest.raises(PhotoRefused, match="screenshot"):
        upright(b"\0\0\0\x18ftyp" + brand + bytes(20))
