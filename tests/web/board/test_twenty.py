"""Which test does each of the twenty behaviours by mouse and by keyboard, in both languages.

Behaviours 5 and 17 are two sides of one: what the tip says in a drag is announced for a key.
"""

from __future__ import annotations

import re
from importlib import import_module
from inspect import getsource
from typing import Any

import pytest

TABLE = {
    1: ("looking.test_1_the_year_on_one_screen_and_zoom_at_the_pointer",
        "looking_each_way.test_1_to_3_zoom_fold_and_the_tip_by_keyboard"),
    2: ("looking_each_way.test_2_and_8_folding_and_sisters_by_mouse",
        "looking_each_way.test_1_to_3_zoom_fold_and_the_tip_by_keyboard"),
    3: ("looking.test_3_three_parts_and_all_their_dates",
        "looking_each_way.test_1_to_3_zoom_fold_and_the_tip_by_keyboard"),
    4: ("moving_each_way.test_4_by_keyboard_as_bright_as_in_a_drag",
        "moving_each_way.test_4_by_keyboard_as_bright_as_in_a_drag"),
    5: ("board_moving.test_5_the_tip_talks",
        "hands.test_17_a_move_onto_another_event_is_announced_as_a_clash"),
    6: ("board_moving.test_6_the_plan_scrolls_when_the_drag_reaches_an_edge "
        "moving_each_way.test_6_a_drag_scrolls_up_and_down",
        "moving_each_way.test_6_the_plan_follows_an_event_moved_by_key"),
    7: ("moving_each_way.test_7_days_snap_and_only_the_form_changes_the_length",
        "moving_each_way.test_7_days_snap_and_only_the_form_changes_the_length"),
    8: ("looking_each_way.test_2_and_8_folding_and_sisters_by_mouse",
        "looking_each_way.test_1_to_3_zoom_fold_and_the_tip_by_keyboard"),
    9: ("looking_each_way.test_9_the_counter_goes_on_and_shift_f8_back",
        "looking_each_way.test_9_the_counter_goes_on_and_shift_f8_back"),
    10: ("moving_each_way.test_10_parked_on_a_clash_and_repaired",
         "solving_each_way.test_14_changes_are_left_and_taken_by_keyboard"),
    11: ("moving_each_way.test_11_locked_by_menu_and_by_the_panel",
         "hands.test_11_l_locks_dates_halls_or_both"),
    12: ("hands.test_12_a_drag_across_an_empty_stretch_closes_the_hall",
         "hands.test_16_closures_and_parked_events_come_back_too"),
    13: ("long_solves.test_13_stop_here_take_the_best "
         "solving.test_13_the_best_the_proof_and_the_curve_at_the_end",
         "long_solves.test_13_stop_here_take_the_best long_solves.test_a_question_asked_during_a_"
         "solve_is_answered_and_the_solve_stays_in_hand"),
    14: ("proposals.test_14_a_refused_acceptance_decides_nothing",
         "solving_each_way.test_14_changes_are_left_and_taken_by_keyboard"),
    15: ("solving_each_way.test_15_the_slider_by_mouse_sets_the_price_of_changes",
         "solving.test_15_a_slider_between_few_changes_and_the_best_plan"),
    16: ("moving_each_way.test_16_undo_and_redo_of_moves_closures_and_solves",
         "moving_each_way.test_16_undo_and_redo_of_moves_closures_and_solves"),
    17: ("board_moving.test_5_the_tip_talks", "moving_each_way.test_17_moves_are_announced"),
    18: ("looking.test_18_the_heat_map_is_a_door_and_shortfalls_are_marked",
         "looking_each_way.test_18_the_heat_map_by_keyboard"),
    19: ("looking.test_19_filter_zoom_and_selection_live_in_the_address",
         "looking_each_way.test_19_slash_searches_and_the_address_keeps_it"),
    20: ("taken_along.test_20_the_page_has_names_dates_cost_and_clash",
         "taken_along.test_20_read_back_it_is_the_plan_with_its_cost_and_clash "
         "taken_along.test_20_the_workbook_has_names_dates_cost_and_clash"),
}  # fmt: skip
"""By mouse, by keyboard; several tests where one does not speak both languages."""


def languages(name: str) -> set[str]:
    """Languages that a test is run in; without a parameter those it opens the board in."""
    module, _, function = name.partition(".")
    test: Any = getattr(import_module(f"tests.web.board.test_{module}"), function)
    found = set()
    for mark in getattr(test, "pytestmark", ()):
        names = mark.args[0] if isinstance(mark.args[0], tuple) else (mark.args[0],)
        if "lang" in names:
            at = names.index("lang")
            found |= {v[at] if isinstance(v, tuple) else v for v in mark.args[1]}
    return found or {*re.findall(r'open_board\(\s*"(zh|en)"', getsource(test))} or {"en"}


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
@pytest.mark.parametrize("number", range(1, 21))
def test_each_behaviour_is_tested_by_both_hands_in_both_languages(number: int, hand: str) -> None:
    tests = TABLE[number][hand == "keyboard"].split()
    assert set().union(*map(languages, tests)) == {"zh", "en"}
