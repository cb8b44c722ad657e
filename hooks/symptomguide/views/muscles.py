"""The view of the page of a muscle, and the cards of all."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Claim, Mechanic, Muscle
from ..models.fields import MuscleLayerId
from ..models.records import Loading
from ..models.site import Words
from ..records.library import Library
from .cause_tables import build_causes_naming
from .charts import ChartView, build_charts_on
from .claims import ClaimView, build_claims
from .evidence import BackedView, build_backed
from .exercises import build_exercise_rows
from .figures import FigureView, build_figure_of
from .links import FactView, LinkView, RowView, build_rows, title_of, without_stop
from .narrow import fits_of_muscle
from .sources import SourceView, build_sources


class LoadingView(NamedTuple):
    """An exercise that loads a muscle."""

    link: LinkView
    position: str
    why: BackedView[Loading]


class MuscleView(NamedTuple):
    """The page of a muscle or tendon."""

    record: Muscle
    figure: FigureView | None
    facts: tuple[FactView, ...]
    charts: tuple[ChartView, ...]
    causes: tuple[RowView, ...]
    mechanics: tuple[RowView, ...]
    loading: tuple[LoadingView, ...]
    exercises: tuple[RowView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    words: Words


def muscle_cards(library: Library, *, layer: MuscleLayerId | None = None) -> tuple[RowView, ...]:
    """Cards of the muscles, in order; `layer` keeps one layer.

    Example: {{ muscle_cards(layer="<site:muscle_layers>") }}
    """
    rows = build_rows((muscle for muscle in library.all(Muscle) if layer in (None, muscle.layer)), "muscles")
    named = {f"muscles/{muscle.id}": muscle for muscle in library.all(Muscle)}
    return tuple(row._replace(fits=fits_of_muscle(library, named[row.link.to])) for row in rows)


def build_muscle_view(library: Library, muscle: Muscle) -> MuscleView:
    """The view of a muscle's page; causes and mechanics that name it are found by their own statement."""
    layer = next(entry.title for entry in library.site.muscle_layers if entry.id == muscle.layer)
    positions = {entry.id: entry.title for entry in library.site.positions}
    return MuscleView(
        record=muscle,
        figure=build_figure_of(library, f"muscles/{muscle.id}"),
        facts=(FactView("Layer", layer), FactView("Joints", without_stop(muscle.crosses))),
        charts=build_charts_on(library, "muscles", muscle.id),
        causes=build_causes_naming(library, "muscles", muscle.id),
        mechanics=build_rows(library.mentioned_by(Mechanic, "muscles", muscle.id, "muscles"), "mechanics"),
        loading=tuple(
            LoadingView(
                LinkView(title_of(library, "exercises", item.exercise), f"exercises/{item.exercise}"),
                positions[item.position] if item.position else "",
                *build_backed(library, item),
            )
            for item in muscle.loading
        ),
        exercises=build_exercise_rows(
            library, "muscles", muscle.id, leave_out={item.exercise for item in muscle.loading}
        ),
        claims=build_claims(library, (library.get(Claim, name) for name in muscle.claims)),
        sources=build_sources(library, muscle),
        words=library.site.words,
    )
