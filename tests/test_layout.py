"""What holds for the whole tree: directions, sizes, names, words, and what is never committed."""

from __future__ import annotations

import ast
import json
import re
import string
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from interview_kit import errors
from interview_kit.messages import LANGUAGES

ROOT = Path(__file__).parent.parent
CORE = ROOT / "interview_kit"
SCREEN = ROOT / "ui" / "interview_kit_ui"
TRANSLATIONS = ROOT / "resources" / "translations"
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
SPEAKING = ERRORS | {"say", "tr", "bind_text"}

Words = dict[str, str]


@cache
def committed() -> tuple[Path, ...]:
    """Every file of the tree that is committed or about to be."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())


def python_files() -> list[Path]:
    return [path for path in committed() if path.suffix == ".py"]


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Every node of the program's own sources, with the place to name when it is wrong."""
    found = []
    for path in sorted([*CORE.rglob("*.py"), *SCREEN.rglob("*.py")]):
        name = path.relative_to(ROOT).as_posix().removeprefix("ui/")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found.append((f"{name}:{getattr(node, 'lineno', 0)}", node))
    return tuple(found)


@cache
def words(language: str) -> Words:
    """Every text of a language by its full key."""
    return {
        f"{file.stem}.{name}": text
        for file in (TRANSLATIONS / language).glob("*.json")
        for name, text in json.loads(file.read_text("utf-8")).items()
    }


def assert_none(offenders: Iterable[object]) -> None:
    """Fail with every offender on a line of its own."""
    found = sorted({str(offender) for offender in offenders})
    assert not found, "\n".join(["", *found])


def called(node: ast.Call) -> str:
    """The last name of what is called, for example ``tr`` of ``language.tr(...)``."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def looks_like_key() -> re.Pattern[str]:
    """``room.what-happened``, for every room that exists or has words."""
    rooms = {path.stem for path in [*CORE.iterdir(), *SCREEN.iterdir()] if path.stem[0] != "_"}
    rooms |= {key.partition(".")[0] for key in words("en")}
    files = "(json|age|ik[bepr])"
    return re.compile(rf"({'|'.join(sorted(rooms))})\.(?!{files}$)[a-z0-9]+([-_][a-z0-9]+)*")


def constants() -> Iterator[tuple[str, str]]:
    for place, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield place, node.value


def composed_keys() -> Iterator[tuple[str, re.Pattern[str]]]:
    """F-strings that begin like a key, each as a pattern of the keys it can make."""
    rooms = {key.partition(".")[0] for key in words("en")}
    for place, node in nodes():
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
                for part in node.values
            ]
            if str(node.values[0].value).partition(".")[0] in rooms and r"\." in parts[0]:
                yield place, re.compile("".join(parts))


def test_rooms_depend_only_in_the_direction_of_the_design(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_the_core_never_imports_qt() -> None:
    foreign = re.compile(r"PySide|shiboken|PyQt|interview_kit_ui")
    offenders = []
    for place, node in nodes():
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if place.startswith("interview_kit/") and any(map(foreign.match, names)):
            offenders.append(place)
    assert_none(offenders)


def test_every_file_has_one_subject_and_so_stays_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert_none(f"{path}: {length} lines" for path, length in lengths.items() if length > 600)


def test_every_module_is_named_after_what_it_is_about() -> None:
    empty = {"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"}
    assert_none(
        name
        for name in (path.relative_to(ROOT).with_suffix("") for path in python_files())
        if empty & {word for part in name.parts for word in part.split("_")}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_parameters(language: str) -> None:
    english, other = words("en"), words(language)
    assert english, "no words at all"
    assert_none(english.keys() ^ other.keys())
    assert_none(key for key in english if parameters(english[key]) != parameters(other[key]))


def test_every_key_named_in_the_sources_has_words() -> None:
    key = looks_like_key()
    assert_none(
        f"{text} ({place})" for place, text in constants() if key.fullmatch(text) and text not in words("en")
    )


def test_every_composed_key_fits_some_words() -> None:
    assert_none(
        f"{pattern.pattern} ({place})"
        for place, pattern in composed_keys()
        if not any(map(pattern.fullmatch, words("en")))
    )


def test_every_error_is_named_by_a_key_with_words() -> None:
    assert_none(
        f"{node.args[0].value!r} ({place})"
        for place, node in nodes()
        if isinstance(node, ast.Call) and called(node) in ERRORS
        if node.args and isinstance(node.args[0], ast.Constant)
        if node.args[0].value not in words("en")
    )


def test_every_text_gets_the_parameters_it_speaks_of() -> None:
    lacking = []
    for place, node in nodes():
        if not isinstance(node, ast.Call) or called(node) not in SPEAKING:
            continue
        given = {keyword.arg for keyword in node.keywords}
        for argument in node.args:
            if isinstance(argument, ast.Constant) and None not in given:
                absent = parameters(words("en").get(str(argument.value), "")) - given
                lacking += [f"{argument.value!r}: {name} ({place})" for name in absent]
    assert_none(lacking)


def test_no_words_are_left_that_nothing_says() -> None:
    """A key is said if it stands in the sources, or an f-string makes it of their strings."""
    texts = {text for _, text in constants()}
    pieces = {piece for text in texts for piece in (text, text.lower().replace("_", "-"))}
    patterns = [pattern for _, pattern in composed_keys()]

    def said(key: str) -> bool:
        made = (match for pattern in patterns if (match := pattern.fullmatch(key)))
        return key in texts or any(pieces.issuperset(match.groups()) for match in made)

    assert_none(key for key in words("en") if not said(key))


def test_nothing_committed_names_a_package_registry_or_a_path_of_one_machine() -> None:
    unwanted = re.compile(  # written so that this line does not name them either
        r"[p]ypi[-.]|[f]iles\.pythonhosted|[r]egistry\.npm|[d]eb\.debian"
        r"|(?<![\w.-])/([w]ork|[r]oot/\.|[f]arm|[h]ome/\w+|[t]mp/bash|[o]pt/pypi)/"
    )
    offenders = []
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content:
            for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
                if unwanted.search(line):
                    offenders.append(f"{path.relative_to(ROOT)}:{number}")
    assert_none(offenders)


def test_lock_files_pin_every_package_by_hash_and_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "packaging/setup.txt"):
        lock = (ROOT / name).read_text("utf-8")
        packages = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
        assert packages, name
        assert_none(package for package in packages if "--hash=sha256:" not in package)
        assert "://" not in lock, name
    npm = json.loads((ROOT / "tests/interop/package-lock.json").read_text("utf-8"))
    locked = [entry for path, entry in npm["packages"].items() if path]
    assert locked
    assert all("integrity" in entry and "resolved" not in entry for entry in locked)
    assert "://" not in json.dumps(npm)


def test_every_system_package_says_what_it_is_for() -> None:
    lines = (ROOT / "packaging/linux/system-packages.txt").read_text("utf-8").splitlines()
    rows = [line.split(maxsplit=3) for line in lines if line and not line.startswith("#")]
    assert {row[0] for row in rows} == {"setup", "screen", "window", "test"}
    assert all(len(row) == 4 and ":" in row[2] for row in rows)
    assert len({row[1] for row in rows}) == len(rows)
