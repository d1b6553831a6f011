"""A secret on several sheets of paper, in several hands: enough of them open it, fewer say nothing."""

from __future__ import annotations

import random
import re
import secrets
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto import digit_groups
from interview_kit.crypto.shares import GROUPS, MOST, Share, combine, split
from interview_kit.data import shipped
from interview_kit.errors import InputError
from tests.changes import chance

SECRETS = st.binary(min_size=32, max_size=32)
#: threshold and count
SIZES = st.integers(2, MOST).flatmap(lambda count: st.tuples(st.integers(2, count), st.just(count)))
SECRET = bytes(range(100, 132))
SHARES = split(SECRET, 3, 5)
#: Two of a set of which any two open it, as version 1 printed them.
GOLDEN = (
    "208237 803819 523647 596192 173691 204780 987442 201852 113882 "
    "376538 631140 715570 279631 162991 322311 569449 657954 710154",
    "208237 805887 920151 398362 330374 691099 694309 467352 107310 "
    "494558 529909 939440 971046 879700 977716 987790 613454 370547",
)

#: Powers of 3, which come by every byte but 0: another way to multiply in GF(256) than shifting and adding.
POWERS = [1]
for _ in range(254):
    doubled = POWERS[-1] << 1
    POWERS.append(POWERS[-1] ^ doubled ^ (0x11B if doubled > 255 else 0))
LOGARITHMS = {power: exponent for exponent, power in enumerate(POWERS)}


def times(one: int, other: int) -> int:
    return POWERS[(LOGARITHMS[one] + LOGARITHMS[other]) % 255] if one and other else 0


def through(one: int, other: int) -> int:
    return POWERS[(LOGARITHMS[one] - LOGARITHMS[other]) % 255] if one else 0


def by_hand(sheets: list[str]) -> bytes:
    """Put a secret together from what is printed, by format.md and nothing of the program's."""
    points: dict[int, bytes] = {}
    for sheet in sheets:
        content = int("".join(group[:5] for group in sheet.split())) // 100_003
        points[content >> 256 & 15] = (content % 2**256).to_bytes(32, "big")
    secret = bytearray(32)
    for place in range(32):
        for number, data in points.items():
            term = data[place]
            for other in points.keys() - {number}:
                term = through(times(term, other + 1), (number + 1) ^ (other + 1))
            secret[place] ^= term
    return bytes(secret)


def code_of(typed: str) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(InputError) as caught:
        Share.parse(typed)
    return caught.value.code, caught.value.parameters


@given(SECRETS, SIZES, st.randoms())
def test_any_shares_give_the_secret_back_if_they_are_enough(
    secret: bytes, sizes: tuple[int, int], chosen: random.Random
) -> None:
    threshold, count = sizes
    made = split(secret, threshold, count)
    some = chosen.sample(made, chosen.randint(threshold, count))
    assert combine(some) == secret


@given(SECRETS, SIZES, st.randoms())
def test_another_implementation_gives_the_same_secret(
    secret: bytes, sizes: tuple[int, int], chosen: random.Random
) -> None:
    threshold, count = sizes
    sheets = [str(share) for share in chosen.sample(split(secret, threshold, count), threshold)]
    assert by_hand(sheets) == secret


