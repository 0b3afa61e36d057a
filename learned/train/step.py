"""One step of training: the loss of a batch, its gradient over all processes, AdamW, and the averaged weights."""

import math
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from learned.preset import Optimiser
from learned.train import objective
from learned.train.state import State, processes


def step(state: State, network: Callable[..., Any], batch: objective.Batch) -> Tensor:
    """theta <- AdamW(theta, grad of (1/B) sum_i loss_i), average <- c average + (1 - c) theta. Returns the loss before."""
    o, parameters = state.preset.optimiser, list(state.network.parameters())
    loss = _loss(state, network, batch)
    state.adam.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    total = add_up(parameters, loss.detach()) if processes()[1] > 1 else loss.detach()
    if o.clip:
        nn.utils.clip_grad_norm_(parameters, o.clip)
    for group in state.adam.param_groups:
        group["lr"] = rate(o, state.step)
    state.adam.step()
    state.average_with(min(o.ema, (1 + state.step) / (10 + state.step)) if o.ema else 0.0)
    return total


def _loss(state: State, network: Callable[..., Any], batch: objective.Batch) -> Tensor:
    """(1/B) sum_i loss_i over this process's rows, B the rows of all processes; in bfloat16 where the preset says so."""
    device = next(state.network.parameters()).device
    with torch.autocast(device.type, torch.bfloat16) if state.preset.run.precision == "bf16" else nullcontext():
        losses = objective.TASKS[state.preset.task].loss(state.preset, network, *batch)
        return losses.sum() / state.preset.optimiser.batch


def rate(o: Optimiser, step: int) -> float:
    """lr min(1, (i + 1)/warmup), times (1 + cos(pi i/steps))/2 where the schedule is a cosine."""
    fall = (1 + math.cos(math.pi * step / o.steps)) / 2 if o.schedule == "cosine" else 1.0
    return o.lr * min(1.0, (step + 1) / max(o.warmup, 1)) * fall


def add_up(parameters: list[nn.Parameter], loss: Tensor) -> Tensor:
    """Gradients and the loss summed over the processes, in one message."""
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    flat = torch.cat([*(g.flatten() for g in grads), loss.reshape(1)])  # (numbers of all parameters + 1,)
    dist.all_reduce(flat)
    for p, g in zip(parameters, torch.split(flat[:-1], [g.numel() for g in grads]), strict=True):
        p.grad = g.view_as(p)
    return flat[-1]
