"""Everything that is done with a workspace, by name."""

from __future__ import annotations

from typing import Final

from tests.faults import caretaking as care
from tests.faults import interviewing as work
from tests.faults import pictures
from tests.faults.activity import Activity
from tests.vault.golden import golden

ACTIVITIES: Final = {
    "answering": Activity(work.answering),
    "beginning": Activity(work.beginning),
    "promoting": Activity(work.promoting),
    "recording": Activity(work.recording),
    "sealing": Activity(work.sealing, look=pictures.sealed_or_not),
    "clearing up": Activity(work.clearing_up, prepare=work.cut_off),
    "exporting": Activity(work.exporting, look=pictures.exported_or_not),
    "importing": Activity(work.importing, prepare=work.exported, look=pictures.office_reopened),
    "receiving": Activity(work.receiving, prepare=work.received),
    "rekeying": Activity(care.rekeying),
    "renewing": Activity(care.renewing, prepare=care.quickly_opened, look=care.old_or_new_way),
    "changing passphrases": Activity(
        care.changing_passphrases, prepare=care.quickly_opened, look=care.old_or_new_way
    ),
    "backing up": Activity(care.backing_up, prepare=care.with_recovery_code, look=care.backed_up_or_not),
    "restoring": Activity(care.restoring_backups, prepare=care.backed_up, look=pictures.created),
    "repairing": Activity(care.mending, prepare=care.damaged, look=care.mended_or_not, cost=10),
    "creating": Activity(care.creating, look=pictures.created, start=care.nothing),
    "migrating": Activity(care.migrating, start=golden.oldest),
}
