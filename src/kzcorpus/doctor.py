"""What a machine has and lacks for kzcorpus, one line a check: the page for a bug report.

Nothing private is told: no name of a user or a machine, no environment, and the home folder is "~".
No model library is loaded in this process; torch is tried in one of its own.
"""

from __future__ import annotations

import locale
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import kzcorpus
from kzcorpus.config import AnnotateConfig
from kzcorpus.errors import KzcorpusError
from kzcorpus.models import ModelPackage, bundled_packages, folder_packages, problems, user_folder
from kzcorpus.requirements import Extra, installed_extras, installed_version
from kzcorpus.tables import Corpus, check_files

State = Literal["ok", "note", "problem"]
#: The Python that kzcorpus asks for.
PYTHON = (3, 11)
#: Letters of Turkish, Azerbaijani, Kazakh and Arabic, which a terminal must be able to show.
LETTERS = "ığşİəқңұқ’ق"
#: Bytes below which a build is likely to fail, and below which a large one may.
DISK = (500_000_000, 5_000_000_000)
MEMORY = (2_000_000_000, 6_000_000_000)
#: Extras that a user is told about; the others are for who works on kzcorpus.
_EXTRAS = ("", "nlp", "notebook")
_TORCH = "import torch; print(torch.get_num_threads())"
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, what was found, and what to do where it is not well."""

    name: str
    state: State
    found: str
    advice: str = ""


def examine(folder: Path) -> Iterator[Check]:
    """All checks, one after the other; `folder` is where the corpus is or shall be.

    A check that breaks is a problem of its own, and costs the others nothing.
    """
    checks: tuple[tuple[str, Callable[[], Iterator[Check]]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("torch", _torch),
        ("models", _models),
        ("disk", lambda: _disks(folder)),
        ("machine", _machine),
        ("terminal", _terminal),
        ("writing", lambda: _writing(folder)),
        ("corpus", lambda: _corpus(folder)),
    )
    for name, check in checks:
        try:
            yield from check()
        except (KzcorpusError, OSError, ValueError, subprocess.SubprocessError) as error:
            yield Check(name, "problem", shortened(str(error).splitlines()[0]), "report it")


def shortened(text: str) -> str:
    """Text in which the home folder is "~".

    >>> shortened(f"{Path.home()}/corpus: no corpus here")
    '~/corpus: no corpus here'
    """
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _python() -> Iterator[Check]:
    yield Check("kzcorpus", "ok", kzcorpus.__version__)
    found = f"{platform.python_implementation()} {platform.python_version()}"
    if sys.version_info >= PYTHON:
        yield Check("python", "ok", found)
    else:
        wanted = ".".join(map(str, PYTHON))
        yield Check("python", "problem", found, f"install Python {wanted} or newer")
    yield Check("platform", "ok", f"{platform.system()} {platform.release()} {platform.machine()}")


def _packages() -> Iterator[Check]:
    for extra in installed_extras():
        if extra.name in _EXTRAS:
            yield _extra(extra)


def _extra(extra: Extra) -> Check:
    name = f"packages for {extra.name}" if extra.name else "packages"
    command = f"pip install --upgrade 'kzcorpus{f'[{extra.name}]' if extra.name else ''}'"
    if not extra.wrong:
        return Check(name, "ok", ", ".join(f"{r.name} {r.version}" for r in extra.requirements))
    missing = "; ".join(
        f"{r.name} {r.version or 'is missing'}" + (f" (wanted {r.wanted})" if r.wanted else "")
        for r in extra.wrong
    )
    if extra.name and extra.absent:
        return Check(name, "note", "not installed; asking a corpus needs none of them", command)
    return Check(name, "problem" if extra.name in ("", "nlp") else "note", missing, command)


def _torch() -> Iterator[Check]:
    """Whether torch can be loaded at all, and its threads: tried in a process of its own."""
    if not installed_version("torch"):
        return
    done = subprocess.run(  # noqa: S603  (our own line of Python)
        [sys.executable, "-c", _TORCH],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no message"]
        advice = "pip install --force-reinstall 'kzcorpus[nlp]'"
        yield Check("torch", "problem", f"cannot be loaded: {shortened(said[-1])}", advice)
        return
    own = AnnotateConfig().threads
    yield Check("torch", "ok", f"loads; {done.stdout.strip()} threads, of which a build uses {own}")


def _models() -> Iterator[Check]:
    for package in bundled_packages():
        yield _model(package, "install kzcorpus again")
    for package in folder_packages(user_folder()):
        yield _model(package, f"kzcorpus models fetch {package.lang}")


def _model(package: ModelPackage, remedy: str) -> Check:
    name = f"model {package.name}"
    found = [shortened(problem) for problem in problems(package)]
    if found:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        return Check(name, "problem", f"{found[0]}{more}", remedy)
    size = f"{package.size / 1e6:.0f} MB"
    return Check(name, "ok", f"{package.origin}, {len(package.files)} files, {size}, intact")


def _disks(folder: Path) -> Iterator[Check]:
    places = {"corpus": nearest(folder), "temporary files": Path(tempfile.gettempdir())}
    for what, place in places.items():
        free = shutil.disk_usage(place).free
        advice = "make room" if what == "corpus" else "make room, or set TMPDIR to another disk"
        yield _amount(f"disk for {what}", free, DISK, advice)


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    folder = folder.absolute()
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def _amount(name: str, have: int, least: tuple[int, int], advice: str) -> Check:
    found = f"{have / 1e9:.1f} GB free"
    if have < least[0]:
        return Check(name, "problem", found, advice)
    if have < least[1]:
        return Check(name, "note", f"{found}; little for a large corpus", advice)
    return Check(name, "ok", found)


def _machine() -> Iterator[Check]:
    have = memory()
    if have is None:
        yield Check("memory", "note", "this system does not tell")
    else:
        check = _amount("memory", have, MEMORY, "close other programs, or build with one worker")
        yield Check(check.name, check.state, check.found.replace(" free", ""), check.advice)
    yield Check("processors", "ok", str(processors()))


def memory() -> int | None:
    """Bytes of memory: the machine's, or what its container may use; None where nobody tells."""
    try:
        amounts = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (AttributeError, ValueError, OSError):
        return None
    with suppress(OSError, ValueError):  # no such place, or "max"
        amounts.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    return min(amounts)


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _terminal() -> Iterator[Check]:
    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    named = locale.getlocale()[0] or "C"
    found = f"{encoding}, locale {named}, files {sys.getfilesystemencoding()}"
    try:
        LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        advice = "set PYTHONUTF8=1, or a locale such as C.UTF-8"
        yield Check("terminal", "problem", f"{found}: it cannot show {ascii('қ')[1:-1]}", advice)
    else:
        yield Check("terminal", "ok", found)


def _writing(folder: Path) -> Iterator[Check]:
    place = nearest(folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        found = f"{shortened(str(place))}: {error.strerror or 'cannot be written'}"
        yield Check("writing", "problem", found, "change its permissions, or give another --corpus")
    else:
        yield Check("writing", "ok", f"{shortened(str(place))} can be written")


def _corpus(folder: Path) -> Iterator[Check]:
    shown = shortened(str(folder))
    if not folder.exists():
        yield Check("corpus", "note", f"{shown}: none yet", "kzcorpus build")
        return
    opened = Corpus(folder)
    found = list(check_files(opened, digests=False))
    if found:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        told = f"{shown}: {found[0].where}: {found[0].what}{more}"
        yield Check("corpus", "problem", told, "kzcorpus validate tells all")
        return
    counts = opened.counts()
    made = f"kzcorpus {opened.manifest.code_version}, schema {opened.manifest.schema_version}"
    rows = ", ".join(f"{counts[name]:,} {name}" for name in ("documents", "tokens", "entities"))
    yield Check("corpus", "ok", f"{shown}: {rows}; made by {made}")
