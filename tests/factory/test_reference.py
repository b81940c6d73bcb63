"""The reference factory as a repository: content, determinism, two starts at once, and a kill half way."""

import multiprocessing
import os
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maestro.domain.errors import ConfigError, ForgeError, UsageError
from maestro.factory import reference
from maestro.factory.catalogue import open_catalogue
from maestro.factory.locate import factory_root, named_factory
from maestro.factory.reference import factory_files, init_factory, practice_factory, source_folder
from maestro.forge.git import initialise
from tests.factory.places import tiny
from tests.forge.repositories import bare_repository, git

WHEN = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


def test_one_commit_by_the_bot_on_main(tmp_path: Path) -> None:
    commit = init_factory(tmp_path / "new", initialise)
    assert git(tmp_path / "new", "log", "--format=%H %an %D").strip() == f"{commit} Maestro HEAD -> main"
    assert git(tmp_path / "new", "status", "--porcelain") == ""
    assert not list(tmp_path.glob(".new*"))


def test_the_same_content_is_the_same_commit(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert init_factory(tmp_path / "a" / "b", initialise, WHEN) == init_factory(tmp_path / "empty", initialise, WHEN)


def test_it_is_a_factory_with_everything(tmp_path: Path) -> None:
    init_factory(tmp_path / "new", initialise)
    catalogue = open_catalogue(tmp_path / "new")
    assert {path.name for path in catalogue.scenarios} == {
        path.name for path in (source_folder() / "scenarios").iterdir() if (path / "request.yaml").is_file()
    }
    assert (tmp_path / "new/requests").is_dir()
    assert (tmp_path / "new/tenants").is_dir()


def test_scripts_are_executable_and_leftovers_stay_out(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(tiny(tmp_path), source)
    (source / "factory/scripts").mkdir(parents=True)
    (source / "factory/scripts/generate.sh").write_text("#!/bin/sh\n")
    (source / "factory/.github/workflows").mkdir(parents=True)
    (source / "factory/.github/workflows/ci.yaml").write_text("on: push\n")
    (source / "factory/README.md").write_text("# Read me\n")
    for leftover in ("chart/__pycache__/x.pyc", "chart/.DS_Store", "chart/values.yaml~", "policies/tests/x.yaml"):
        (source / leftover).parent.mkdir(exist_ok=True)
        (source / leftover).write_text("x")
    (source / "schemas/chat-turn.schema.json").write_text("{}")
    (source / "chart/link").symlink_to("/etc/passwd")
    files = factory_files(source)
    initialise(tmp_path / "new", files, "m", WHEN)
    assert os.access(tmp_path / "new/scripts/generate.sh", os.X_OK)
    assert list(files) == [
        ".github/workflows/ci.yaml",
        "README.md",
        "chart/Chart.yaml",
        "policies/10-sizes/README.md",
        "policies/20-checks/README.md",
        "requests/.gitkeep",
        "scenarios/01-web/README.md",
        "scenarios/01-web/request.yaml",
        "schemas/values.schema.json",
        "scripts/generate.sh",
        "tenants/.gitkeep",
    ]


def test_an_installed_package_carries_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "maestro"
    shutil.copytree(tiny(tmp_path), package / "_reference")
    monkeypatch.setattr(reference.maestro, "__file__", str(package / "__init__.py"))
    assert source_folder() == package / "_reference"
    shutil.rmtree(package / "_reference")
    with pytest.raises(ConfigError, match="lacks the reference factory"):
        source_folder()


def test_a_failure_leaves_an_empty_folder_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    def half_made(folder: Path, *_: object) -> str:
        for name in ("chart/x", ".git/HEAD"):
            (folder / name).parent.mkdir(parents=True)
            (folder / name).touch()
        raise ForgeError("no space left")

    for place in ("empty", "absent"):
        with pytest.raises(ForgeError, match="no space left"):
            init_factory(tmp_path / place, half_made)
    assert list((tmp_path / "empty").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]


def test_a_place_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("mine")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("full", "full/file", "dangling", "full/file/below"):
        with pytest.raises(UsageError) as caught:
            init_factory(tmp_path / name, initialise)
        assert caught.value.exit_code == 2
    assert (tmp_path / "full/file").read_text() == "mine"
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["file"]


def test_the_practice_factory_is_made_once(tmp_path: Path) -> None:
    factories = tmp_path / "home" / "factories"
    first = practice_factory(factories, initialise)
    assert first == (factories / "practice", True)
    (factories / "practice/mine").write_text("x")
    assert practice_factory(factories, initialise) == (factories / "practice", False)
    assert factories.stat().st_mode & 0o777 == 0o700


def _start(factories: Path, barrier: "multiprocessing.synchronize.Barrier") -> None:
    barrier.wait(30)
    _, created = practice_factory(factories, initialise)
    os._exit(10 if created else 20)


def test_many_first_starts_at_once_make_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(4)
    starts = [context.Process(target=_start, args=(tmp_path / "f", barrier)) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join(60)
    assert sorted(start.exitcode or 0 for start in starts) == [10, 20, 20, 20]
    assert git(tmp_path / "f/practice", "rev-list", "--count", "main").strip() == "1"


@pytest.mark.parametrize("at", ["initialise", "rename"])
def test_a_start_that_was_killed_half_way(tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> str:
        (next((tmp_path / "f").glob(".practice-draft-*")) / "half").write_text("x")
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    child = os.fork()
    if child == 0:
        if at == "rename":
            monkeypatch.setattr(Path, "rename", die)
        practice_factory(tmp_path / "f", die if at == "initialise" else initialise)
    os.waitpid(child, 0)
    assert not (tmp_path / "f/practice").exists()
    assert practice_factory(tmp_path / "f", initialise)[1]
    assert sorted(path.name for path in (tmp_path / "f").iterdir()) == [".practice.lock", "practice"]


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="MAESTRO_HOME"):
        practice_factory(tmp_path / "file" / "factories", initialise)


def test_which_factory_a_command_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home/mine").symlink_to(root)
    assert factory_root(None, tmp_path / "f", initialise) == (tmp_path / "f/practice", True)
    for choice in (str(root), "tiny", "./tiny", root.as_uri(), f"file://localhost{root}"):
        assert factory_root(choice, tmp_path / "f", initialise) == (root, False)
    assert named_factory("~/mine").samefile(root)
    spaced = root.rename(tmp_path / "a b%20ü")
    assert named_factory(spaced.as_uri()) == spaced


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("absent", "found nothing there"),
        ("file", "found a file"),
        ("", "empty name"),
        ("a\0b", "empty name"),
        ("https://ada:token@github.com/acme/f.git", r"the URL https://github\.com/acme/f\.git\. Clone it first"),
        ("git@github.com:acme/f.git", "Clone it first"),
        ("file://server/share", "Clone it first"),
        ("ftp://x/y", "Clone it first"),
    ],
)
def test_what_names_no_factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=message) as caught:
        named_factory(choice)
    assert "token" not in caught.value.message


def test_a_bare_repository_is_no_place_to_read_from(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="bare Git repository"):
        named_factory(str(bare_repository(tmp_path, {"a": b"1"})))
