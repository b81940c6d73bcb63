"""The files of a chart, from a folder or an archive.

Owns the sandbox: nothing outside the chart is read, sizes are bounded.
"""

import os
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from maestro.domain.record import dataclass
from maestro.factory.chart import ignore
from maestro.factory.chart.errors import ChartError

if TYPE_CHECKING:
    import tarfile

MAX_FILE = 5 * 1024 * 1024
MAX_CHART = 100 * 1024 * 1024
_MAX_FILES = 20_000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a chart: its path inside the chart and its bytes."""

    name: str
    data: bytes

    @property
    def text(self) -> str:
        """The bytes as a Go string."""
        return self.data.decode("utf-8", "surrogateescape")


def read(path: Path) -> list[File]:
    """All files of the chart at a path, folder or archive."""
    try:
        if path.is_dir():
            return _Folder(path).files()
        return read_archive(_archive_bytes(path), path.name)
    except OSError as error:
        raise ChartError(f"chart {path} cannot be read: {error.strerror or error}", path=str(path)) from None


def _archive_bytes(path: Path) -> bytes:
    if not path.exists():
        raise ChartError(f"path {str(path)!r} not found: expected the folder or the archive of a chart", path=str(path))
    if not path.is_file() or path.stat().st_size > MAX_CHART:
        raise ChartError(f"file {str(path)!r} is no chart archive of at most {MAX_CHART} bytes", path=str(path))
    data = path.read_bytes()
    if not data.startswith(b"\x1f\x8b\x08"):
        hint = "seems to be a YAML file" if path.suffix in {".yaml", ".yml"} else "does not appear to be one"
        raise ChartError(f"file '{path}' {hint}: expected a folder or a gzipped archive", path=str(path))
    return data


class _Folder:
    """Walks a folder in the order of names, as Helm does."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real = root.resolve()
        self._found: list[File] = []
        self._size = 0
        rules = root / ".helmignore"
        text = rules.read_text("utf-8", "surrogateescape") if rules.is_file() else ""
        self._rules = ignore.parse(text)

    def files(self) -> list[File]:
        self._walk(self._root, "", frozenset())
        return self._found

    def _walk(self, folder: Path, prefix: str, above: frozenset[Path]) -> None:
        for entry in sorted(os.scandir(folder), key=lambda item: item.name):
            name = prefix + entry.name
            path = Path(entry.path)
            if entry.is_symlink():
                self._check_link(path, name)
            mode = path.stat().st_mode
            if ignore.is_ignored(self._rules, name, is_folder=S_ISDIR(mode)):
                continue
            if S_ISDIR(mode):
                real = path.resolve()
                if real in above:
                    raise ChartError(f"the link {name} of the chart leads back to a folder above it", path=str(path))
                self._walk(path, name + "/", above | {real})
            elif S_ISREG(mode):
                self._read(path, name)
            else:
                raise ChartError(f"cannot load irregular file {name} as it has file mode type bits set", path=str(path))

    def _check_link(self, path: Path, name: str) -> None:
        target = path.resolve()
        if not target.is_relative_to(self._real):
            raise ChartError(f"the link {name} of the chart leads outside the chart; only files inside it are read")
        if not target.exists():
            raise ChartError(f"the link {name} of the chart leads nowhere", path=str(path))

    def _read(self, path: Path, name: str) -> None:
        size = path.stat().st_size
        self._size += size
        if size > MAX_FILE:
            raise ChartError(
                f'chart file "{path.name}" is larger than the maximum file size {MAX_FILE}', path=str(path)
            )
        if self._size > MAX_CHART or len(self._found) >= _MAX_FILES:
            raise ChartError(f"the chart has more than {MAX_CHART} bytes or {_MAX_FILES} files", path=str(self._root))
        self._found.append(File(name, path.read_bytes().removeprefix(_BOM)))


def read_archive(data: bytes, name: str) -> list[File]:
    """The files of a `.tgz`, the first folder of each path taken off."""
    import gzip
    import tarfile

    found: list[File] = []
    left = MAX_CHART
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as plain, tarfile.open(fileobj=plain, mode="r|") as archive:
            for member in archive:
                if member.isdir():
                    continue
                _check_size(member, left)
                left -= member.size
                path = _inner_path(member.name)
                stream = archive.extractfile(member) if member.isfile() else None
                found.append(File(path, stream.read(MAX_FILE + 1).removeprefix(_BOM) if stream else b""))
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise ChartError(f"archive {name} cannot be read: {error}", path=name) from None
    if not found:
        raise ChartError("no files in chart archive", path=name)
    return found


def _check_size(member: "tarfile.TarInfo", left: int) -> None:
    if member.size > left:
        raise ChartError(f"decompressed chart is larger than the maximum file size {MAX_CHART}")
    if member.size > MAX_FILE:
        raise ChartError(f'decompressed chart file "{member.name}" is larger than the maximum file size {MAX_FILE}')


def _inner_path(name: str) -> str:
    sign = "\\" if "\\" in name else "/"
    parts = name.split(sign)
    if parts[0] == "Chart.yaml":
        raise ChartError("chart yaml not in base directory")
    inner = "/".join(parts[1:])
    if inner.startswith("/"):
        raise ChartError("chart illegally contains absolute paths")
    pure = PurePosixPath(inner)
    if not pure.parts:
        raise ChartError(f'chart illegally contains content outside the base directory: "{name}"')
    if ".." in pure.parts:
        raise ChartError("chart illegally references parent directory")
    if len(inner) > 2 and inner[0].isalpha() and inner[1:3] == ":/":
        raise ChartError("chart contains illegally named files")
    return str(pure)
