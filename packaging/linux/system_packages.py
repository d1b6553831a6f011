"""Find the system packages this machine lacks; install them if allowed, else say what to type.

    python packaging/linux/system_packages.py WHEN...

``system-packages.txt`` beside this file holds the list and says how a package is found. Ends with 1
when something is still missing without which the work cannot go on. On other systems than Linux
there is nothing to do: Qt brings there what it needs.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("system-packages.txt")
INSTALL = ("apt-get", "install", "--no-install-recommends")


@dataclass(frozen=True)
class Package:
    """One line of the list."""

    when: str
    name: str
    kind: str
    wanted: str
    reason: str

    @property
    def present(self) -> bool:
        """Whether what we use of the package is on this machine."""
        return FOUND_BY[self.kind](self.wanted)

    @property
    def indispensable(self) -> bool:
        """Whether nothing can go on without it."""
        return self.kind in {"module", "library"}


def listed() -> list[Package]:
    """Return every package of the list, named for the running Python."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    packages = []
    for line in LIST.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            when, name, found_by, reason = line.split(maxsplit=3)
            kind, wanted = found_by.split(":")
            packages.append(Package(when, name.format(python=python), kind, wanted, reason))
    return packages


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def has_library(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_program(name: str) -> bool:
    return shutil.which(name) is not None


def has_letter(code: str) -> bool:
    """Ask fontconfig, as Qt does, whether an installed font can draw the letter."""
    if not has_library("libfontconfig.so.1"):
        return False
    fontconfig = ctypes.CDLL("libfontconfig.so.1")
    for function in (fontconfig.FcNameParse, fontconfig.FcObjectSetCreate, fontconfig.FcFontList):
        function.restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(f":charset={code}".encode()))
    properties = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    fonts = fontconfig.FcFontList(None, pattern, properties)
    return bool(fonts) and ctypes.c_int.from_address(fonts).value > 0  # FcFontSet begins with its count


FOUND_BY = {
    "module": has_module,
    "library": has_library,
    "program": has_program,
    "letter": has_letter,
}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True)


def administrator() -> list[str] | None:
    """Return what to put before a command so that it may change the system, None if it may not."""
    if os.geteuid() == 0:
        return []
    if has_program("sudo") and run("sudo", "-n", "true").returncode == 0:
        return ["sudo", "-n"]
    return None


def install(names: list[str], before: list[str]) -> None:
    """Install Debian packages quietly; what apt-get complains of is passed on."""
    say(f"Installing system packages: {' '.join(names)}")
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]
    waiting = "-oDPkg::Lock::Timeout=300"  # another installation may be under way
    run(*quiet, "apt-get", "-qq", "update")
    result = run(*quiet, *INSTALL, "-qq", "-y", waiting, *names)
    if result.returncode:
        say(result.stderr.strip())
    importlib.invalidate_caches()


def explain(missing: list[Package]) -> None:
    """Say what is missing, why it is needed and what to type."""
    say("This machine lacks:")
    for package in missing:
        say(f"    {package.name:<20} {package.reason}")
    names = [package.name for package in missing]
    if has_program("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        say("Type this, then try again:")
        say(f"    {sudo}apt-get update && {sudo}{' '.join([*INSTALL, *names])}")
    else:
        say("These are Debian's names; install your system's packages with the same content:")
        say(f"    {' '.join(package.wanted for package in missing)}")


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(whens: list[str]) -> int:
    """Make the packages of ``whens`` present as far as possible; return the exit status."""
    if sys.platform != "linux":
        return 0
    wanted = [package for package in listed() if package.when in whens]
    missing = [package for package in wanted if not package.present]
    before = administrator() if missing and has_program("apt-get") else None
    if before is not None:
        install([package.name for package in missing], before)
        missing = [package for package in missing if not package.present]
    if missing:
        explain(missing)
    return int(any(package.indispensable for package in missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
