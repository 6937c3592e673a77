"""Fetching from a server of our own on this machine, in the layout of Stanza's."""

import hashlib
import io
import json
import re
import socket
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kzcorpus.errors import ModelError
from kzcorpus.models import ModelPackage, fetch, problems
from kzcorpus.models.fetch import published_sums
from kzcorpus.models.registry import read_sums
from tests.conftest import contents


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server:
    """Serves a folder with an index of models, as Stanza's servers do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        handler = partial(Quiet, directory=str(folder))
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        serve = partial(self._http.serve_forever, poll_interval=0.01)
        threading.Thread(target=serve, daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def offer(self, model: bytes, md5: str | None = None, name: str = "tiny") -> None:
        """Offer a Turkish package of this name, and the same as `default` in an archive."""
        from stanza.resources.common import DEFAULT_RESOURCES_VERSION

        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as entries:
            entries.writestr(f"tokenize/{name}.pt", model)
        entry = {
            "lang_name": "Turkish",
            "packages": {name: {"tokenize": name}, "default": {"tokenize": name}},
            "tokenize": {name: {"md5": md5 or md5_of(model)}},
            "default_md5": md5 or md5_of(archive.getvalue()),
        }
        index = {"tr": entry, "url": f"{self.url}/{{lang}}/{{filename}}"}
        (self.folder / "tr/tokenize").mkdir(parents=True, exist_ok=True)
        (self.folder / f"tr/tokenize/{name}.pt").write_bytes(model)
        (self.folder / "tr/default.zip").write_bytes(archive.getvalue())
        (self.folder / f"resources_{DEFAULT_RESOURCES_VERSION}.json").write_text(
            json.dumps(index), encoding="utf-8"
        )


def md5_of(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    (tmp_path / "served").mkdir()
    server = Server(tmp_path / "served")
    server.offer(b"a model")
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


def get(server: Server, folder: Path, package: str = "tiny", lang: str = "tr") -> ModelPackage:
    return fetch(lang, package=package, folder=folder, resources_url=server.url)


@pytest.mark.parametrize("name", ["tiny", "default"])
def test_a_package_arrives_with_its_digests_on_record(
    server: Server, folder: Path, name: str
) -> None:
    package = get(server, folder, name)
    assert (package.name, package.origin, package.folder) == (f"tr-{name}", "local", folder)
    assert set(package.files) == {"resources.json", "tr/tokenize/tiny.pt"}
    assert (folder / "tr/tokenize/tiny.pt").read_bytes() == b"a model"
    assert list(problems(package)) == []


def test_nothing_but_models_and_digests_is_left(server: Server, folder: Path) -> None:
    get(server, folder, "default")
    assert set(contents(folder)) == {"SHA256SUMS", "resources.json", "tr/tokenize/tiny.pt"}


def test_a_newer_model_takes_the_place_of_the_older(server: Server, folder: Path) -> None:
    get(server, folder)
    server.offer(b"a better model")
    package = get(server, folder)
    assert (folder / "tr/tokenize/tiny.pt").read_bytes() == b"a better model"
    assert list(problems(package)) == []


def test_digests_of_other_files_stay_what_they_were(server: Server, folder: Path) -> None:
    get(server, folder)
    (folder / "tr/ner").mkdir()
    (folder / "tr/ner/old.pt").write_bytes(b"tampered")
    record = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    (folder / "SHA256SUMS").write_text(f"{record}{'0' * 64}  tr/ner/old.pt\n", encoding="utf-8")
    get(server, folder)
    assert read_sums(folder)["tr/ner/old.pt"] == "0" * 64


def refusal(server: Server, folder: Path, package: str = "tiny", lang: str = "tr") -> str:
    """The message of a fetch that fails: one line, and everything that was there is kept."""
    before = contents(folder)
    with pytest.raises(ModelError) as caught:
        get(server, folder, package, lang)
    assert contents(folder) == before
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"fetching Stanza's {lang} package {package!r} failed (")
    assert "the bundled package kz works without" in message
    return message


@pytest.mark.parametrize("name", ["tiny", "default"])
def test_a_file_with_a_wrong_sum_is_refused(server: Server, folder: Path, name: str) -> None:
    get(server, folder)
    server.offer(b"not what was promised", md5="0" * 32)
    assert f"expected {'0' * 32}" in refusal(server, folder, name)


def test_a_file_that_the_server_lacks(server: Server, folder: Path) -> None:
    get(server, folder)
    server.offer(b"promised")
    (server.folder / "tr/tokenize/tiny.pt").unlink()
    refusal(server, folder)


def test_an_unknown_language(server: Server, folder: Path) -> None:
    get(server, folder)
    assert "Unknown language" in refusal(server, folder, lang="kk")


def test_an_unknown_package(server: Server, folder: Path) -> None:
    get(server, folder)
    assert "no such package" in refusal(server, folder, "huge")


def test_a_server_without_an_index(server: Server, folder: Path) -> None:
    get(server, folder)
    for index in server.folder.glob("*.json"):
        index.unlink()
    assert "404" in refusal(server, folder)


def test_a_dead_port(server: Server, folder: Path) -> None:
    get(server, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.url = f"http://127.0.0.1:{free.getsockname()[1]}"
    refusal(server, folder)


def test_a_file_in_the_place_of_the_folder(server: Server, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("mine", encoding="utf-8")
    with pytest.raises(ModelError, match="failed"):
        get(server, tmp_path / "models")


@pytest.mark.parametrize("package", ["imst", "default"])
def test_a_pinned_package_is_the_one_that_was_published_or_is_refused(
    server: Server, folder: Path, package: str
) -> None:
    get(server, folder)
    before = contents(folder)
    # The server says itself that this is right: whoever owns it can.
    server.offer(b"not theirs", name="imst")
    with pytest.raises(ModelError) as caught:
        get(server, folder, package)
    assert str(caught.value) == (
        f"tr/tokenize/imst.pt: MD5 is {md5_of(b'not theirs')}, but Stanza 1.15.0 was published "
        f"with {published_sums()[1]['tr/tokenize/imst.pt']}; nothing was kept; --unpinned accepts "
        "what Stanza publishes now"
    )
    assert contents(folder) == before
    got = fetch("tr", package=package, folder=folder, resources_url=server.url, unpinned=True)
    assert "tr/tokenize/imst.pt" in got.files
    assert list(problems(got)) == []


def test_a_pinned_package_that_is_as_published_arrives(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = {"tr/tokenize/imst.pt": md5_of(b"as published")}
    module = sys.modules[published_sums.__module__]  # the room's `fetch` is the function
    monkeypatch.setattr(module, "published_sums", lambda: ("1.15.0", sums))
    server.offer(b"as published", name="imst")
    assert "tr/tokenize/imst.pt" in get(server, folder, "imst").files


def test_the_pinned_sums_are_of_the_version_that_is_used() -> None:
    from stanza.resources.common import DEFAULT_RESOURCES_VERSION

    version, sums = published_sums()
    assert version == DEFAULT_RESOURCES_VERSION
    assert {name.split("/")[0] for name in sums} == {"ar", "en", "kk", "ru", "tr"}
    assert all(re.fullmatch("[0-9a-f]{32}", digest) for digest in sums.values())
    assert all(len(name.split("/")) == 3 and name.endswith(".pt") for name in sums)
