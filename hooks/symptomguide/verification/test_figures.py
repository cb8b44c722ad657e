"""Figures, muscles and causes hold together, and every label can be read and pressed on a phone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from symptomguide.addresses import PLACE_PAGE, url_of
from symptomguide.guide import Guide
from symptomguide.models import DANGER_LEVELS, URGENCIES, BodyFigure, Cause, Chart, Muscle
from symptomguide.views.charts import build_chart
from symptomguide.views.figures import build_figure, build_figure_of, build_marked
from symptomguide.views.places import build_places

from .browser import serve
from .faults import expect_none

BOXES = """() => [...document.querySelectorAll("svg[role=group]")].map((drawing) => ({
  name: drawing.getAttribute("aria-labelledby"),
  frame: drawing.getBoundingClientRect().toJSON(),
  parts: [...drawing.querySelectorAll("a")].map((part) => ({
    name: part.getAttribute("aria-label"),
    size: parseFloat(getComputedStyle(part.querySelector("text")).fontSize) * drawing.getScreenCTM().a,
    label: part.querySelector("text").getBoundingClientRect().toJSON(),
    hit: part.querySelector("rect").getBoundingClientRect().toJSON(),
    dot: [...part.querySelectorAll(".cf-fig__region")].some((shape) => {
      const dot = part.querySelector("circle");
      return shape.isPointInFill(new DOMPoint(+dot.getAttribute("cx"), +dot.getAttribute("cy")));
    }),
  })),
}))"""


def test_the_page_of_a_muscle_shows_it_marked(guide: Guide) -> None:
    drawn = {region.to for figure in guide.library.all(BodyFigure) for region in figure.regions}
    for muscle in guide.library.all(Muscle):
        view = build_figure_of(guide.library, f"muscles/{muscle.id}")
        assert (view is not None) == (f"muscles/{muscle.id}" in drawn), muscle.id
        if view is None:
            continue
        assert {region.to for region in view.regions if region.marked} == {f"muscles/{muscle.id}"}, muscle.id


def test_every_cause_with_a_picture_is_listed_at_its_places_and_nowhere_milder(guide: Guide) -> None:
    """A place lists what hurts there, the dangers of the larger place around it too, each once and the worst first."""
    for figure in guide.library.all(BodyFigure):
        within = {f"{figure.id}-{region.id}": region.within for region in figure.regions}
        for place in build_places(guide.library, [figure]):
            here = place.anchor.replace(f"{figure.id}-", f"{figure.id}/", 1)
            around = f"{figure.id}/{within[place.anchor]}"
            dangers = [row.link.to for row in place.dangers]
            milder = [row.link.to for row in place.causes]
            for cause in guide.library.all(Cause):
                danger = cause.urgency in DANGER_LEVELS
                path, at = f"causes/{cause.id}", cause.hurts_at
                assert dangers.count(path) == (danger and (here in at or around in at)), f"{here}: {cause.id}"
                assert milder.count(path) == (not danger and here in at), f"{here}: {cause.id}"
            levels = [URGENCIES.index(row.tag.level) for row in place.dangers if row.tag]
            assert levels == sorted(levels), here


def test_every_place_of_a_figure_has_its_entry_and_every_picture_of_it_leads_there(
    guide: Guide, built_site: Path
) -> None:
    places = build_places(guide.library, guide.library.all(BodyFigure))
    page = built_site / url_of(f"{PLACE_PAGE}.md", directories=True) / "index.html"
    listed = page.read_text(encoding="utf-8") if places else ""
    for place in places:
        assert f' id="{place.anchor}"' in listed, place.anchor
        assert f'href="#{place.anchor}"' in listed, place.anchor


def test_the_small_figures_of_a_cause_mark_where_it_can_hurt_and_nothing_else(guide: Guide) -> None:
    for cause in guide.library.all(Cause):
        views = build_marked(guide.library, cause)
        marked = {region.anchor for view in views for region in view.figure.regions if region.marked}
        assert marked == {name.replace("/", "-") for name in cause.hurts_at}, cause.id
        assert all(any(region.marked for region in view.figure.regions) for view in views), cause.id


def test_nothing_is_marked_that_was_not_asked_for(guide: Guide) -> None:
    for figure in guide.library.all(BodyFigure):
        assert not any(region.marked for region in build_figure(guide.library, figure).regions), figure.id


def test_the_bars_of_a_chart_are_as_long_as_its_numbers(guide: Guide) -> None:
    for chart in guide.library.all(Chart):
        view = build_chart(guide.library, chart)
        longest = max((abs(bar.value) for bar in chart.bars), default=0)
        widest = max((bar.width for bar in view.bars), default=0)
        for bar, drawn in zip(chart.bars, view.bars, strict=True):
            assert abs(drawn.width * longest - abs(bar.value) * widest) <= longest, chart.id
            assert 0 <= drawn.x <= drawn.x + drawn.width <= 1000, chart.id
            assert drawn.x + drawn.width == view.zero if bar.value < 0 else drawn.x == view.zero, chart.id
            assert (drawn.range is None) == (bar.low is None), chart.id
            if drawn.range and bar.low is not None and bar.high is not None:
                end = drawn.x if bar.value < 0 else drawn.x + drawn.width
                assert 0 <= drawn.range.x <= end <= drawn.range.x + drawn.range.width <= 1000, chart.id
                assert abs(drawn.range.width * longest - (bar.high - bar.low) * widest) <= longest, chart.id


def test_each_page_of_a_chart_gives_its_numbers_in_a_table(guide: Guide, built_site: Path) -> None:
    for chart in guide.library.all(Chart):
        assert chart.shown_on, chart.id
        for path in chart.shown_on:
            page = (built_site / path / "index.html").read_text(encoding="utf-8")
            section = re.search(rf'<section[^>]* id="{chart.id}".*?</section>', page, re.DOTALL)
            assert section, f"{path} does not show {chart.id}"
            assert len(re.findall("<tr>.*?</tr>", section[0], re.DOTALL)) >= len(chart.bars), chart.id
            assert all(f">{bar.text}<" in section[0].replace("&#46;", ".") for bar in chart.bars), chart.id


@pytest.fixture(scope="module")
def drawings(chromium: Browser, built_site: Path) -> list[dict[str, Any]]:
    """What a phone of 390 pixels shows of every figure, on the pages nearest to the home page that hold it."""
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    with serve(built_site) as root:
        page = chromium.new_page(viewport={"width": 390, "height": 844})
        for file in sorted(built_site.rglob("index.html"), key=lambda file: (len(file.parts), file)):
            drawn = set(re.findall(r'role="group" aria-labelledby="([^"]+)"', file.read_text(encoding="utf-8")))
            if drawn - seen:
                page.goto(f"{root}{file.parent.relative_to(built_site).as_posix()}/")
                found += page.evaluate(BOXES)
                seen |= drawn
        page.close()
    return found


def test_every_figure_with_parts_that_lead_somewhere_is_on_a_page(guide: Guide, drawings: list[dict[str, Any]]) -> None:
    assert {f"figure-{figure.id}" for figure in guide.library.all(BodyFigure)} <= {item["name"] for item in drawings}


def test_labels_are_large_enough_to_read(drawings: list[dict[str, Any]]) -> None:
    assert all(part["size"] >= 15 for drawing in drawings for part in drawing["parts"])


def test_labels_stay_inside_the_picture_and_apart(drawings: list[dict[str, Any]]) -> None:
    for drawing in drawings:
        labels = [part["label"] for part in drawing["parts"]]
        assert all(drawing["frame"]["left"] - 4 <= box["left"] for box in labels), drawing["name"]
        assert all(box["right"] <= drawing["frame"]["right"] + 4 for box in labels), drawing["name"]
        assert not any(overlap(one, two) for one, two in combinations(labels, 2)), drawing["name"]


def test_every_part_can_be_pressed_beside_its_label(drawings: list[dict[str, Any]]) -> None:
    for drawing in drawings:
        boxes = [part["hit"] for part in drawing["parts"]]
        assert all(min(box["width"], box["height"]) >= 44 for box in boxes), drawing["name"]
        assert not any(overlap(one, two) for one, two in combinations(boxes, 2)), drawing["name"]


def test_every_leader_ends_on_its_part(drawings: list[dict[str, Any]]) -> None:
    assert [part["name"] for drawing in drawings for part in drawing["parts"] if not part["dot"]] == []


def test_ids_stand_once_where_several_figures_share_a_page(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if page.count('role="group"') > 1:
            ids = Counter(re.findall(r' id="([^"]+)"', page))
            expect_none(f"{file.parent.name}: {name}" for name, count in ids.items() if count > 1)


def test_boxes_that_share_ground_are_noticed() -> None:
    """Otherwise the tests above could not fail."""
    box = {"left": 0.0, "right": 10.0, "top": 0.0, "bottom": 10.0}
    assert overlap(box, box | {"left": 9, "right": 19})
    assert not overlap(box, box | {"left": 10, "right": 19})


def overlap(one: dict[str, float], two: dict[str, float]) -> bool:
    """Whether two boxes share ground."""
    across = one["left"] < two["right"] and two["left"] < one["right"]
    return across and one["top"] < two["bottom"] and two["top"] < one["bottom"]
