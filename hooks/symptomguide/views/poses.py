"""Line figures: from angles in a record to the strokes of a drawing.

A person is seen from the side, facing right. Lengths are tenths of the units that records use, so that every number
is whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..models.exercises import Arm, Figure, Limb, Pose, PoseMuscle

SCALE, MARGIN, JOINT = 10, 90, 2.6
WIDTH, HEIGHT, FLOOR = 240, 200, 180
WALL_TOP, WALL_DEPTH = 10, 14
TRUNK, NECK, HEAD, UPPER_ARM, FOREARM, THIGH, SHIN = 48.0, 6.0, 11.0, 25.0, 25.0, 41.0, 41.0
HEEL_BACK, ANKLE_UP, FOOT = 7.0, 8.0, 27.0  # the ankle stands above the sole, a little before the heel


class Point(NamedTuple):
    """A place on the drawing, in the units of records."""

    x: float
    y: float


class StrokeView(NamedTuple):
    """A line through `points`, or a closed shape; `part` says what it is, for its look."""

    part: str
    points: str
    closed: bool = False


class CircleView(NamedTuple):
    """A circle; `part` says what it is, for its look."""

    part: str
    x: int
    y: int
    radius: int


class PoseView(NamedTuple):
    """A drawing from `top` down, `width` by `height`: what stands behind the person, the person, and the captions."""

    id: str
    title: str
    pictures: int
    top: int
    width: int
    height: int
    things: tuple[StrokeView | CircleView, ...]
    people: tuple[StrokeView | CircleView, ...]
    captions: tuple[str, ...]


@dataclass
class _Drawing:
    """The parts of one picture, placed with the hip at 0, 0 and moved into place in the end."""

    offset: float
    strokes: list[tuple[str, list[Point], bool]] = field(default_factory=list)
    head: Point | None = None

    def draw(self, part: str, points: Iterable[Point], closed: bool = False) -> None:
        self.strokes.append((part, list(points), closed))

    def draw_joints(self, points: Iterable[Point]) -> None:
        for point in points:
            self.draw("joint", (point,))

    def lowest(self) -> float:
        return max(point.y for _, points, _ in self.strokes for point in points)

    def views(self, hip: float, lift: float) -> Iterator[StrokeView | CircleView]:
        move = Point(self.offset + hip, FLOOR - lift - self.lowest())
        for part, points, closed in self.strokes:
            if part == "joint":
                yield CircleView("joint", *_whole(points[0].x + move.x, points[0].y + move.y, JOINT))
                continue
            yield StrokeView(part, _write(Point(p.x + move.x, p.y + move.y) for p in points), closed)
            if part == "trunk" and self.head:
                yield CircleView("head", *_whole(self.head.x + move.x, self.head.y + move.y, HEAD))


def build_pose(name: str, figure: Figure, muscle: PoseMuscle | None = None) -> PoseView:
    """The drawing of a figure, its pictures side by side; `muscle` is coloured on its people."""
    things: list[StrokeView | CircleView] = []
    people: list[StrokeView | CircleView] = []
    for number, pose in enumerate(figure.poses):
        things += _things(pose, number * WIDTH)
        if pose.near_leg:
            people += _person(pose, pose.near_leg, number * WIDTH, muscle)
        people += [stroke for arrow in pose.arrows for stroke in _arrow(_read(arrow, number * WIDTH))]
    captions = tuple(pose.caption or "" for pose in figure.poses)
    top = min(map(_top, (*things, *people))) - MARGIN
    return PoseView(
        id=name,
        title=figure.shows,
        pictures=len(figure.poses),
        top=top,
        width=WIDTH * len(figure.poses) * SCALE,
        height=HEIGHT * SCALE - top,
        things=tuple(things),
        people=tuple(people),
        captions=captions if any(captions) else (),
    )


def _top(view: StrokeView | CircleView) -> int:
    if isinstance(view, CircleView):
        return view.y - view.radius
    return min(int(point.split(",")[1]) for point in view.points.split())


def _things(pose: Pose, offset: int) -> Iterator[StrokeView | CircleView]:
    if pose.near_leg:
        yield StrokeView("floor", _write(_box(offset, FLOOR + 3, offset + WIDTH, HEIGHT)), closed=True)
    if pose.wall is not None:
        left = offset + pose.wall
        yield StrokeView("wall", _write(_box(left, WALL_TOP, left + WALL_DEPTH, FLOOR + 3)), closed=True)
    for text in pose.outlines:
        yield StrokeView("outline", _write(_read(text, offset)), closed=True)
    for text in pose.lines:
        yield StrokeView("line", _write(_read(text, offset)))
    for text in pose.circles:
        middle, radius = _read(text, 0)
        yield CircleView("circle", *_whole(middle.x + offset, middle.y, radius.x))


def _person(pose: Pose, near_leg: Limb, offset: int, muscle: PoseMuscle | None) -> Iterator[StrokeView | CircleView]:
    """Everything from the far arm to the near one, in the order of painting."""
    drawing = _Drawing(offset)
    hip = Point(0, 0)
    shoulder = _along(hip, 180 - pose.lean, TRUNK)
    drawing.head = _along(shoulder, 180 - pose.lean, NECK + HEAD)
    if pose.far_arm:
        drawing.draw("far", _arm(shoulder, pose.far_arm))
    if pose.far_leg:
        _draw_leg(drawing, "far", hip, pose.far_leg)
    drawing.draw("trunk", (hip, shoulder))
    _draw_leg(drawing, "near", hip, near_leg, muscle)
    if pose.near_arm:
        arm = _arm(shoulder, pose.near_arm)
        drawing.draw("near", arm)
        drawing.draw_joints(arm[:2])
    yield from drawing.views(pose.hip, pose.lift)


def _arm(shoulder: Point, arm: Arm) -> tuple[Point, Point, Point]:
    elbow = _along(shoulder, arm.upper, UPPER_ARM)
    return shoulder, elbow, _along(elbow, arm.fore, FOREARM)


def _draw_leg(drawing: _Drawing, part: str, hip: Point, leg: Limb, muscle: PoseMuscle | None = None) -> None:
    knee = _along(hip, leg.thigh, THIGH)
    ankle = _along(knee, leg.shin, SHIN)
    tilt = math.radians(leg.foot)
    sole, up = Point(math.cos(tilt), math.sin(tilt)), Point(math.sin(tilt), -math.cos(tilt))
    heel = Point(ankle.x - HEEL_BACK * sole.x - ANKLE_UP * up.x, ankle.y - HEEL_BACK * sole.y - ANKLE_UP * up.y)
    toe = Point(heel.x + FOOT * sole.x, heel.y + FOOT * sole.y)
    drawing.draw(part, (hip, knee, ankle))
    if muscle:
        start, end = (knee, ankle) if muscle.endswith("shin") else (hip, knee)
        drawing.draw("muscle", _bulge(start, end, 1 if muscle.startswith("back") else -1), closed=True)
    drawing.draw(part, (ankle, heel, toe, ankle), closed=True)
    if part == "near":
        drawing.draw_joints((hip, knee, ankle))


def _bulge(start: Point, end: Point, side: int) -> Iterator[Point]:
    """A muscle: a rounded shape between two joints; `side` is 1 for behind, -1 for in front."""
    along = Point(end.x - start.x, end.y - start.y)
    back = Point(-side * along.y / SHIN, side * along.x / SHIN)
    for share, depth in ((0.06, 3.0), (0.16, 7.5), (0.28, 10.0), (0.42, 9.6), (0.56, 7.2), (0.7, 4.6), (0.9, 3.0)):
        yield Point(start.x + along.x * share + back.x * depth, start.y + along.y * share + back.y * depth)


def _arrow(points: list[Point]) -> Iterator[StrokeView]:
    before, end = points[-2], points[-1]
    angle = math.atan2(end.y - before.y, end.x - before.x)
    base = [Point(end.x - 11 * math.cos(angle + turn), end.y - 11 * math.sin(angle + turn)) for turn in (-0.5, 0.5)]
    yield StrokeView("arrow", _write(points))
    yield StrokeView("tip", _write((end, *base)), closed=True)


def _along(start: Point, degrees: float, length: float) -> Point:
    """The point `length` away; 0 degrees is down, 90 forward."""
    angle = math.radians(degrees)
    return Point(start.x + length * math.sin(angle), start.y + length * math.cos(angle))


def _box(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    return Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)


def _read(text: str, offset: int) -> list[Point]:
    pairs = (pair.split() for pair in text.split(","))
    return [Point(float(x) + offset, float(y)) for x, y in pairs]


def _whole(*values: float) -> tuple[int, int, int]:
    x, y, radius = (round(value * SCALE) for value in values)
    return x, y, radius


def _write(points: Iterable[Point]) -> str:
    return " ".join(f"{round(point.x * SCALE)},{round(point.y * SCALE)}" for point in points)
