"""Named values on hand-written pages: names are replaced, and numbers that have a name are refused, as in records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..models.values import Value
from ..records.file import SourceFile
from ..records.values import NAME, Marks, explain_literal, explain_unknown, fill_text, find_literals, mark_values

Lines = Iterable[tuple[int, str]]


def fill_page(source: SourceFile, outside_code: Lines, values: Mapping[str, Value]) -> tuple[str, ...]:
    """All lines of a page with the names of values replaced, but in code; adds problems to `source`.

    `outside_code` yields (number from 1, line) of the lines that hold no code, code spans blanked out.
    """
    lines, paragraphs = list(source.lines), list[list[tuple[int, str]]]([[]])
    for number, line in outside_code:
        for name in NAME.finditer(line):
            if name[1] in values:
                lines[number - 1] = lines[number - 1].replace(name[0], fill_text(name[0], values))
            else:
                message = explain_unknown(name[1], values)
                source.problems.append(source.problem((number, name.start() + 1), message, "unknown-value"))
        if line.strip():
            paragraphs[-1].append((number, line))
        else:
            paragraphs.append([])
    marks = mark_values(values)
    for paragraph in paragraphs:
        _refuse_literals(source, paragraph, marks)
    return tuple(lines)


def _refuse_literals(source: SourceFile, paragraph: list[tuple[int, str]], marks: Marks) -> None:
    text = " ".join(line for _, line in paragraph)
    for number, value in find_literals(text, source.path, marks):
        line, column = next(
            ((line, words.find(number) + 1) for line, words in paragraph if number in words), (paragraph[0][0], 1)
        )
        source.problems.append(source.problem((line, column), explain_literal(number, value), "one-value"))
