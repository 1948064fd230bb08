"""Turns logits into probabilities, on held-back data.

Platt (1999), "Probabilistic Outputs for Support Vector Machines", for relevance and answers; the
same with one slope and three offsets for support (Guo et al. 2017, "On Calibration of Modern
Neural Networks", call the slope temperature). A label 3 means "neutral or contradicted".
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Floats = NDArray[np.float64]


def _fit(loss: object, parameters: Tensor) -> Tensor:
    optimizer = torch.optim.LBFGS([parameters], lr=0.5, max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        value: Tensor = loss(parameters)  # type: ignore[operator]
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return parameters.detach()


def fit_platt(logits: Floats, labels: Floats) -> tuple[float, float]:
    """Slope and offset that make sigmoid(a x + b) match the labels.

    Args:
        logits: one for each case.
        labels: 1 or 0.

    Returns:
        (a, b).
    """
    x = torch.tensor(logits, dtype=torch.float64)
    # Platt's smoothed targets keep a separable sample from an infinite slope.
    positives, negatives = float((labels > 0).sum()), float((labels <= 0).sum())
    high, low = (positives + 1) / (positives + 2), 1 / (negatives + 2)
    y = torch.tensor(np.where(labels > 0, high, low), dtype=torch.float64)

    def loss(p: Tensor) -> Tensor:
        return torch.nn.functional.binary_cross_entropy_with_logits(p[0] * x + p[1], y)

    a, b = _fit(loss, torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)).tolist()
    return a, b


def fit_support(logits: Floats, labels: NDArray[np.int64]) -> tuple[float, float, float, float]:
    """One slope and three offsets that make softmax(a x + b) match the labels.

    Args:
        logits: (n, 3), entailed, neutral, contradicted.
        labels: 0, 1, 2, or 3 for "not entailed".

    Returns:
        (a, b1, b2, b3) with b1 = 0.
    """
    x, y = torch.tensor(logits, dtype=torch.float64), torch.tensor(labels)

    def loss(p: Tensor) -> Tensor:
        logs = (p[0] * x + torch.cat([torch.zeros(1, dtype=torch.float64), p[1:]])).log_softmax(-1)
        logs = torch.cat([logs, torch.logsumexp(logs[:, 1:], -1, keepdim=True)], -1)
        return -logs.gather(1, y.unsqueeze(1)).mean()

    start = torch.tensor([1.0, 0.0, 0.0], dtype=torch.float64, requires_grad=True)
    a, neutral, contradicted = _fit(loss, start).tolist()
    return a, 0.0, neutral, contradicted


def calibration_error(probabilities: Floats, labels: Floats, bins: int = 10) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over equal-width bins."""
    at = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(probabilities[at == b].mean() - labels[at == b].mean()) * (at == b).mean()
        for b in range(bins)
        if (at == b).any()
    ]
    return float(sum(gaps))
