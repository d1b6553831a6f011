#!/bin/sh
# Makes .venv with Python 3.11 or newer and puts the tools of setup.txt into it (uv, hatchling).
# Started by the Makefile from the project's folder; `make PYTHON=... run` chooses an interpreter.
set -eu

say() { printf '%s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if new_enough "$python"; then
            echo "$python"
            return
        fi
    done
    say "Interview Kit needs Python 3.11 or newer; this machine has $(python3 --version 2>/dev/null || echo none)."
    for version in 3.14 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            say "Type this, then try again:"
            say "    sudo apt-get install python$version python$version-venv"
            exit 1
        fi
    done
    say "Install one from python.org, then type:"
    say "    make PYTHON=/path/to/its/bin/python3 run"
    exit 1
}

# A copied or moved folder, or a half-made environment, is not this folder's environment.
usable() {
    grep -qsF "$(pwd -P)/.venv" .venv/bin/activate && new_enough .venv/bin/python &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

if ! usable; then
    python=$(find_python)
    "$python" packaging/linux/system_packages.py setup
    say "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/setup.txt
