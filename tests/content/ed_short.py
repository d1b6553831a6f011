"""Scripted interviews under ED-SHORT. Everybody and everything in them is invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interview_kit.crypto.canonical import JsonValue

Answers = Mapping[str, JsonValue]

SCOPES: Final[dict[str, JsonValue]] = {f"/use/sc{number}": "YES" for number in range(5, 11)}
BEGUN: Final[dict[str, JsonValue]] = {
    "/consent/explained": "YES",
    "/consent/understood": "YES",
    "/consent/sc1": "YES",
    "/consent/sc2": "YES",
    "/consent/sc3": "YES",
    "/consent/mode": "SIGNED",
}
WHOLE: Final[dict[str, JsonValue]] = {
    **BEGUN,
    **SCOPES,
    "/witness/name": "T-은하",
    "/witness/other_names": "T-Unha",
    "/witness/age_band": "40-49",
    "/witness/sex": "F",
    "/witness/home": {"id": "KP-09"},
    "/story/account": "T: invented from end to end",
    "/story/recording": {"file": "silence.wav"},
    "/story/sound[1]/recording": {"file": "silence.wav"},
    "/harm[1]/person": "T-언니",
    "/harm[1]/relation": "sibling",
    "/harm[1]/acts": ["DISAPPEARANCE"],
    "/harm[1]/when": {"edtf": "2009-11-30"},
    "/harm[1]/where": {"id": "KP-09"},
    "/harm[1]/agency": "MSS_COUNTY",
    "/harm[1]/source": "RUMOUR",
    "/harm[1]/certainty": "GUESS",
    "/harm[1]/last_news": "T: nothing since",
    "/harm[2]/person": "T-조카",
    "/harm[2]/when": {"edtf": "2999"},
    "/harm[2]/source": "SAW",
    "/further/others": "YES",
    "/further/other_witnesses": "T-neighbour",
    "/further/exhibits": "YES",
    "/further/sc4": "YES",
    "/further/copy": {"file": "sketch.png"},
    "/further/copy_with_faces": {"file": "sketch.png"},
    "/further/told_before": ["NGO"],
    "/next/call_again": "YES",
    "/next/need": ["LEGAL"],
    "/next/danger": "YES",
    "/next/danger_words": "T: a brother was questioned",
    "/use/un_bodies": ["WGEID"],
    "/use/ask_before_court": "YES",
    "/use/partners": "T-partner",
    "/use/safe_channel": "T-channel",
    "/use/words_to_avoid": "T-words",
    "/closing/readback": "T: the sister was taken",
    "/closing/readback_result": "CORRECTED",
    "/closing/corrections": "T: the month",
    "/closing/wellbeing": "1",
    "/closing/card": "YES",
}
#: Nothing to show, nobody else who knows, and nobody who was harmed yet.
LITTLE: Final[dict[str, JsonValue]] = {
    **BEGUN,
    "/further/others": "NO",
    "/further/exhibits": "NO",
    "/further/told_before": ["NONE", "UN"],
    "/next/danger": "NO",
    "/use/sc7": "NO",
    "/use/sc8": "NO",
    "/use/sc9": "NO",
    "/use/sc10": "NO",
    "/closing/readback_result": "CONFIRMED",
}
REFUSED: Final[dict[str, JsonValue]] = {
    "/consent/explained": "YES",
    "/consent/understood": "NO",
    "/consent/sc1": "YES",
    "/consent/sc2": "NO",
}
DECLINED: Final[dict[str, JsonValue]] = {"/consent/understood": "YES", "/consent/sc1": "NO"}
WALKS: Final[Mapping[str, Answers]] = {
    "whole": WHOLE,
    "little": LITTLE,
    "refused": REFUSED,
    "declined": DECLINED,
}
