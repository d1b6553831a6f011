"""Expressions: XPath 1.0 as ODK XForms use it."""
