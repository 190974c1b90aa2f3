"""The page with every sentence, which clinicians check and sign."""

from xml.etree.ElementTree import Element

from tests.clinical.saying import quoted
from tests.signing import DataFiles
from tests.web.pages import Page, PageClient, page_of, text_of
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import states_fact
from walletcard.web.reader.pages import SAID

ADDRESS = "/about/content/all"


def articles(page: Page) -> dict[str, Element]:
    """The page's article about each sentence, by its id."""
    return {one.get("id") or "": one for one in page.all("article")}


def test_every_sentence_is_there_once_with_all_that_it_rests_on(client: PageClient) -> None:
    """Text, audience and state; for each source its title, publisher, address, reading and mark."""
    page = page_of(client.get(ADDRESS))
    read = catalogue()
    shown = articles(page)
    assert set(shown) == set(read.statements)
    for id, sentence in read.statements.items():
        said = text_of(shown[id])
        assert "Draft." in said
        for name in sentence.sources:
            source = read.sources[name]
            assert source.title in said
            assert source.publisher in said
            assert f"Read as {source.read_as}" in said
            assert f"({source.mark})" in said
            assert source.year is None or str(source.year) in said
        links = [link.get("href") for link in shown[id].iter("a")]
        assert links == [
            read.sources[name].address
            for name in sentence.sources
            if read.sources[name].address is not None
        ]


def test_blanks_are_readable_and_bold_is_bold(client: PageClient) -> None:
    """No braces or asterisks: clinicians are not programmers."""
    page = page_of(client.get(ADDRESS))
    shown = articles(page)
    assert "No better after [minutes] minutes" in text_of(shown["step.second.minutes"])
    assert [text_of(one) for one in shown["reading.doubt"].iter("b")]
    assert not set(page.text) & {"{", "}", "*"}


def test_it_is_grouped_counted_and_can_be_found_through_headings(client: PageClient) -> None:
    """A heading for each group and sentence; the contents link to each group with its count."""
    page = page_of(client.get(ADDRESS))
    headings = [text_of(one) for one in page.all("h2")]
    groups = headings[1:]
    (contents,) = [one for one in page.all("nav") if one.get("aria-labelledby")]
    assert len(groups) == 4
    counted = [text_of(one) for one in contents.iter("li")]
    assert [one.rpartition(" (")[0] for one in counted] == groups
    assert sum(int(one.rpartition("(")[2][:-1]) for one in counted) == len(catalogue().statements)
    assert [text_of(one) for one in page.all("h3")] == list(articles(page))
    overview = page_of(client.get("/about/content"))
    assert f"{len(catalogue().statements)} sentences: 0 reviewed" in overview.text


def test_each_face_has_a_page_of_its_own_and_none_is_on_no_page(client: PageClient) -> None:
    """A clinician can print the card's sentences alone; together the pages have every sentence."""
    contents = page_of(client.get("/about/content"))
    links = [one.get("href") or "" for one in contents.all("a")]
    faces = [one for one in links if one.startswith("/about/content/") and one != ADDRESS]
    shown = {face: set(articles(page_of(client.get(face)))) for face in faces}

    assert set().union(*shown.values()) == set(catalogue().statements)
    assert "step.flat" in shown["/about/content/card"]
    assert len(shown["/about/content/card"]) < len(catalogue().statements) / 2
    assert client.get("/about/content/nowhere").status_code == 404


def test_what_staff_are_told_stands_together(client: PageClient) -> None:
    """An emergency doctor needs to read only that part."""
    page = page_of(client.get(ADDRESS))
    (staff,) = [one for one in page.all("section") if "staff" in (one.get("aria-labelledby") or "")]
    ids = [one.get("id") for one in staff.iter("article")]
    assert "class.beta-blocker.staff" in ids
    assert all("For emergency staff." in text_of(one) for one in staff.iter("article"))


def test_a_signature_is_shown_and_a_changed_sentence_says_so(
    client: PageClient, data_files: DataFiles
) -> None:
    """Reviewed by whom and when; after a change a draft again, with the signature that it had."""
    data_files.sign("step.flat", by="Dr <b>A</b>")
    assert "1 reviewed by a clinician" in page_of(client.get("/about/content")).text
    page = page_of(client.get(ADDRESS))
    assert "Reviewed by Dr <b>A</b> on 2026-02-03." in text_of(articles(page)["step.flat"])

    data_files.change(quoted("step.flat"), f"{quoted('step.flat')[:-1]}!")
    assert "1 of the drafts had been signed" in page_of(client.get("/about/content")).text
    page = page_of(client.get(ADDRESS))
    said = text_of(articles(page)["step.flat"])
    assert "Draft: changed since Dr <b>A</b> signed it on 2026-02-03." in said


def test_a_sentence_without_an_opened_source_is_told_apart(
    client: PageClient, data_files: DataFiles
) -> None:
    """No face prints it, and the page says so."""
    data_files.add(
        '[[source]]\nid = "lead"\ntitle = "A lead"\npublisher = "A"\nread_as = "summary"\n'
        'mark = "a-"\n[[statement]]\nid = "hearsay"\ntext = "It is said."\nsources = ["lead"]\n'
    )
    shown = articles(page_of(client.get(ADDRESS)))
    assert "Shown nowhere" in text_of(shown["hearsay"])
    assert "Shown nowhere" not in text_of(shown["step.flat"])


def test_signatures_reach_the_pages_for_everybody(
    client: PageClient, data_files: DataFiles
) -> None:
    """The first page and the page behind the code say what is reviewed."""
    assert "Not yet reviewed by a clinician" in page_of(client.get("/c")).text
    data_files.sign("step.flat")
    assert "Reviewed by a clinician: 1 of" in page_of(client.get("/c")).text
    assert "not all of them are reviewed by a doctor yet" in page_of(client.get("/")).text
    data_files.sign(*(id for id in SAID if id != "step.flat"))
    assert "Reviewed by Dr A. Example, first on" in page_of(client.get("/c")).text
    assert "not all of them are reviewed by a doctor yet" in page_of(client.get("/")).text


def test_every_page_leads_to_it_and_it_travels_compressed(client: PageClient) -> None:
    """The page is long and holds no secret."""
    links = [one.get("href") for one in page_of(client.get("/")).all("a")]
    assert "/about/content" in links
    answer = client.get(ADDRESS, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 60_000


def test_the_printed_page_has_room_for_a_signature(client: PageClient) -> None:
    """A box and a line follow every sentence that states a fact."""
    for id, shown in articles(page_of(client.get(ADDRESS))).items():
        states_a_fact = states_fact(catalogue().statements[id])
        assert ("☐ Right as it stands." in text_of(shown)) is states_a_fact, id
