"""The published JSON Schemas, generated from the models that read and write the files.

``python -m interview_kit.schema`` writes them to ``schemas/``; a test keeps the two equal.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from interview_kit.bundle.manifest import Manifest
from interview_kit.data import shipped
from interview_kit.files import write_atomically
from interview_kit.protocol.model import Protocol
from interview_kit.trust.packs import Pack
from interview_kit.trust.receipts import Receipt
from interview_kit.trust.requests import EnrolmentRequest
from interview_kit.trust.team import Roster
from interview_kit.vault.header import Header

MODELS: Final[dict[str, type[BaseModel]]] = {
    "protocol": Protocol,
    "manifest": Manifest,
    "request": EnrolmentRequest,
    "pack": Pack,
    "receipt": Receipt,
    "roster": Roster,
    "workspace": Header,
}


def generate() -> dict[str, bytes]:
    """Return the content of each schema file by its name."""
    return {
        f"{name}.schema.json": _written(model.model_json_schema(mode="serialization"))
        for name, model in MODELS.items()
    }


def _written(schema: dict[str, object]) -> bytes:
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return (json.dumps(dialect | schema, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def main(folder: Path | None = None) -> None:
    """Write every schema to ``folder``, by default the project's ``schemas/``."""
    for name, content in generate().items():
        write_atomically((folder or shipped("schemas")) / name, content)


if __name__ == "__main__":
    main()
