"""The arrays that the search computes with."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
"""Scores, weights, values: any shape."""
SparseVector = tuple[NDArray[np.int32], Floats]
"""A vector of length 1, most of whose values are 0: numbers of the others, in any order, and these values."""
