"""The checker of pages passes a good page and names the fault of a bad one."""

import pytest
from html5lib.html5parser import ParseError

from tests.web.pages import faults_of

GOOD = """<!doctype html><html lang="en"><head><title>Hello – site</title></head><body><main>
<h1>Hello</h1><form><label for="a">A</label><input id="a" name="a"></form></main></body></html>"""


def test_a_good_page_has_no_faults() -> None:
    """A page that keeps all rules passes."""
    assert list(faults_of(GOOD)) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("</form>", "</form><h1>Two</h1>", "2 main headings"),
        ("<title>Hello", "<title>Other", "the title"),
        ("<title>", "<title>Error: ", "error summary"),
        ("<h1>", '<h1 style="color: red">', "attribute style"),
        ("<h1>", '<h1 onclick="go()">', "attribute onclick"),
        ("</form>", "</form><script>1</script>", "<script>"),
        ("</form>", "</form><style>p {}</style>", "<style>"),
        ("</form>", '</form><p id="a">x</p>', "2 times"),
        ('for="a"', 'for="b"', "#b, which is not there"),
        ("</form>", '</form><a href="#c">c</a>', "#c, which is not there"),
        ('<label for="a">A</label>', "", "without a label"),
        ('<label for="a">A</label>', '<label for="a"></label>', "without a label"),
        ("</form>", '</form><img src="x" alt="">', "without alt text"),
        ("</form>", "</form><fieldset></fieldset>", "without a legend"),
    ],
)
def test_a_bad_page_is_reported_by_its_fault(good: str, bad: str, fault: str) -> None:
    """Each rule is broken alone and reported."""
    faults = list(faults_of(GOOD.replace(good, bad)))

    assert any(fault in one for one in faults), faults


def test_html_that_is_not_valid_is_refused() -> None:
    """An element that is never closed makes the page invalid."""
    with pytest.raises(ParseError):
        list(faults_of(GOOD.replace("</form>", "</div>")))
