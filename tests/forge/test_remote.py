"""Where the pull requests of a factory belong."""

from pathlib import Path

import pytest

from maestro.domain.errors import ForgeError
from maestro.forge.base import Commit
from maestro.forge.local import LocalForge
from maestro.forge.remote import RemoteKind, classify, serving
from tests.forge.repositories import BEGAN, bare_repository, git, new_repository


def test_a_repository_without_remote_is_its_own_forge(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "own", {"a": b"1"})
    assert serving(root).path == root


@pytest.mark.parametrize("form", ["path", "relative", "url"])
def test_a_clone_writes_to_the_repository_it_came_from(tmp_path: Path, form: str) -> None:
    bare = bare_repository(tmp_path, {"a": b"1"})
    git(tmp_path, "clone", "-q", str(bare), "clone")
    clone = tmp_path / "clone"
    git(
        clone, "remote", "set-url", "origin", {"path": str(bare), "relative": "../bare.git", "url": bare.as_uri()}[form]
    )
    repository = serving(clone)
    repository.commit(Commit("maestro/x", "main", {"b": b"2"}, "m", BEGAN))
    LocalForge(repository).open("maestro/x", "main", "t", "")
    assert "maestro/x" in git(bare, "branch")
    assert "maestro/x" not in git(clone, "branch", "-a")


@pytest.mark.parametrize(
    ("url", "kind", "shown"),
    [
        ("https://ada:token@github.com/acme/f.git", RemoteKind.GITHUB, "https://github.com/acme/f.git"),
        ("git@github.com:acme/f.git", RemoteKind.GITHUB, "git@github.com:acme/f.git"),
        ("ssh://git@gitlab.example.org/f", RemoteKind.OTHER, "ssh://gitlab.example.org/f"),
        ("https://git.example.org/f?x=\x1b[2J", RemoteKind.OTHER, "https://git.example.org/f?x= [2J"),
        ("file://elsewhere/share/f", RemoteKind.OTHER, "file://elsewhere/share/f"),
        ("host:path", RemoteKind.OTHER, "host:path"),
    ],
)
def test_other_remotes_are_named_with_the_way_out_and_without_credentials(
    url: str, kind: RemoteKind, shown: str
) -> None:
    remote = classify(url, Path("/factory"))
    assert (remote.kind, remote.url, remote.path) == (kind, shown, None)
    assert shown in (remote.problem or "")
    assert "/export" in (remote.problem or "")


def test_serving_refuses_what_cannot_be_served(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "own", {"a": b"1"})
    git(root, "remote", "add", "origin", "https://ada:s3cret@github.com/acme/f.git")
    with pytest.raises(ForgeError, match="/export") as caught:
        serving(root)
    assert "s3cret" not in caught.value.message


def test_a_single_remote_of_another_name_counts_and_several_do_not(tmp_path: Path) -> None:
    bare = bare_repository(tmp_path, {"a": b"1"})
    root = new_repository(tmp_path / "own", {"a": b"1"})
    git(root, "remote", "add", "upstream", str(bare))
    assert serving(root).path == bare
    git(root, "remote", "add", "backup", "https://github.com/acme/f.git")
    assert serving(root).path == root


@pytest.mark.parametrize("url", ["./a:b", "/a:b/c", "../f", "~/f"])
def test_paths_are_paths(url: str) -> None:
    assert classify(url, Path("/factory")).kind is RemoteKind.PATH
