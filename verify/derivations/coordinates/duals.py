"""A number and its rate in t, in any arithmetic: a path is written as a and b, and a', b' follow by differentiation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytic.arithmetic import Arithmetic, Array
from analytic.path import Path

Curve = Callable[..., tuple[Any, Any]]  # (ar, t, ...) -> (a, b)

# The derivative of each function at v, where its value is y.
DERIVATIVES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "exp": lambda ar, v, y: y,
    "expm1": lambda ar, v, y: y + 1,
    "log": lambda ar, v, y: 1 / v,
    "sqrt": lambda ar, v, y: 1 / (2 * y),
    "sin": lambda ar, v, y: ar.cos(v),
    "cos": lambda ar, v, y: -ar.sin(v),
    "atan": lambda ar, v, y: 1 / (1 + v * v),
    "acos": lambda ar, v, y: -1 / ar.sqrt(1 - v * v),
    "erfc": lambda ar, v, y: -2 * ar.exp(-v * v) / ar.sqrt(ar.pi()),
}


@dataclass(frozen=True, eq=False)
class Dual:
    """v + r dt: sums, products, quotients and powers by numbers; NumPy leaves them to it."""

    value: Any
    rate: Any

    __array_ufunc__ = None

    def __add__(self, other: Any) -> "Dual":
        v, r = _parts(other)
        return Dual(self.value + v, self.rate + r)

    __radd__ = __add__

    def __neg__(self) -> "Dual":
        return Dual(-self.value, -self.rate)

    def __sub__(self, other: Any) -> "Dual":
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> "Dual":
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> "Dual":
        v, r = _parts(other)
        return Dual(self.value * v, self.rate * v + self.value * r)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Dual":
        v, r = _parts(other)
        return Dual(self.value / v, (self.rate - self.value * r / v) / v)

    def __rtruediv__(self, other: Any) -> "Dual":
        return Dual(0 * self.value + other, 0 * self.rate) / self

    def __pow__(self, n: Any) -> "Dual":
        """n a number: what depends on t in an exponent is written exp(n log t)."""
        if isinstance(n, Dual):
            raise TypeError("t in an exponent: write exp(n log t)")
        if isinstance(n, int) and n == 0:
            return Dual(0 * self.value + 1, 0 * self.rate)
        return Dual(self.value**n, n * self.value ** (n - 1) * self.rate)


class Duals:
    """The functions of an arithmetic, of numbers with their rates."""

    def __init__(self, ar: Arithmetic) -> None:
        self._ar = ar

    def array(self, values: Any) -> Array:
        return self._ar.array(values)

    def pi(self) -> Any:
        return self._ar.pi()

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        if name not in DERIVATIVES:
            raise AttributeError(f"a path is made of {', '.join(DERIVATIVES)}, pi and array: there is no {name}")
        of, derivative = getattr(self._ar, name), DERIVATIVES[name]

        def applied(u: Any) -> Any:
            if not isinstance(u, Dual):
                return of(u)
            y = of(u.value)
            return Dual(y, derivative(self._ar, u.value, y) * u.rate)

        return applied


def derived(curve: Curve) -> Path:
    """(ar, t, ...) -> (a, b, a', b') from (ar, t, ...) -> (a, b); each with the shape of t."""

    def path(ar: Arithmetic, t: Array, *parameters: Any) -> tuple[Array, Array, Array, Array]:
        t = ar.array(t)
        (a, da), (b, db) = map(_parts, curve(Duals(ar), Dual(t, 0 * t + 1), *parameters))
        return a + 0 * t, b + 0 * t, da + 0 * t, db + 0 * t

    return path


def _parts(e: Any) -> tuple[Any, Any]:
    return (e.value, e.rate) if isinstance(e, Dual) else (e, 0)
