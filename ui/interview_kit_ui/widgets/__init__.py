"""The widgets every room is built from; one subject per file.

Widgets emit what the person did and show what they are told; none decides, stores or computes an
answer. Setters never emit. Texts of the program are bound to the language on screen; texts of a
protocol are handed in as they are.
"""