def test_the_program_in_the_format_gives_the_same_secret() -> None:
    chapter = (
        shipped("schemas", "format.md").read_text("utf-8").partition("### 1.6 ")[2].partition("\n## ")[0]
    )
    (program,) = re.findall(r"^```python\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE)
    sheets = [str(share) for share in (SHARES[4], SHARES[0], SHARES[2])]
    typed = f"sheets = {sheets}\n{program}\nprint(secret.hex())"
    done = subprocess.run([sys.executable, "-c", typed], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (SECRET.hex() + "\n", "")


def test_the_table_in_the_format_is_the_one_for_check_digits() -> None:
    chapter = shipped("schemas", "format.md").read_text("utf-8").partition("### 1.6 ")[2]
    rows = [line.split() for line in chapter.splitlines() if re.fullmatch(r"(  \d ( \d){10}\s*){2}", line)]
    table = {row[side]: row[side + 1 : side + 11] for row in rows for side in (0, 11)}
    for number in range(1, GROUPS + 1):
        state = "0"
        for digit in f"{number}90817":
            state = table[state][int(digit)]
        assert digit_groups.holds(number, f"90817{state}")


def test_a_share_of_the_first_version_opens_forever() -> None:
    shares = [Share.parse(sheet) for sheet in GOLDEN]
    assert [(one.set_number, one.threshold, one.number) for one in shares] == [(4711, 2, 1), (4711, 2, 3)]
    assert combine(shares) == SECRET == by_hand(list(GOLDEN))
    assert tuple(map(str, shares)) == GOLDEN


def test_one_share_of_two_is_each_byte_equally_often_whatever_the_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every secret byte with every random coefficient, exactly: the share tells nothing apart."""
    for secret in range(256):
        seen = bytearray()
        for start in range(0, 256, 32):
            monkeypatch.setattr(
                secrets, "token_bytes", lambda _size, start=start: bytes(range(start, start + 32))
            )
            seen += split(bytes([secret]) * 32, 2, 7)[6].data
        assert sorted(seen) == list(range(256)), secret


def test_shares_that_are_one_too_few_fit_every_secret_exactly_once() -> None:
    """Whatever the third share's byte may be, another secret comes out, and every secret does."""
    one, other, third, *_ = SHARES
    opened = {combine([one, other, with_first_byte(third, byte)])[0] for byte in range(256)}
    assert opened == set(range(256))


@pytest.mark.parametrize("threshold", range(2, MOST + 1), ids="T-{}".format)
def test_shares_that_are_one_too_few_give_another_secret(threshold: int) -> None:
    """Who pretends that one less is needed gets something else: no polynomial is of a lower degree."""
    made = split(SECRET, threshold, MOST)[: threshold - 1]
    assert combine([Share(one.set_number, threshold - 1, one.number, one.data) for one in made]) != SECRET


def with_first_byte(share: Share, byte: int) -> Share:
    return Share(share.set_number, share.threshold, share.number, bytes([byte]) + share.data[1:])


def test_splitting_twice_gives_nothing_in_common() -> None:
    again = split(SECRET, 3, 5)
    assert {one.data for one in SHARES}.isdisjoint(one.data for one in again)
    assert len({one.data for one in SHARES}) == 5
    assert len({split(SECRET, 2, 2)[0].set_number for _ in range(8)}) > 1


@given(SECRETS, SIZES, st.sampled_from([" ", "-", "", "\n", " – ", " · ", "\u200b", ". "]))
def test_what_is_printed_reads_back_however_it_is_parted(
    secret: bytes, sizes: tuple[int, int], between: str
) -> None:
    for share in split(secret, *sizes):
        assert [len(group) for group in share.groups] == [6] * GROUPS
        assert Share.parse(between.join(share.groups)) == share


def test_full_width_digits_and_letters_that_look_like_digits_are_digits() -> None:
    printed = str(SHARES[0])
    assert (
        Share.parse(printed.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})) == SHARES[0]
    )
    assert Share.parse(printed.replace("0", "O").replace("1", "l")) == SHARES[0]


