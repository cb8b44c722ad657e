"""The sheets as Mermaid, which hosts of repositories draw inside a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .sheets import Sheet, Way

SHAPES = {"emergency": ("{{", "}}"), "same-day": ("[/", "\\]"), "soon": ("[[", "]]"), "self-care": ("([", "])")}
COLOURS = {
    "emergency": "fill:#a3131f,color:#fff,stroke:#a3131f",
    "same-day": "fill:#ffe3c2,color:#3a2000,stroke:#a85b00",
    "soon": "fill:#fff3c4,color:#2e2600,stroke:#8a6d00",
    "self-care": "fill:#dff3e4,color:#0f3319,stroke:#2f7d46",
}
CHANGED = "stroke:#c2185b,stroke-width:4px"


def write_mermaid(sheet: Sheet, words: Mapping[str, str]) -> str:
    """A flowchart of a sheet: what changed has a thick line; `words` gives each level its word."""
    ways = [(step, way) for step in sheet.steps for way in step.ways]
    own = {step.id for step in sheet.steps}
    ends = {way.to: way for _, way in ways if way.to not in own}
    lines = ["flowchart LR"]
    for step in sheet.steps:
        lines.append(f'  {_name(step.id)}["{_say(f"{step.number}. {step.ask}")}{_note(step.note)}"]')
    lines += [f"  {_name(way.to)}{_end(way, words)}" for way in ends.values()]
    lines += [
        f'  {_name(step.id)} {"==" if way.changed else "--"}>|"{_label(way)}"| {_name(way.to)}' for step, way in ways
    ]
    lines += [f"  linkStyle {number} {CHANGED}" for number, (_, way) in enumerate(ways) if way.changed]
    lines += _colour(ends)
    return "\n".join(lines) + "\n"


def _colour(ends: Mapping[str, Way]) -> Iterator[str]:
    for level, colours in COLOURS.items():
        if names := [_name(to) for to, way in ends.items() if way.level == level]:
            yield f"  classDef {level.replace('-', '')} {colours}"
            yield f"  class {','.join(names)} {level.replace('-', '')}"


def _name(id: str) -> str:
    """An id that is no word of Mermaid's own, such as `end`."""
    return f"n-{id}"


def _end(way: Way, words: Mapping[str, str]) -> str:
    if not way.level:
        return f'("→ {way.number}. {_say(way.title)}")'
    left, right = SHAPES[way.level]
    return f'{left}"{_say(words[way.level])}: {way.to}{_note(way.note)}"{right}'


def _label(way: Way) -> str:
    return "<br>".join(f"• {_say(choice.text)}{_note(choice.note)}" for choice in way.choices)


def _note(note: str) -> str:
    return f" <b>#91;{_say(note)}#93;</b>" if note else ""


def _say(text: str) -> str:
    """`text` with each mark of Mermaid, Markdown and HTML as a character code."""
    return "".join(sign if sign.isalnum() or sign in " ,.?'’-" else f"#{ord(sign)};" for sign in text)
