"""The Ray engine does what the local one does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.engines import Failed, run_ray
from kzcorpus.entities import load_gazetteer
from kzcorpus.errors import EngineError, MissingPackageError, ModelError
from tests.build.test_resume import SMALL
from tests.conftest import contents
from tests.engines.test_local import Square
from tests.fakes import fake_router

pytest.importorskip("ray", reason="an extra of its own: make test-ray installs it")


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """One small cluster for all tests here."""
    with pytest.MonkeyPatch.context() as patch:
        # A busy machine is no failure.
        patch.setenv("RAY_raylet_start_wait_time_s", "300")
        import ray

        ray.init(
            num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=10**8
        )
        yield
        ray.shutdown()


def test_every_task_is_done_once_and_a_killer_fails_alone() -> None:
    results = list(run_ray(Square(killer=7), range(20), 2))
    failed = [result for result in results if isinstance(result, Failed)]
    assert [one.task for one in failed] == [7]
    squares = sorted(result[0] for result in results if not isinstance(result, Failed))
    assert squares == [n * n for n in range(20) if n != 7]


def test_what_a_job_raises_is_raised_here() -> None:
    with pytest.raises(ModelError, match="no such model"):
        list(run_ray(Square(fault=3), range(20), 2))


def test_a_worker_loads_what_it_needs_before_its_first_task() -> None:
    assert all(warmed for _, warmed, _ in run_ray(Square(), range(5), 2))


class Unloadable(Square):
    def warm(self) -> None:
        raise ModelError("no such model")


def test_what_cannot_be_loaded_is_raised_here() -> None:
    with pytest.raises(ModelError, match="no such model"):
        list(run_ray(Unloadable(), range(5), 2))


def test_a_build_by_ray_gives_the_same_bytes(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An actor knows the gazetteer of the package, and nothing of what was patched here.
    monkeypatch.setattr("kzcorpus.build.workshop.load_gazetteer", load_gazetteer)
    build_corpus(raw, tmp_path / "local", config=SMALL, router=fake_router)
    build_corpus(raw, tmp_path / "ray", config=SMALL, router=fake_router, engine="ray", workers=2)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


def test_without_ray_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'kzcorpus\[ray\]'"):
        next(run_ray(Square(), [1], 1))


def test_a_cluster_that_does_not_come_up_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import ray

    def late(**options: object) -> None:
        raise TimeoutError("The node timed out during startup.\nSee the logs.")

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", late)
    monkeypatch.setattr(ray, "shutdown", lambda: None)
    with pytest.raises(EngineError, match=r"no cluster \(The node .* startup\.\); look at RAY_ADD"):
        next(run_ray(Square(), [1], 1))
