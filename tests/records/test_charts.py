"""Engine tests of charts: a bar ends in its range, on one scale for all bars."""

from __future__ import annotations

import datetime

from symptomguide.check import load_guide
from symptomguide.models import Chart
from symptomguide.models.charts import Bar
from symptomguide.views.charts import BandView, build_chart
from tests.conftest import EXAMPLE

TODAY = datetime.date(2200, 1, 1)


def test_the_widest_range_sets_the_scale_and_a_bar_without_one_has_none() -> None:
    library = load_guide(EXAMPLE, TODAY).library
    bars = (Bar(label="One", value=20, low=10, high=40, text="20"), Bar(label="Two", value=30, text="30"))
    chart = library.all(Chart)[0].model_copy(update={"bars": bars, "course": None})
    one, two = build_chart(library, chart).bars
    assert (one.width, one.range) == (500, BandView(250, 750))
    assert (two.width, two.range) == (750, None)
