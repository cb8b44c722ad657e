"""The menu: the functions that editors may call in pages. Each stands beside its view, in views/.

The signature and the docstring of a macro are its documentation. The first argument, the library, is
filled in; editors write the others. It returns a view; the template of the same name renders it. The line after
"Example:" is a call that the macro page shows and a test renders; `<claims>` in it stands for the first id of that
kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .views import (
    about,
    cause_tables,
    charts,
    checker,
    choice,
    claims,
    evidence,
    exercises,
    figures,
    glossary,
    handout,
    home,
    levels,
    mechanics,
    muscles,
    narrow,
    places,
    plans,
    recovery,
    risks,
    sign_groups,
    signs,
    sources,
    stories,
    tree_pictures,
)

_MENU: tuple[Callable[..., Any], ...] = (
    about.approval_list, about.change_list, about.owner, about.report_link,
    cause_tables.begin_list, cause_tables.cause_list, cause_tables.cause_table, cause_tables.notice_rows,
    cause_tables.side_by_side, cause_tables.urgent_causes,
    charts.chart,
    checker.advice_list, checker.checker,
    choice.care_choice,
    claims.claim, claims.claim_filter, claims.claim_index, claims.claim_list,
    evidence.strength_key,
    exercises.exercise, exercises.exercise_list, exercises.exercise_rule,
    figures.figure, figures.figure_row,
    glossary.glossary_list,
    handout.print_button, handout.sheet_boxes, handout.sheet_foot, handout.sheet_lines, handout.sheet_steps,
    home.figure_aside, home.section_cards, home.start_buttons, home.start_facts,
    levels.emergency_numbers, levels.jump_tiles, levels.urgency_key,
    mechanics.mechanic_cards,
    muscles.muscle_cards,
    narrow.list_filter,
    places.place_list,
    plans.plan_criteria, plans.plan_exceptions, plans.plan_ladder, plans.plan_pain_rule, plans.plan_setbacks,
    plans.plan_stages, plans.plan_start, plans.plan_times, plans.week_sheet,
    recovery.recovery_cards,
    risks.risk_list, risks.risk_table,
    sign_groups.sign_group, signs.care_card, signs.sign_index, signs.sign_list,
    sources.source_list,
    stories.device_proof, stories.story_report,
    tree_pictures.tree_pictures,
)  # fmt: skip

MACROS = {macro.__name__: macro for macro in sorted(_MENU, key=lambda macro: macro.__name__)}
"""Every macro by the name that editors write, in order."""
