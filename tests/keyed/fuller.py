"""What no study tells and a full interview asks for all the same: invented, and told with other keys."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from interview_kit.crypto.canonical import JsonValue

LETTER: Final = b"an invented letter\n" * 500
_PARTS: Final = ("witness", "household", "account", "cases", "perpetrators", "rest")
_AGENCY: Final[JsonValue] = {
    "value": {"code": "MSS_COUNTY", "words": "군 보위부"},
    "source": "HEARD_W",
    "certainty": "UNSURE",
}

TOLD: Final[Mapping[str, JsonValue]] = {
    "/consent/safe_channel": "T-번호 010",
    "/household/person[1]/name": "T-어머니",
    "/household/person[1]/relation": "parent",
    "/household/person[1]/status": "FREE",
    "/household/person[1]/victim": "NO",
    "/household/person[2]/name": "T-동생",
    "/household/person[2]/relation": "sibling",
    "/household/person[2]/status": "MISSING",
    "/household/person[2]/victim": "YES",
    "/calendar/anchor[1]/kind": "MARRIAGE",
    "/calendar/anchor[1]/when": {"value": {"edtf": "1994"}, "said": "홍수 전 해"},
    "/calendar/residence[1]/where": {"id": "KP-09-hoeryong", "words": "회령"},
    "/calendar/residence[1]/since": {"edtf": "1990"},
    "/calendar/residence[1]/until": {"edtf": "1998-21"},
    "/calendar/crossing[1]/kind": "OUT",
    "/calendar/crossing[1]/when": {"edtf": "1999-11"},
    "/account/words": "지어낸 이야기입니다.\n봄에 차가 두 대 왔습니다.",
    "/perpetrator[1]/name": {"value": "T-김", "source": "HEARD_W", "certainty": "GUESS"},
    "/perpetrator[1]/agency": _AGENCY,
    "/perpetrator[1]/involvement": {
        "value": ["ORDERED", "CARRIED_OUT"],
        "source": "HEARD_W",
        "certainty": "UNSURE",
    },
    "/perpetrator[1]/knows_how": "HEARD_W",
    "/source[1]/who": "T-이웃",
    "/source[1]/where_now": "ABROAD",
    "/source[1]/knows": {"missing": "DK"},
    "/source[1]/knows_how": "SAW",
    "/source[1]/may_ask": "NO",
    "/family/costs": {"amount": "300", "currency": "CNY", "words": "삼백 원"},
    "/family/wishes": "소식을 알고 싶습니다.",
    "/exhibit[1]/kind": "LETTER",
    "/exhibit[1]/copy": {"sha256": hashlib.sha256(LETTER).hexdigest()},
    "/exhibit[1]/description": "지어낸 편지 한 장",
    "/exhibit[1]/kept_by": "WITNESS",
    **{f"/closing/readback/{part}": "CONFIRMED" for part in _PARTS},
}
#: What of it is told only with consent to a scope.
NEEDS: Final = {"/consent/safe_channel": "SC10", "/exhibit[1]/copy": "SC4"}
