# huggingface/diffusers#13246, #13724: the time shift applied twice
from verify import derivation

CAUSES = {"wrong": "a time shift"}


@derivation("sigma", convention="shifted(3)")
def right(t):
    return 3 * t / (1 + 2 * t)


@derivation("sigma", convention="shifted(3)")
def wrong(t):
    once = 3 * t / (1 + 2 * t)
    return 3 * once / (1 + 2 * once)
