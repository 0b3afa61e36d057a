"""Closed forms of flow matching: each written once, evaluated in five arithmetics.

Time runs from the source (t = 0) to the data (t = 1); `jacobian[i, j] = dv_i/dx_j`; points are rows, `x[..., d]`.
"""
