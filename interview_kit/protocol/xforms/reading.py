"""One way in for every file that holds a protocol, by the end of its name."""

from __future__ import annotations

from pathlib import Path

from interview_kit.errors import InputError
from interview_kit.files import read_bounded
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.xforms import xlsform
from interview_kit.protocol.xforms.loading import Loading, load_xform
from interview_kit.protocol.xforms.tables import MAX_FILE, Files


def read_protocol(path: Path) -> tuple[LoadedProtocol, tuple[InputError, ...]]:
    """Read a protocol from our JSON, an XLSForm or an XForm, and what there is to warn of.

    Files that a form names are looked for beside it and in ``<name>-media``, as in Collect. Raises
    :class:`InputError` ``protocol.…``.
    """
    ending = path.suffix.lower()
    if ending == ".json":
        loaded = library.load_file(path)
        return loaded, tuple(loaded.form.warnings())
    body = _body(path)
    if ending in xlsform.ENDINGS:
        loading = xlsform.load_xlsform(body, name=path.name, files=_beside(path))
    elif ending == ".xml":
        loading = load_xform(body, name=path.name, files=_beside(path))
    else:
        raise InputError("protocol.unknown-format", name=path.name)
    return _whole(loading)


def _whole(loading: Loading) -> tuple[LoadedProtocol, tuple[InputError, ...]]:
    loaded = library.from_model(loading.protocol)
    return loaded, (*loading.warnings, *loaded.form.warnings())


def _body(path: Path) -> bytes:
    body = read_bounded(path, MAX_FILE)
    if len(body) > MAX_FILE:
        raise InputError("protocol.too-large", name=path.name)
    return body


def _beside(path: Path) -> Files:
    def find(address: str) -> bytes | None:
        name = Path(address.rpartition("/")[2]).name  # whatever it says, it stays in these two folders
        for folder in (path.with_name(f"{path.stem}-media"), path.parent):
            if name and _is_file(folder / name):
                return _body(folder / name)
        return None

    return find


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
