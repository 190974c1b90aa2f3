"""What tests of several rooms share."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from flask import Flask
from xdist.scheduler import LoadFileScheduling

from tests import generating  # noqa: F401 - before any generated test is made
from tests.paper.shelf import keep_layouts
from tests.signing import DataFiles
from tests.starting import application
from tests.web.pages import PageClient, SecureClient, visitor
from tests.web.sight import Sight
from tests.web.tour import tour
from walletcard.clinical import catalogue as clinical
from walletcard.garbage import keep_all
from walletcard.settings import Settings

# What they look at (`sights`) takes long to make, and each process would make its own.
TOURED = {
    "tests/journeys/test_every_page.py",
    "tests/web/test_reading_grade.py",
    "tests/web/test_tour.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser's files, which take longest: no process is left alone with them."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


class ByFile(LoadFileScheduling):  # type: ignore[misc] # xdist ships no types
    """One file stays in one process, and so do all files that look at every page."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return "the tour" if file in TOURED else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Hand out the tests file by file."""
    return ByFile(config, log)


def pytest_collection_finish() -> None:
    """Keep the garbage collector from scanning the collected tests again and again."""
    keep_all()


def pytest_sessionfinish() -> None:
    """Undo gc.freeze()."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What one test had laid out, no other test lays out again, in whichever process it runs."""
    folder = tmp_path_factory.getbasetemp()
    shelf = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "layouts"
    shelf.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_layouts(shelf, monkeypatch)
        yield


@pytest.fixture
def laid_out_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this test lay out all that it prints itself."""
    keep_layouts(tmp_path, monkeypatch)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The whole application, at an address that no phone can open: it prints no codes."""
    app = application(Settings(instance=tmp_path, server_secret="0" * 64))
    app.test_client_class = PageClient
    return app


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A client that checks every page that it gets."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.fixture
def data_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFiles]:
    """The clinical data files as a copy that the test may change."""
    copy = copytree(clinical.DATA, tmp_path / "catalogue")
    monkeypatch.setattr(clinical, "DATA", copy)
    clinical.catalogue.cache_clear()
    yield DataFiles(copy)
    clinical.catalogue.cache_clear()


def settings_in(folder: Path) -> Settings:
    """A server that readers reach, and that can keep cards."""
    return Settings(
        instance=folder,
        server_secret="0" * 64,
        public_url=SecureClient.base_url,
        operator_name="Mast Cell Society",
        operator_address="1 High Street, London",
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A server that readers reach, and that can keep cards."""
    return settings_in(tmp_path)


@pytest.fixture
def keeper(settings: Settings) -> SecureClient:
    """A client of an application that keeps cards."""
    return client_of(settings)


def client_of(settings: Settings) -> SecureClient:
    """A client of the application as it starts with some settings."""
    return visitor(application(settings))


@pytest.fixture(scope="session")
def sights(tmp_path_factory: pytest.TempPathFactory) -> list[Sight]:
    """Every page in every state, each made once for all that looks at them."""
    return list(tour(settings_in(tmp_path_factory.mktemp("tour"))))
