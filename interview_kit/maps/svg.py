"""The map as an SVG file: the same outlines, marks and legs as on screen, for a report or a print.

It stands alone: no scripts, no fonts, no pictures, no references to anything outside itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from interview_kit.maps.labels import Label, grown, placed
from interview_kit.maps.marks import Curve, Leg, Mark, arrow_head, curve, described, region_names, text_width
from interview_kit.maps.outlines import Arc, At, Bounds, Outlines, outlines
from interview_kit.maps.view import View, fitted
from interview_kit.messages import say

#: The country that is drawn lighter than the others.
HOME: Final = "KP"
_DOT: Final = 5.0
_LINE: Final = 20.0
_REGION_LINE: Final = 17.0
_MARGIN: Final = 90.0
#: Whatever lies farther outside the picture than this is left out.
_BLEED: Final = 8.0
#: The look of the light theme, which is also that of paper.
_STYLE: Final = """
.sea{fill:#E3EFF1}.land{fill:#F6F4F0}.home{fill:#FFFFFF}
.province,.border,.coast{fill:none;stroke-linejoin:round}
.province{stroke:#DDD8CF;stroke-width:1}.border{stroke:#5E646B;stroke-width:1.2}.coast{stroke:#9DB7BC;stroke-width:.8}
text{font-family:Pretendard,'Noto Sans KR','Malgun Gothic',sans-serif}
.halo{font-size:15px;font-weight:500;fill:none;stroke:#FFFFFF;stroke-width:3;stroke-linejoin:round}
.name{font-size:15px;font-weight:500;fill:#1F2328}.country{font-size:13px;font-weight:600;fill:#5E646B}.unit{font-size:12px;fill:#62686F}
.country,.unit{text-anchor:middle}
.dot{fill:#1F5F6B;stroke:#FFFFFF;stroke-width:1.5}.vague{fill:#FFFFFF;stroke:#1F5F6B;stroke-width:2}
.leader{stroke:#5E646B;stroke-width:.8}.leg{fill:none;stroke:#1F5F6B;stroke-width:2.2;stroke-linecap:round}
.believed{stroke-dasharray:7 6}.rumour{stroke-dasharray:.1 6}.head{fill:#1F5F6B}
"""


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is drawn, and where."""

    held: Outlines
    view: View
    marks: Sequence[tuple[Mark, At]]
    curves: Sequence[tuple[Leg, Curve]]
    labels: Sequence[Label | None]
    language: str


def svg(
    marks: Sequence[Mark], legs: Sequence[Leg], language: str, width: int = 1200, height: int = 900
) -> str:
    """Return the map of these places as the text of an SVG file, ``width`` by ``height`` pixels.

    A place that can be drawn nowhere is named in the description alone. Nothing is left of a map without
    any place: ``marks`` must hold one that can be drawn.
    """
    held = outlines()
    where = [mark.drawn_at(held) for mark in marks]
    view = fitted([at for at in where if at], width, height, _MARGIN)
    pixels = [view.to_screen(at) if at else None for at in where]
    curves = []
    for leg in legs:
        start, end = pixels[leg.start], pixels[leg.end]
        if start and end and (bow := curve(start, end, _DOT + 3)):
            curves.append((leg, bow))
    drawn = [(mark, at) for mark, at in zip(marks, pixels, strict=True) if at]
    sizes = [(text_width(_shown(mark), _LINE), _LINE) for mark, _ in drawn]
    lines = [point for _, bow in curves for point in bow.points()]
    labels = placed(
        [at for _, at in drawn],
        sizes,
        (4, 4, width - 4, height - 4),
        _DOT,
        towards=[held.inland(at, mark.country) for mark, at in zip(marks, where, strict=True) if at],
        lines=lines,
    )
    return "\n".join(
        _document(_Picture(held, view, drawn, curves, labels, language), described(marks, legs, language))
    )


def _document(picture: _Picture, description: str) -> Iterator[str]:
    width, height = (f"{length:g}" for length in (picture.view.width, picture.view.height))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" lang={quoteattr(picture.language)}>'
    )
    yield f"<title>{escape(say('maps.map', picture.language))}</title><desc>{escape(description)}</desc>"
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="sea" width="{width}" height="{height}"/>'
    yield from _land(picture)
    yield from _region_names(picture)
    for leg, bow in picture.curves:
        yield _leg(leg, bow)
    for mark, at in picture.marks:
        kind = "vague" if mark.vague else "dot"
        yield f'<circle class="{kind}" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{_DOT}"/>'
    for (mark, at), label in zip(picture.marks, picture.labels, strict=True):
        if label:
            yield from _label(_shown(mark), at, label)
    yield "</svg>\n"


def _shown(mark: Mark) -> str:
    return f"{mark.number} {mark.name}".strip()


def _land(picture: _Picture) -> Iterator[str]:
    """Yield the countries in view, then each line once: provinces under borders under coasts."""
    held, view = picture.held, picture.view
    frame = -_BLEED, -_BLEED, view.width + _BLEED, view.height + _BLEED
    for region in held.regions.values():
        if region.is_country and view.shows(region.bounds):
            path = "".join(_ring(_clipped(_pixels(held, ring, view), frame)) for ring in region.rings)
            if path:
                kind = "home" if region.id == HOME else "land"
                yield f'<path class="{kind}" fill-rule="evenodd" d="{path}"/>'
    for kind, numbers in held.lines().items():
        arcs = (held.arcs[number] for number in numbers)
        path = "".join(_line(arc, view, frame) for arc in arcs if view.shows(arc.bounds))
        if path:
            yield f'<path class="{kind}" d="{path}"/>'


def _pixels(held: Outlines, ring: Sequence[int], view: View) -> list[At]:
    return _thinned(view.to_screen(point) for point in held.points(ring))


def _thinned(points: Iterable[At]) -> list[At]:
    """Return points without those that lie within a pixel of the one before."""
    kept: list[At] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 0.8:
            kept.append(point)
    return kept


def _clipped(ring: Sequence[At], frame: Bounds) -> list[At]:
    """Return a ring cut along a frame (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, limit, sign in ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1)):
        kept: list[At] = []
        for one, other in zip(points[-1:] + points[:-1], points, strict=True):
            before, now = sign * (one[axis] - limit), sign * (other[axis] - limit)
            if (before < 0) != (now < 0):
                share = before / (before - now)
                kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
            if now >= 0:
                kept.append(other)
        points = kept
    return points


def _ring(points: Sequence[At]) -> str:
    return f"M{_coordinates(points)}Z" if len(points) > 2 else ""


def _line(arc: Arc, view: View, frame: Bounds) -> str:
    """Return the runs of an arc that come into the frame."""
    points = _thinned(view.to_screen(point) for point in zip(arc.xs, arc.ys, strict=True))
    runs: list[list[At]] = []
    for one, other in itertools.pairwise(points):
        west, east = sorted((one[0], other[0]))
        north, south = sorted((one[1], other[1]))
        if east >= frame[0] and west <= frame[2] and south >= frame[1] and north <= frame[3]:
            if runs and runs[-1][-1] is one:
                runs[-1].append(other)
            else:
                runs.append([one, other])
    return "".join(f"M{_coordinates(run)}" for run in runs)


def _coordinates(points: Iterable[At]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _region_names(picture: _Picture) -> Iterator[str]:
    taken = [label.box for label in picture.labels if label]
    taken += [grown((*at, *at), _LINE) for _, at in picture.marks]
    taken += [grown((*at, *at), _DOT) for _, bow in picture.curves for at in bow.points()]
    found = region_names(picture.held, picture.view, taken, _REGION_LINE, picture.language)
    for region, name, (x, y) in found:
        kind = "country" if region.is_country else "unit"
        yield f'<text class="{kind}" x="{x:.1f}" y="{y + 4.5:.1f}">{escape(name)}</text>'


def _leg(leg: Leg, bow: Curve) -> str:
    (x, y), (u, v), (p, q) = bow.start, bow.control, bow.end
    head = _coordinates(arrow_head(bow, 10))
    return (
        f'<path class="leg {leg.certainty}" d="M{x:.1f},{y:.1f}Q{u:.1f},{v:.1f} {p:.1f},{q:.1f}"/>'
        f'<polygon class="head" points="{head}"/>'
    )


def _label(text: str, dot: At, label: Label) -> Iterator[str]:
    left, _, right, bottom = label.box
    if label.leader:
        u, v = label.leader
        yield f'<line class="leader" x1="{dot[0]:.1f}" y1="{dot[1]:.1f}" x2="{u:.1f}" y2="{v:.1f}"/>'
    x, anchor = (right - 2, "end") if right <= dot[0] else (left + 2, "start")
    for kind in ("halo", "name"):  # twice, as not every program knows paint-order
        place = f'text-anchor="{anchor}" x="{x:.1f}" y="{bottom - 5.5:.1f}"'
        yield f'<text class="{kind}" {place}>{escape(text)}</text>'