def test_every_wrong_digit_is_found_in_its_group() -> None:
    digits = "".join(SHARES[1].groups)
    for place, right in enumerate(digits):
        for wrong in set("0123456789") - {right}:
            typed = digits[:place] + wrong + digits[place + 1 :]
            assert code_of(typed) == ("crypto.share-groups", {"groups": str(place // 6 + 1)})


@pytest.mark.parametrize("share", SHARES, ids="T-{0.number}".format)
def test_neighbours_that_changed_places_are_noticed(share: Share) -> None:
    digits = "".join(share.groups)
    for place in range(len(digits) - 1):
        left, right = digits[place : place + 2]
        if left != right:
            code, said = code_of(digits[:place] + right + left + digits[place + 2 :])
            assert code == "crypto.share-groups"
            assert str(place // 6 + 1) in str(said["groups"]).split(", ")


@pytest.mark.parametrize("seed", range(8), ids="T-{}".format)
def test_groups_that_changed_places_are_noticed_and_named(seed: int) -> None:
    share = Share(seed, 2, 1, chance(seed).randbytes(32))
    for one, other in combinations(range(GROUPS), 2):
        typed = list(share.groups)
        typed[one], typed[other] = typed[other], typed[one]
        if typed == list(share.groups):
            continue
        code, said = code_of(" ".join(typed))
        if code == "crypto.share-swapped":  # ten states of the check for eighteen places
            assert (said["one"], said["other"]) == (one + 1, other + 1)
        else:
            assert (code, said) == ("crypto.share-groups", {"groups": f"{one + 1}, {other + 1}"})


def test_the_check_digit_alone_would_not_notice_some_groups_that_changed_places() -> None:
    """Why there is a checksum over all groups, and why it cannot miss what the check digits miss."""
    group = digit_groups.checked("0" * 5 + "12345")[1]
    assert digit_groups.holds(2, group)
    assert [place for place in range(1, GROUPS + 1) if digit_groups.holds(place, group)] == [2, 10]
    places = {pow(100_000, place, 100_003) for place in range(GROUPS)}
    assert len(places) == GROUPS
    assert all(100_003 % divisor for divisor in range(2, 317)), (
        "a prime: no group's change is a multiple of it"
    )


def test_groups_of_another_sheet_are_noticed_though_each_is_right() -> None:
    one, other = (Share(4711, 2, number, chance(number).randbytes(32)).groups for number in (1, 2))
    assert one[0] == other[0], "shares of a set begin alike"
    for place in range(2, GROUPS):
        assert code_of(" ".join(one[:place] + other[place:])) == ("crypto.share-checksum", {})


@pytest.mark.parametrize("typed", ["", "123456", "1" * 107, "1" * 109])
def test_a_share_that_is_too_short_or_too_long_says_how_many_digits_it_has(typed: str) -> None:
    assert code_of(typed) == ("crypto.share-length", {"count": len(typed), "wanted": 108})


def test_a_letter_among_the_digits_is_named_by_its_group() -> None:
    groups = list(SHARES[0].groups)
    groups[16] = "가" + groups[16][1:]
    assert code_of(" ".join(groups)) == ("crypto.share-groups", {"groups": "17"})


@pytest.mark.parametrize(
    "head",
    [0, 2 << 24 | 4711 << 8 | 0x10, 1 << 24 | 4711 << 8],
    ids=["T-nothing", "T-version-2", "T-threshold-1"],
)
def test_a_share_that_this_version_does_not_make_is_not_guessed_at(head: int) -> None:
    printed = digit_groups.checked(f"{(head << 256 | 7) * 100_003:090d}")
    assert code_of(" ".join(printed)) == ("crypto.share-unknown", {})


def test_too_few_shares_say_how_many_are_missing() -> None:
    with pytest.raises(InputError, match="shares-too-few") as caught:
        combine(SHARES[:1])
    assert caught.value.parameters == {"missing": 2}
    with pytest.raises(InputError, match="shares-none"):
        combine([])


def test_one_share_typed_twice_is_named() -> None:
    with pytest.raises(InputError, match="shares-twice") as caught:
        combine([SHARES[0], SHARES[3], SHARES[3]])
    assert caught.value.parameters == {"number": 4}


def test_shares_of_two_sets_are_not_mixed() -> None:
    one, other, third, *_ = SHARES
    elsewhere = Share(one.set_number ^ 1, one.threshold, third.number, third.data)
    with pytest.raises(InputError, match="different-sets"):
        combine([one, other, elsewhere])
    with pytest.raises(InputError, match="different-sets"):
        combine([one, other, Share(one.set_number, 2, third.number, third.data)])


def test_a_share_that_does_not_fit_the_others_is_noticed_where_there_are_more_than_needed() -> None:
    for place in range(4):
        given_in = list(SHARES[:4])
        given_in[place] = with_first_byte(given_in[place], given_in[place].data[0] ^ 1)
        with pytest.raises(InputError, match="shares-inconsistent"):
            combine(given_in)
    with pytest.raises(InputError, match="shares-inconsistent"):
        combine([*SHARES[:2], with_first_byte(SHARES[0], SHARES[0].data[0] ^ 1)])


@pytest.mark.parametrize(("threshold", "count"), [(1, 1), (1, 5), (0, 5), (3, 2), (2, 17), (17, 17), (-1, 3)])
def test_a_split_that_protects_nothing_or_has_no_numbers_is_refused(threshold: int, count: int) -> None:
    with pytest.raises(InputError, match="shares-numbers"):
        split(SECRET, threshold, count)


def test_what_a_share_holds_is_not_in_what_a_traceback_shows() -> None:
    assert "data" not in repr(SHARES[0])
