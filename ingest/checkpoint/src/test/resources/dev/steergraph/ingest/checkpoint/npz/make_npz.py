"""Writes orders.npz: the same numbers in C and in Fortran order, as numpy saves arrays and transposed ones.

pip install numpy; python make_npz.py (beside this file). Element number i in C order is i, plus a half.
"""

import os

import numpy as np

matrix = np.arange(35, dtype=np.float32).reshape(5, 7) + 0.5
cube = np.arange(24, dtype=np.float16).reshape(2, 3, 4) + 0.5
np.savez(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "orders.npz"),
    matrix=matrix,
    matrix_fortran=np.asfortranarray(matrix),
    cube=cube,
    cube_fortran=np.asfortranarray(cube),
    vector=np.asfortranarray(matrix[0]),
    empty_fortran=np.zeros((0, 3), dtype=np.float32, order="F"),
)
