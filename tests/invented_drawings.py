"""An invented sketch and an invented signature, drawn by arithmetic."""

from __future__ import annotations

import itertools
import math

from interview_kit.images.strokes import Drawing, Point, Stroke


def line(*corners: tuple[int, int], width: int = 8, steps: int = 24) -> Stroke:
    """A line of a hand that trembles a little."""
    points: list[Point] = []
    for (x, y), (to_x, to_y) in itertools.pairwise(corners):
        for step in range(steps + 1):
            share = step / steps
            wave = 3 * math.sin(step * 1.7)
            pressed = 100 + round(60 * math.sin(math.pi * share))
            points.append(
                (round(x + (to_x - x) * share + wave), round(y + (to_y - y) * share - wave), pressed)
            )
    return Stroke(width, tuple(points))


def sketch(part: tuple[float, float, float] | None = None) -> Drawing:
    """A yard with a wall, a gate, two buildings and a path."""
    return Drawing(
        1600,
        1000,
        (
            line((220, 180), (1360, 160), (1380, 820), (860, 830), width=16),
            line((700, 835), (210, 840), (220, 180), width=16),
            line((320, 280), (720, 270), (730, 460), (330, 470), (320, 280)),
            line((960, 300), (1220, 290), (1230, 640), (970, 650), (960, 300)),
            line((780, 960), (775, 700), (860, 560), (960, 480), width=4),
            line((980, 360), (1220, 580), width=4),
            line((1215, 360), (985, 590), width=4),
        ),
        part,
    )


def way(part: tuple[float, float, float]) -> Drawing:
    """A way across a map, with a cross where it ends. Nobody took it."""
    ends = line((1010, 200), (1060, 250), width=8), line((1060, 200), (1010, 250), width=8)
    return Drawing(1600, 1000, (line((560, 560), (720, 420), (860, 380), (1020, 240)), *ends), part)


def signature() -> Drawing:
    """A scrawl that is nobody's name."""
    points: list[Point] = []
    for step in range(220):
        across = 320 + step * 3.6
        swing = 120 * math.sin(step / 9) * (1 - step / 300)
        points.append((round(across), round(330 + swing - step / 5), 110 + round(60 * math.sin(step / 9))))
    return Drawing(1500, 560, (Stroke(8, tuple(points)),))
