"""What an interview was told before it went on under another protocol, for the custodian to read."""

from __future__ import annotations

from dataclasses import replace

from interview_kit.bundle.identity import Identity
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.answer import check, from_json
from interview_kit.interview.reading import AnswerInWords, Line, Section, sections
from interview_kit.messages import say
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.vault import protocols
from interview_kit.vault.workspace import Workspace


def told_before(workspace: Workspace, identity: Identity, language: str) -> tuple[Section, ...]:
    """Return what was answered before a promotion and is not among the answers; mostly nothing.

    In the words of the protocol it was begun under where the office knows that one and they fit it, for
    nobody has checked that; else as it is.
    """
    title, prefix = say("office.told-before", language), f"{identity.began['id']}:"
    left = {path.removeprefix(prefix): told for path, told in identity.earlier.items()}
    found: list[Section] = []
    for loaded in protocols.offered(workspace):
        if loaded.reference() == identity.began:
            fitting = {path: told for path, told in left.items() if _fits(loaded, path, told)}
            found += sections(loaded, fitting, {}, (), language)
            left = {path: told for path, told in left.items() if path not in fitting}
    if left:
        lines = (Line(path, path, AnswerInWords(str(told)), True, False) for path, told in left.items())
        found.append(Section("", prefix, tuple(lines)))
    return tuple(replace(one, title=f"{title} · {one.title}") for one in found)


def _fits(loaded: LoadedProtocol, path: str, told: JsonValue) -> bool:
    try:
        check(from_json(told, path=path), loaded.form.at(path), loaded.protocol, path=path)
    except InputError:
        return False
    return True
