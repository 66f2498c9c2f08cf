#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times a step of bench_gaussian_process's classifier as it is usually written in PyTorch (float64,
autograd), on one thread, in CPU time. Needs python3-torch and python3-numpy."""
import math
import time

import numpy
import torch

torch.set_num_threads(1)
COUNT, INPUTS, JITTER = 1000, 40, 1e-4
random = torch.Generator().manual_seed(0)
inputs = torch.randint(0, 2, (COUNT, INPUTS), generator=random).double()
signs = 1.0 - 2.0 * (inputs[:, :3].sum(1) % 2)
nodes, shares = (torch.from_numpy(each) for each in numpy.polynomial.hermite.hermgauss(20))
softplus = torch.nn.functional.softplus
lower = torch.tril(torch.ones(COUNT, COUNT, dtype=torch.float64))


def covariances(lengthscales, outputscale):
    scaled = inputs / lengthscales
    squares = (scaled ** 2).sum(1)
    distances = (squares[:, None] + squares[None, :] - 2.0 * scaled @ scaled.T).clamp_min(0.0)
    kernel = outputscale * torch.exp(-0.5 * distances)
    return kernel + JITTER * torch.eye(COUNT, dtype=torch.float64)


raw_lengthscales = torch.zeros(INPUTS, dtype=torch.float64, requires_grad=True)
raw_outputscale = torch.zeros(1, dtype=torch.float64, requires_grad=True)
constant = torch.zeros(1, dtype=torch.float64, requires_grad=True)
with torch.no_grad():
    prior = torch.linalg.cholesky(covariances(softplus(raw_lengthscales), softplus(raw_outputscale)))
root = prior.clone().requires_grad_()
mean = torch.zeros(COUNT, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.Adam([raw_lengthscales, raw_outputscale, constant, root, mean], lr=0.01)


def objective(function):
    triangle = root * lower
    factor = torch.linalg.cholesky(
        covariances(softplus(raw_lengthscales), softplus(raw_outputscale)))
    if function:
        means, function_root = mean, triangle
        solved = torch.linalg.solve_triangular(
            factor, torch.cat([triangle, (mean - constant)[:, None]], 1), upper=False)
    else:
        means, function_root = factor @ mean + constant, factor @ triangle
        solved = torch.cat([triangle, mean[:, None]], 1)
    deviations = (function_root ** 2).sum(1).sqrt()
    values = means[:, None] + math.sqrt(2.0) * deviations[:, None] * nodes
    fit = -(torch.special.log_ndtr(signs[:, None] * values) * shares).sum(1) / math.sqrt(math.pi)
    logs = root.diagonal().abs().log().sum() - (factor.diagonal().log().sum() if function else 0.0)
    return fit.mean() + (0.5 * ((solved ** 2).sum() - COUNT) - logs) / COUNT


def step(function):
    loss = objective(function)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


for coordinates in ("function", "whitened"):
    if coordinates == "whitened":
        with torch.no_grad():
            root.copy_(torch.eye(COUNT, dtype=torch.float64))
            mean.zero_()
    times = []
    for _ in range(13):
        start = time.process_time()
        step(coordinates == "function")
        times.append(time.process_time() - start)
    print(f"step, {coordinates}: median {1e3 * sorted(times[3:])[5]:.0f} ms of CPU time")
