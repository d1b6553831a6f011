"""Sums of money as they were named: an amount, the currency it was counted in, never converted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from interview_kit.errors import InputError

_AMOUNT: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")
#: Where testimony from North Korea counts, the likeliest first.
USUAL: Final = ("KPW", "CNY", "USD", "KRW", "RUB", "JPY", "THB", "VND", "LAK", "MNT", "EUR")
_CODES: Final = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
    LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
    PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG ZWL
"""
#: Alphabetic codes of ISO 4217 for money that people pay with or paid with lately.
CURRENCIES: Final = frozenset(_CODES.split())


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as decimal text, so that no digit is lost, and its currency."""

    amount: str
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def parse(amount: str, currency: str) -> Money:
    """Check both. Raises :class:`InputError` ``values.amount`` or ``values.currency``."""
    if _AMOUNT.fullmatch(amount) is None:
        raise InputError("values.amount")
    if currency not in CURRENCIES:
        raise InputError("values.currency")
    return Money(amount, currency)
