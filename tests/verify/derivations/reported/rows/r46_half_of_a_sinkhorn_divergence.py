# PythonOT/POT#255, #383: the Sinkhorn divergence with costs for values, and twice that of another paper
from verify import derivation

CAUSES = {"as_cited": "2 times the sinkhorn of costs", "as_documented": "costs stand for values"}
HERE = {"law": "gaussian", "assume": ("d=1", "centred source", "centred data")}


def cost(a, b, reg):
    return a + b - 2 * (a * b + reg**2 / 16) ** 0.5 + reg / 2


@derivation("sinkhorn_of_costs", **HERE)
def as_coded(var0, var1, reg):
    return cost(var0, var1, reg) - cost(var0, var0, reg) / 2 - cost(var1, var1, reg) / 2


@derivation("sinkhorn_of_costs", **HERE)
def as_cited(var0, var1, reg):
    return 2 * cost(var0, var1, reg) - cost(var0, var0, reg) - cost(var1, var1, reg)


@derivation("sinkhorn_divergence", **HERE)
def as_documented(var0, var1, reg):
    return cost(var0, var1, reg) - cost(var0, var0, reg) / 2 - cost(var1, var1, reg) / 2
