"""How the program looks: colour tokens, type scale and spacing as data, and their application.

``prepare(app)`` once at start, then ``apply(app, theme)``, which may be called again at any time;
every widget follows. Painted widgets ask ``current()`` while they paint, so nothing has to be told
that the theme changed.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from interview_kit.data import shipped
from interview_kit_ui.stylesheet import style_sheet

FAMILY: Final = "Pretendard"
LINE_HEIGHT: Final = 1.4
GRID: Final = 8
TEXT_SCALE_LEAST: Final = 0.9
TEXT_SCALE_MOST: Final = 1.6

TextRole = Literal["title", "question", "answer", "second", "body", "guidance", "caption"]
Weight = Literal["regular", "medium", "semibold"]
Tone = Literal["ink", "soft", "faint", "accent", "on_accent", "warn", "record", "ok"]

#: Size in pixels at text scale 1, and weight.
TYPE_SCALE: Final[dict[TextRole, tuple[int, Weight]]] = {
    "title": (24, "semibold"),
    "question": (20, "semibold"),
    "answer": (16, "regular"),
    "second": (15, "regular"),
    "body": (14, "regular"),
    "guidance": (13, "regular"),
    "caption": (12, "regular"),
}
_WEIGHTS: Final = {
    "regular": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
}


@dataclass(frozen=True)
class Colours:
    """The colour tokens; each is ``#RRGGBB``."""

    ground: str
    paper: str
    rail: str
    line: str
    ink: str
    soft: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    warn: str
    warn_soft: str
    record: str
    record_soft: str
    ok: str
    ok_soft: str
    #: The word mark of practice, behind the cards.
    word_mark: str


#: Every text colour with every ground it may stand on; a test holds each pair to what the theme asks for.
TEXT_ON_GROUND: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "ink",
        (
            "ground",
            "paper",
            "rail",
            "accent_soft",
            "warn_soft",
            "record_soft",
            "ok_soft",
            "word_mark",
        ),
    ),
    ("soft", ("ground", "paper", "rail", "accent_soft", "warn_soft", "word_mark")),
    ("faint", ("ground", "paper", "rail", "accent_soft")),
    ("accent", ("ground", "paper", "rail", "accent_soft")),
    ("on_accent", ("accent",)),
    ("warn", ("ground", "paper", "rail", "accent_soft", "warn_soft")),
    ("record", ("ground", "paper", "rail", "accent_soft", "record_soft")),
    ("ok", ("ground", "paper", "rail", "accent_soft", "ok_soft")),
)

#: What is told without words, on the grounds beside it: rings, edges of what is chosen, boxes to tick, signs.
#: A test holds each to three to one. Hairlines only divide; high contrast shows them too.
EDGE_ON_GROUND: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("accent", ("ground", "paper", "rail", "accent_soft")),
    ("ink", ("ground", "paper", "rail")),
    ("faint", ("ground", "paper", "rail", "accent_soft")),
    ("warn", ("ground", "paper", "warn_soft")),
    ("record", ("ground", "paper", "record_soft")),
    ("ok", ("ground", "paper", "ok_soft")),
)


@dataclass(frozen=True)
class Theme:
    """A set of colours, a text scale between 0.9 and 1.6, and how wide lines are, in pixels."""

    name: str
    colours: Colours
    text_scale: float = 1.0
    #: Around what can be used, and around what has the keyboard focus or is chosen.
    edge: int = 1
    ring: int = 2
    #: Around what only a tint sets apart elsewhere.
    tint_edge: int = 0
    #: The least contrast of text with its ground; a test holds every pair to it.
    least_contrast: float = 4.5

    def __post_init__(self) -> None:
        if not TEXT_SCALE_LEAST <= self.text_scale <= TEXT_SCALE_MOST:
            raise ValueError(f"text scale {self.text_scale} is outside 0.9 to 1.6")

    def px(self, length: float) -> int:
        """Return a length that grows with the text: row heights, insets beside text, icons."""
        return round(length * self.text_scale)

    def border(self, *, strong: bool) -> int:
        """Return how wide a border is, in pixels; ``strong`` where it has the focus or is chosen."""
        return self.ring if strong else self.edge

    def colour(self, token: str) -> QColor:
        """Return the colour of a token by its name in :class:`Colours`."""
        return QColor(getattr(self.colours, token))

    def font(self, role: TextRole, weight: Weight | None = None, *, tabular: bool = False) -> QFont:
        """Return the font of a role, in the role's own weight unless another is asked for.

        With ``tabular`` all digits are equally wide, for clocks and columns of numbers.
        """
        size, own_weight = TYPE_SCALE[role]
        return QFont(_font(self.px(size), weight or own_weight, tabular))

    def line_height(self, role: TextRole) -> int:
        """Return the height of one line of a role in pixels, generous for Hangul."""
        return round(self.px(TYPE_SCALE[role][0]) * LINE_HEIGHT)


