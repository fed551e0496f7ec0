"""Runs to chains: what is connected is one chain, however long the row of runs."""

from __future__ import annotations

import numpy as np
import pytest

from quoteindex.detect.chains import _components


@pytest.mark.parametrize("count", [0, 1, 2, 5, 100_000])
def test_a_row_of_overlapping_labels_is_one_component(count: int) -> None:
    """0-0, 1-0, 1-1, 2-1 …: each label of the one side shares a run with the next of the other, to the very end.

    A document that repeats a phrase without end makes such a row; a round must do more than one step along it.
    """
    runs = np.arange(count)
    assert set(_components((runs + 1) // 2, runs // 2).tolist()) == ({0} if count else set())


def test_components_that_share_no_label_stay_apart() -> None:
    """Each is labelled with its lowest label of the first side."""
    one, other = np.array([3, 1, 1, 2, 0]), np.array([0, 1, 0, 2, 2])
    assert _components(one, other).tolist() == [1, 1, 1, 0, 0]
