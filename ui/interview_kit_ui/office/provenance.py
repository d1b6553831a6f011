"""What the side panel says about an interview: what was consented to, and where it comes from."""

from __future__ import annotations

from typing import Final

from interview_kit.interview.sittings import PRESENT, Sitting
from interview_kit_ui.language import tr
from interview_kit_ui.local_time import clock, day, moment
from interview_kit_ui.office.facts import Fact
from interview_kit_ui.office.record import Record
from interview_kit_ui.theme import Tone

#: The consent ladder, every scope in few words.
_SCOPES: Final = {
    "SC1": "supervisor.scope-part",
    "SC2": "supervisor.scope-notes",
    "SC3": "supervisor.scope-sound",
    "SC4": "supervisor.scope-copies",
    "SC5": "supervisor.scope-statistics",
    "SC6": "supervisor.scope-publishing",
    "SC7": "supervisor.scope-united-nations",
    "SC8": "supervisor.scope-courts",
    "SC9": "supervisor.scope-partners",
    "SC10": "supervisor.scope-contact",
}
_SAID: Final[dict[str, tuple[str, Tone]]] = {
    "YES": ("supervisor.consent-yes", "ok"),
    "NO": ("supervisor.consent-no", "ink"),
    "LATER": ("supervisor.consent-later", "warn"),
    "DK": ("values.missing-dk", "warn"),
    "RF": ("values.missing-rf", "warn"),
    "NA": ("values.missing-na", "faint"),
    "": ("supervisor.consent-not-asked", "faint"),
}


def consent(record: Record) -> list[Fact]:
    """Return every scope of the ladder, and those beyond it that the protocol has, with what was said."""
    scopes = [*_SCOPES, *(scope for scope in record.consent if scope not in _SCOPES)]
    facts = []
    for scope in scopes:
        said = record.consent.get(scope, "")
        key, tone = _SAID.get(said, (said, "ink"))
        name = tr(_SCOPES[scope]) if scope in _SCOPES else scope
        facts.append(Fact(name, tr(key) if said in _SAID else said, tone))
    return facts


def origin(record: Record) -> list[Fact]:
    """Return where the bundle comes from, as its signed manifest says."""
    facts = [
        Fact(tr("supervisor.begun"), moment(record.begun)),
        Fact(tr("supervisor.sealed"), moment(record.sealed)),
        Fact(tr("supervisor.imported"), moment(record.imported)),
        Fact(tr("supervisor.laptop"), record.laptop),
        Fact(tr("supervisor.bundle"), record.bundle[:8].upper()),
        Fact(tr("supervisor.entries"), str(record.entries)),
    ]
    if record.clock_went_back:
        facts.append(Fact(tr("supervisor.clock"), tr("supervisor.clock-went-back"), "warn"))
    return facts


def sittings(record: Record) -> list[Fact]:
    """Return when people sat together, who was there, and what was hard; nothing where nobody noted it."""
    return [Fact(_hours(one), _at_the_table(one)) for one in record.sittings]


def _hours(sitting: Sitting) -> str:
    return f"{day(sitting.begun)} {clock(sitting.begun)[:5]}–{clock(sitting.ended)[:5]}"


def _at_the_table(sitting: Sitting) -> str:
    told = [", ".join(_present(code) for code in sitting.present)]
    if sitting.breaks:
        told.append(tr("supervisor.sitting-breaks", count=len(sitting.breaks)))
    if sitting.distress:
        told.append(tr("supervisor.sitting-distress", count=len(sitting.distress)))
    return " · ".join(one for one in told if one)


def _present(code: str) -> str:
    return tr(f"sitting.present-{code.lower()}") if code in PRESENT else code
