"""Engine tests of the figures of exercises: people who stand, lift and fit their frames."""

from __future__ import annotations

import datetime
import functools
import html
import re

import pytest

from symptomguide.check import load_guide
from symptomguide.documents.document import list_documents
from symptomguide.documents.finish import finish
from symptomguide.guide import Guide
from symptomguide.models import Exercise
from symptomguide.models.exercises import Arm, Figure, Limb, Pose, PoseMuscle
from symptomguide.views.poses import CircleView, PoseView, StrokeView, build_pose
from tests.conftest import EXAMPLE

EXERCISES = sorted(path.stem for path in (EXAMPLE / "site-data" / "exercises").glob("*.yaml"))
PAGE = "recovery/exercises.md"
STANDING = Limb(thigh=0, shin=0, foot=0)


@functools.cache
def guide() -> Guide:
    return load_guide(EXAMPLE, datetime.date(2200, 1, 1))


@functools.cache
def page(doc: str) -> str:
    return finish(list_documents(guide())[doc], directories=True)


def find(name: str) -> Exercise:
    return guide().library.get(Exercise, name)


def points_of(view: PoseView) -> list[tuple[int, int]]:
    points = []
    for item in (*view.things, *view.people):
        if isinstance(item, CircleView):
            points += [(item.x - item.radius, item.y - item.radius), (item.x + item.radius, item.y + item.radius)]
        else:
            points += [(int(x), int(y)) for x, _, y in (pair.partition(",") for pair in item.points.split())]
    return points


@pytest.mark.parametrize("name", EXERCISES)
def test_the_figure_fits_its_frame(name: str) -> None:
    view = build_pose(name, find(name).figure)
    for x, y in points_of(view):
        assert 0 <= x <= view.width
        assert view.top < y <= view.top + view.height


@pytest.mark.parametrize("name", EXERCISES)
def test_no_two_pictures_of_a_figure_run_into_each_other(name: str) -> None:
    figure = find(name).figure
    for pose in figure.poses:
        view = build_pose(name, Figure(shows=figure.shows, poses=(pose,)))
        assert all(0 <= x <= view.width for x, _ in points_of(view))


def test_a_person_stands_on_the_floor_and_a_lift_raises_the_lowest_point() -> None:
    for lift in (0, 25):
        view = build_pose("x", Figure(shows="x", poses=(Pose(near_leg=STANDING, lift=lift),)))
        feet = [item for item in view.people if isinstance(item, StrokeView) and item.part == "near"]
        lowest = max(int(pair.partition(",")[2]) for item in feet for pair in item.points.split())
        assert lowest == 1800 - 10 * lift


def test_a_raised_heel_lifts_the_whole_person() -> None:
    heads = []
    for foot in (0, 40):
        pose = Pose(near_leg=Limb(thigh=0, shin=0, foot=foot), near_arm=Arm(upper=0, fore=0))
        view = build_pose("x", Figure(shows="x", poses=(pose,)))
        heads += [item.y for item in view.people if item.part == "head" and isinstance(item, CircleView)]
    assert heads[1] < heads[0]


@pytest.mark.parametrize(("muscle", "drawn"), [("back-of-shin", 1), ("front-of-thigh", 1), (None, 0)])
def test_the_working_leg_alone_shows_the_muscle_of_the_topic_if_it_has_one(
    muscle: PoseMuscle | None, drawn: int
) -> None:
    pose = Pose(near_leg=STANDING, far_leg=STANDING)
    view = build_pose("x", Figure(shows="x", poses=(pose,)), muscle)
    assert [item.part for item in view.people].count("muscle") == drawn


def test_the_near_side_of_a_person_has_its_joints() -> None:
    for arm, joints in ((None, 3), (Arm(upper=30, fore=60), 5)):
        pose = Pose(near_leg=STANDING, far_leg=STANDING, near_arm=arm, far_arm=Arm(upper=0, fore=0))
        view = build_pose("x", Figure(shows="x", poses=(pose,)))
        assert [item.part for item in view.people].count("joint") == joints


def test_a_wall_reaches_from_the_floor_to_above_the_person_and_has_a_depth() -> None:
    view = build_pose("x", Figure(shows="x", poses=(Pose(near_leg=STANDING, wall=150),)))
    (wall,) = (item for item in view.things if isinstance(item, StrokeView) and item.part == "wall")
    (floor,) = (item for item in view.things if isinstance(item, StrokeView) and item.part == "floor")
    points = [(int(x), int(y)) for x, _, y in (pair.partition(",") for pair in wall.points.split())]
    head = min(item.y for item in view.people if isinstance(item, CircleView))
    assert wall.closed
    assert min(x for x, _ in points) == 1500 < max(x for x, _ in points)
    assert min(y for _, y in points) < head
    assert f"{max(y for _, y in points)}" in floor.points.replace(",", " ").split()


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_is_drawn_once_for_each_way_to_do_it(name: str) -> None:
    exercise = find(name)
    shown = html.unescape(page(PAGE))
    for figure in (exercise.figure, *exercise.variants):
        assert shown.count(f">{figure.shows}</title>") == 1


def test_a_drawing_of_lines_alone_has_no_person_and_no_floor() -> None:
    view = build_pose("x", Figure(shows="x", poses=(Pose(lines=("10 10, 20 20",)),)))
    assert view.people == ()
    assert [item.part for item in view.things] == ["line"]


def test_figures_hold_whole_numbers_only() -> None:
    drawings = re.findall(r'<svg class="cf-pose__drawing".*?</svg>', page(PAGE), re.DOTALL)
    assert len(drawings) == sum(1 + len(find(name).variants) for name in EXERCISES)
    for drawing in drawings:
        for value in re.findall(r' (?:points|viewBox|cx|cy|r)="([^"]*)"', drawing):
            assert re.fullmatch(r"-?\d+(?:[ ,]-?\d+)*", html.unescape(value))
