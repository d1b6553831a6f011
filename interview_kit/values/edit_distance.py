"""How many slips of the keys lie between two words: a key too many, too few, wrong, or two swapped."""

from __future__ import annotations


def letters_of(word: str) -> int:
    """Return which letters occur, as bits; letters that share a bit only let more words through."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def may_be_near(one: int, other: int, slips: int) -> bool:
    """Whether words of these letters can be ``slips`` apart. A slip changes two bits: no is sure."""
    return (one ^ other).bit_count() <= 2 * slips


def distance(one: str, other: str, most: int) -> int:
    """Return the number of slips between two words, or ``most`` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, here[column - 1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        if min(here) > most:
            return most + 1
        before, last = last, here
    return min(last[-1], most + 1)
