"""The fonts that come with the project, and the characters that they have."""

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from walletcard.paper.fonts import FAMILIES, missing_characters
from walletcard.places import FONTS

ROOT = Path(__file__).parents[2]
FILES = sorted(FONTS.rglob("*.ttf"))
JOINER, NON_JOINER, TO_THE_LEFT, EMOJI_STYLE = "\u200d", "\u200c", "\u200f", "\ufe0f"


@pytest.mark.parametrize(
    "text",
    [
        "Łódź, Größe, naïve, Þórður, İstanbul, Đặng Thị, Čeština, ﬁve",
        "Ελένη Παπαδοπούλου, ὁ λόγος",
        "Їжак, Ђорђе, Привет",
        "حساسية من البنسلين، پژگچ ٹڈڑ ی ۱۲۳ ١٢٣",
        "שלום שָׁלוֹם",
        "แพ้ยา เพนิซิลลิน ๑๒๓",
        "पेनिसिलिन से एलर्जी है १२३",
        "東京都 花子 アレルギー ひらがな 髙橋 﨑 々 ｱﾚﾙｷﾞｰ　。",
        "0.3 mg × 2 · µg ≥ ≤ ± ½ → ← ↑ ↓ ✓ ✗ ⚠ — – … “a” ‘b’ „c“ «d» € £ ° ™ ☎",
        "narrow\u202fno\u00a0break\u2009thin",
    ],
)
def test_our_fonts_have_the_characters_people_write(text: str) -> None:
    """No character of these languages and signs is missing."""
    assert missing_characters(text) == []


def test_a_missing_character_is_named_once_in_order_of_appearance() -> None:
    """Two emoji, a Bengali letter and a control character are told apart."""
    assert missing_characters("a😀b😀 \x07 অ 😀🧬") == [
        "😀 (U+1F600 GRINNING FACE)",
        "U+0007",
        "অ (U+0985 BENGALI LETTER A)",
        "🧬 (U+1F9EC DNA DOUBLE HELIX)",
    ]
    assert missing_characters("ক\u09bf")[1:] == ["◌\u09bf (U+09BF BENGALI VOWEL SIGN I)"]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x00", "\x0b", "\x85", "\ue000"])
def test_a_character_that_breaks_or_hides_text_counts_as_missing(character: str) -> None:
    """Layout drops what stands after a separator, and a private character means nothing."""
    assert len(missing_characters(f"a{character}b")) == 1


def test_characters_that_show_nothing_need_no_glyph() -> None:
    """Line breaks, joiners, direction marks and variation selectors are never missing."""
    text = f"a\r\n\tb{JOINER}{NON_JOINER}{TO_THE_LEFT}❤{EMOJI_STYLE}\u00ad\u2060\ufeff"
    assert missing_characters(text) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_font_is_static_free_and_of_a_known_family(file: object) -> None:
    """WeasyPrint need not instantiate it, its licence lies beside it, and the order has it."""
    with TTFont(file, lazy=True) as font:
        assert "fvar" not in font
        assert font["OS/2"].fsType == 0
        assert (font["name"].getDebugName(16) or font["name"].getDebugName(1)) in FAMILIES


@pytest.mark.parametrize(
    "folder", sorted({file.parent for file in FILES}), ids=lambda one: one.name
)
def test_every_weight_of_a_family_has_the_same_characters(folder: Path) -> None:
    """A character that prints in regular prints in bold; the licence lies beside both."""
    covers = []
    for file in folder.glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            covers.append(set(font.getBestCmap()))
    assert len(covers) > 1
    assert all(cover == covers[0] for cover in covers)
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text("utf-8")


KOREAN = """
import sys
from pathlib import Path
from walletcard import places
places.FONTS = Path(sys.argv[1])
from tests.paper.test_text_layer import a_line, read
from walletcard.paper.fonts import missing_characters
print(missing_characters("김") or "김 김" in read(a_line("김")))
"""


def test_a_family_that_script_fonts_brings_is_used_where_it_is(tmp_path: Path) -> None:
    """Hangul is missing without the Korean family, and printed and read back with it."""
    for folder in FONTS.iterdir():
        if folder.name != "noto-sans-kr":
            (tmp_path / folder.name).symlink_to(folder)
    run = [sys.executable, "-c", KOREAN, str(tmp_path)]
    without = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)
    assert without.stdout == "['김 (U+AE40 HANGUL SYLLABLE GIM)']\n"
    for weight in ("Regular", "Bold"):
        _make_korean(tmp_path / "noto-sans-kr", weight)
    with_it = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)
    assert with_it.stdout == "True\n"


def _make_korean(folder: Path, weight: str) -> None:
    """A font of the Korean family that has one letter, drawn as a Thai one."""
    folder.mkdir(exist_ok=True)
    with TTFont(FONTS / f"noto-sans-thai/NotoSansThai-{weight}.ttf") as font:
        for table in font["cmap"].tables:
            table.cmap = {0xAE40: table.cmap[0x0E01]}
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = "Noto Sans KR"
        font.save(folder / f"NotoSansKR-{weight}.ttf")


def test_inter_has_figures_of_equal_width() -> None:
    """Doses and telephone numbers can stand in columns."""
    with TTFont(FONTS / FAMILIES["Inter"], lazy=True) as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


def test_checking_characters_does_not_load_the_layout() -> None:
    """The form and the command line can refuse a character without WeasyPrint."""
    code = (
        "import sys; from walletcard.paper.fonts import missing_characters;"
        "missing_characters('日本'); print('weasyprint' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
