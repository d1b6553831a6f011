"""Walking through a picture."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.interview.picture import InterviewPicture, NodePicture


def walk(node: NodePicture) -> Iterator[NodePicture]:
    """Yield a node and everything below it in document order."""
    yield node
    for child in node.children:
        yield from walk(child)


def all_nodes(picture: InterviewPicture) -> Iterator[NodePicture]:
    """Yield every node of every section in document order."""
    for section in picture.sections:
        for node in section.nodes:
            yield from walk(node)


def find_node(picture: InterviewPicture, stable: str) -> NodePicture | None:
    """Return the node at a stable path, or None."""
    return next((node for node in all_nodes(picture) if node.stable == stable), None)
