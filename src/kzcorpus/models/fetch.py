"""Fetching Stanza's published packages: over HTTPS, once, with the digests written down.

Stanza itself compares what it downloads with the MD5 sums of the server that it comes from. Here it
is compared besides with those that were published when this version was made (stanza_md5.json), so
that a server that was broken into changes nothing. What arrived is recorded by SHA-256, and later
loads refuse anything else.
"""

from __future__ import annotations

import hashlib
import json
import os
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from kzcorpus.errors import MissingPackageError, ModelError
from kzcorpus.files import sha256_file, write_text
from kzcorpus.models.registry import RESOURCES, SUMS, ModelPackage, find_package, read_sums


def fetch(
    lang: str,
    *,
    package: str = "default",
    folder: Path,
    resources_url: str | None = None,
    unpinned: bool = False,
) -> ModelPackage:
    """Download a Stanza package into a folder and write down its digests.

    Args:
        resources_url: where `resources_VERSION.json` lies; None for Stanza's own place.
        unpinned: take what the server has now, though it is not what was published.

    Raises:
        MissingPackageError: Stanza is not installed.
        ModelError: the download failed, would not be over HTTPS, or is not what was published;
            nothing that was there before is lost.
    """
    try:
        import stanza
        from stanza.resources.common import DEFAULT_RESOURCES_URL
    except ImportError as error:
        raise MissingPackageError(
            "fetching models needs Stanza: pip install 'kzcorpus[nlp]'"
        ) from error
    _refuse_unsafe(resources_url)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Stanza puts a file in place before it looks at its sum; so it works beside our files.
        with TemporaryDirectory(prefix=".fetch-", dir=folder) as arrival:
            stanza.download(
                lang,
                model_dir=arrival,
                package=package,
                resources_url=resources_url or DEFAULT_RESOURCES_URL,
                logging_level="ERROR",
            )
            if not unpinned:
                _refuse_others(Path(arrival))
            _take_over(Path(arrival), folder)
    except ModelError:
        raise
    except Exception as error:  # requests, hub, JSON, MD5 and Stanza errors alike
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"fetching Stanza's {lang} package {package!r} failed ({reason}); "
            "it needs the internet; the bundled package kz works without"
        ) from error
    return find_package(lang, package, folder)


def _refuse_unsafe(url: str | None) -> None:
    """Only this machine may be asked without encryption: what comes over HTTP is anybody's."""
    parts = urlsplit(url or "https://")
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise ModelError(f"{url}: models are fetched over https only")


def published_sums() -> tuple[str, dict[str, str]]:
    """The version of Stanza's packages that is pinned, and the MD5 sum of each file by its path."""
    text = (resources.files("kzcorpus.models") / "stanza_md5.json").read_text(encoding="utf-8")
    entries = json.loads(text)
    return entries["stanza"], {f"{name}.pt": digest for name, digest in entries["md5"].items()}


def _refuse_others(arrival: Path) -> None:
    """Raise ModelError where a file of a pinned package is not the one that was published."""
    version, sums = published_sums()
    for name in sorted(sums):
        path = arrival / name
        if not path.is_file():
            continue
        found = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        if found != sums[name]:
            raise ModelError(
                f"{name}: MD5 is {found}, but Stanza {version} was published with {sums[name]}; "
                "nothing was kept; --unpinned accepts what Stanza publishes now"
            )


def _take_over(arrival: Path, folder: Path) -> None:
    """Move what arrived into its place, and write down its digests.

    Raises ValueError where nothing did: Stanza only warns of an unknown package.
    """
    names = [path.relative_to(arrival).as_posix() for path in sorted(arrival.rglob("*.pt"))]
    if not names:
        raise ValueError("no such package")
    names.append(RESOURCES)
    sums = read_sums(folder) | {name: sha256_file(arrival / name) for name in names}
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(arrival / name, folder / name)
    write_text(
        folder / SUMS, "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    )
