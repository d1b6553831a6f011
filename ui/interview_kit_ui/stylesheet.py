"""The one style sheet, generated from the tokens of a theme.

It dresses Qt's own controls. Our painted widgets (cards, options, chips, rail) draw themselves from
the same tokens, which keeps a page of many questions quick to build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_kit.data import shipped

if TYPE_CHECKING:
    from interview_kit_ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme. A ring takes one pixel of the padding away."""
    return "\n".join(part(theme) for part in (_buttons, _fields, _choices, _tables, _bars, _floating))


def _buttons(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QPushButton {{
    outline: none;
    font-size: {px(14)}px; font-weight: 600; min-height: {px(20)}px;
    padding: {px(6)}px {px(14)}px; border-radius: 8px;
}}
QPushButton[kind="primary"] {{
    background: {c.accent}; color: {c.on_accent}; border: {theme.edge}px solid {c.accent};
}}
QPushButton[kind="primary"]:focus {{
    border: {theme.ring}px solid {c.ink}; padding: {px(6) - 1}px {px(14) - 1}px;
}}
QPushButton[kind="quiet"] {{
    background: {c.paper}; color: {c.ink}; border: {theme.edge}px solid {c.line}; font-weight: 500;
}}
QPushButton[kind="quiet"]:hover {{ background: {c.accent_soft}; }}
QPushButton[kind="pill"] {{
    background: {c.paper}; color: {c.soft}; border: {theme.edge}px solid {c.line}; font-weight: 400;
    font-size: {px(13)}px; min-height: {px(16)}px; padding: {px(4)}px {px(10)}px;
    border-radius: {px(8) + px(4)}px;
}}
QPushButton[kind="pill"]:hover {{ background: {c.accent_soft}; color: {c.ink}; }}
QPushButton[kind="bare"] {{
    background: transparent; color: {c.soft}; border: {theme.edge}px solid transparent; font-weight: 400;
    font-size: {px(13)}px; padding: {px(4)}px {px(8)}px; text-align: left;
}}
QPushButton[kind="bare"]:hover {{ color: {c.ink}; }}
QPushButton[kind="bare"]:checked {{ background: {c.accent_soft}; color: {c.ink}; }}
QPushButton[kind="quiet"]:focus, QPushButton[kind="bare"]:focus, QPushButton[kind="pill"]:focus {{
    border: {theme.ring}px solid {c.accent}; color: {c.ink};
}}
QPushButton[kind="quiet"]:focus {{ padding: {px(6) - 1}px {px(14) - 1}px; }}
QPushButton[kind="pill"]:focus {{ padding: {px(4) - 1}px {px(10) - 1}px; }}
QPushButton[kind="bare"]:focus {{ padding: {px(4) - 1}px {px(8) - 1}px; }}
QPushButton:disabled {{
    background: transparent; color: {c.faint}; border: {theme.edge}px solid {c.line};
}}
QPushButton[kind="bare"]:disabled {{ border-color: transparent; }}
"""


def _fields(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QLineEdit, QPlainTextEdit, QComboBox {{
    font-size: {px(16)}px; color: {c.ink}; background: {c.paper}; border: {theme.edge}px solid {c.line};
    border-radius: 10px; padding: {px(10)}px 13px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent};
    placeholder-text-color: {c.faint};
}}
QPlainTextEdit {{ padding: {px(7)}px {px(9)}px; }}
QLineEdit:focus, QComboBox:focus {{
    border: {theme.ring}px solid {c.accent}; padding: {px(10) - 1}px 12px;
}}
QPlainTextEdit:focus {{
    border: {theme.ring}px solid {c.accent}; padding: {px(7) - 1}px {px(9) - 1}px;
}}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {c.ground}; color: {c.faint}; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{ background: {c.ground}; }}
"""


def _choices(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: {px(32)}px; }}
QComboBox::down-arrow {{ image: url("{_icon("chevron-down")}"); width: {px(16)}px; height: {px(16)}px; }}
QComboBox QAbstractItemView {{
    background: {c.paper}; color: {c.ink}; border: {theme.edge}px solid {c.line}; outline: none;
    selection-background-color: {c.accent_soft}; selection-color: {c.ink}; padding: 4px;
}}
QComboBox QAbstractItemView::item {{ min-height: {px(32)}px; padding: 0 8px; border-radius: 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
QListWidget {{
    background: {c.paper}; color: {c.ink}; border: {theme.edge}px solid {c.line};
    border-radius: 10px; outline: none; font-size: {px(15)}px; padding: 4px;
}}
SpokenList {{ border-radius: 12px; padding: 6px; }}
SpokenList:focus {{ border: {theme.ring}px solid {c.accent}; padding: {7 - theme.ring}px; }}
QListWidget::item {{ padding: {px(6)}px 8px; border-radius: 6px; }}
QListWidget::item:hover, QListWidget::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
QCheckBox, QRadioButton {{ font-size: {px(14)}px; spacing: 8px; padding: 4px; border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border: {theme.ring}px solid {c.accent}; padding: 2px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {px(16)}px; height: {px(16)}px; border: {theme.edge}px solid {c.faint}; background: {c.paper};
}}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {px(16) // 2 + 1}px; }}
QCheckBox::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_icon(f"check-{theme.name}")}");
}}
QRadioButton::indicator:checked {{
    width: {px(8)}px; height: {px(8)}px; border: {px(4) + 1}px solid {c.accent};
}}
"""


def _icon(name: str) -> str:
    return shipped("resources", "icons", f"{name}.svg").as_posix()


def _tables(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QTableView {{
    background: {c.paper}; color: {c.ink}; border: {theme.edge}px solid {c.line}; border-radius: 12px;
    font-size: {px(14)}px; gridline-color: transparent; outline: none;
    selection-background-color: {c.accent_soft}; selection-color: {c.ink};
}}
QTableView:focus {{ border: {theme.ring}px solid {c.accent}; }}
QTableView::item {{ border: none; padding: 0 9px; }}
QTableView::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: transparent; color: {c.soft}; border: none; border-bottom: {theme.edge}px solid {c.line};
    font-size: {px(12)}px; font-weight: 500; padding: {px(8)}px 12px;
}}
QTableCornerButton::section {{ background: transparent; border: none; }}
"""


def _bars(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget[transparent="true"] {{
    background: transparent; border: none;
}}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{
    background: {c.line}; border-radius: 4px; min-height: 32px; min-width: 32px;
}}
QScrollBar::handle:hover {{ background: {c.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; width: 0; height: 0;
}}
QProgressBar {{
    background: {c.accent_soft}; border: none; border-radius: {px(4)}px;
    min-height: {px(8)}px; max-height: {px(8)}px;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(4)}px; }}
"""


def _floating(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QToolTip {{
    background: {c.paper}; color: {c.ink}; border: {theme.edge}px solid {c.line};
    font-size: {px(13)}px; padding: 4px 8px;
}}
QMenu {{
    background: {c.paper}; color: {c.ink}; border: {theme.edge}px solid {c.line}; padding: 4px;
    font-size: {px(14)}px;
}}
QMenu::item {{ padding: {px(6)}px {px(16)}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
"""