LIGHT: Final = Theme(
    "light",
    Colours(
        ground="#F6F4F0",
        paper="#FFFFFF",
        rail="#EFECE6",
        line="#DDD8CF",
        ink="#1F2328",
        soft="#5E646B",
        faint="#62686F",
        accent="#1F5F6B",
        on_accent="#FFFFFF",
        accent_soft="#E3EFF1",
        warn="#8A5A00",
        warn_soft="#FBF1DD",
        record="#B3261E",
        record_soft="#FBE9E7",
        ok="#2F6B3A",
        ok_soft="#E6F1E7",
        word_mark="#F0EBE2",
    ),
)
DARK: Final = Theme(
    "dark",
    Colours(
        ground="#16181B",
        paper="#1E2125",
        rail="#1A1D20",
        line="#33383E",
        ink="#E8E6E1",
        soft="#A9AEB4",
        faint="#949AA1",
        accent="#6FB7C4",
        on_accent="#0E1A1D",
        accent_soft="#20343A",
        warn="#E0B15A",
        warn_soft="#332A17",
        record="#F2877F",
        record_soft="#3A2220",
        ok="#86C08F",
        ok_soft="#1D2E21",
        word_mark="#221F19",
    ),
)
#: For eyes that need it: black on white, every line a line, nothing told by a tint alone.
CONTRAST: Final = Theme(
    "contrast",
    Colours(
        ground="#FFFFFF",
        paper="#FFFFFF",
        rail="#FFFFFF",
        line="#000000",
        ink="#000000",
        soft="#1C1C1C",
        faint="#333333",
        accent="#00387A",
        on_accent="#FFFFFF",
        accent_soft="#DCE9FF",
        warn="#5A3500",
        warn_soft="#FFF0C8",
        record="#8C0900",
        record_soft="#FFE6E2",
        ok="#0A4518",
        ok_soft="#E0F5E3",
        word_mark="#EFEFEF",
    ),
    edge=2,
    ring=3,
    tint_edge=1,
    least_contrast=7.0,
)
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def prepare(app: QApplication) -> None:
    """Load the fonts we ship and take the one base style; once, before the first ``apply``."""
    app.setStyle("Fusion")
    for file in sorted(shipped("resources", "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def current() -> Theme:
    """Return the theme that is on screen now."""
    return _Shown.theme


def apply(app: QApplication, theme: Theme) -> None:
    """Put ``theme`` on the whole program: palette, font and style sheet."""
    _Shown.theme = theme
    app.setPalette(_palette(theme.colours))
    app.setFont(theme.font("body"))
    app.setStyleSheet(style_sheet(theme))


class _Shown:
    theme: ClassVar[Theme] = LIGHT


@functools.cache
def _font(pixels: int, weight: Weight, tabular: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(_WEIGHTS[weight])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(colours: Colours) -> QPalette:
    """Return a palette with every role set: some platforms give a light one whatever is asked."""
    role = QPalette.ColorRole
    tokens = {
        role.WindowText: colours.ink,
        role.Button: colours.paper,
        role.Light: colours.paper,
        role.Midlight: colours.rail,
        role.Dark: colours.soft,
        role.Mid: colours.line,
        role.Text: colours.ink,
        role.BrightText: colours.on_accent,
        role.ButtonText: colours.ink,
        role.Base: colours.paper,
        role.Window: colours.ground,
        role.Shadow: colours.line,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.AlternateBase: colours.rail,
        role.NoRole: colours.ground,
        role.ToolTipBase: colours.paper,
        role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.faint,
        role.Accent: colours.accent,
    }
    palette = QPalette()
    for name, colour in tokens.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.faint))
    return palette
