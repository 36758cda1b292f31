"""Papers for people: one content, written as docx in the form of official documents (GB/T 9704) or as a page of html that prints on A4."""

from .parts import Cell, Grid, Heading, Line, Paper, Paragraph, Part, Picture, Quoted, Row, Run, exhibits, said, strong

__all__ = [
    "Cell", "Grid", "Heading", "Line", "Paper", "Paragraph", "Part", "Picture", "Quoted", "Row", "Run", "exhibits", "said",
    "strong",
]  # fmt: skip
