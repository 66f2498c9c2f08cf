#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times a step of bench_transformer's network as it is usually written in PyTorch (eager, every
position computed), on one thread, in CPU time. Needs python3-torch."""
import math
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
P, WIDTH, HEADS, MLP = 97, 128, 4, 512
random = torch.Generator().manual_seed(0)


def weights(*shape):
    return (torch.randn(*shape, generator=random) * 0.8 / math.sqrt(WIDTH)).requires_grad_()


embedding, position, output = weights(P + 1, WIDTH), weights(3, WIDTH), weights(P, WIDTH)
query, key, value, joined = (weights(WIDTH, WIDTH) for _ in range(4))
mlp_in, mlp_out = weights(MLP, WIDTH), weights(WIDTH, MLP)
optimizer = torch.optim.AdamW(
    [embedding, position, output, query, key, value, joined, mlp_in, mlp_out],
    lr=1e-3, weight_decay=1.0, betas=(0.9, 0.98))
pairs = torch.randperm(P * P, generator=random)[: int(0.3 * P * P)]
x, y = pairs // P, pairs % P
tokens = torch.stack([x, y, torch.full_like(x, P)], 1)
labels = (x + y) % P
seen = torch.tril(torch.ones(3, 3, dtype=torch.bool))


def logits():
    stream = F.embedding(tokens, embedding) + position
    heads = lambda w: (stream @ w.T).view(len(tokens), 3, HEADS, -1).transpose(1, 2)
    scores = heads(query) @ heads(key).transpose(2, 3) / math.sqrt(WIDTH / HEADS)
    mixed = scores.masked_fill(~seen, -math.inf).softmax(-1) @ heads(value)
    stream = stream + mixed.transpose(1, 2).reshape(len(tokens), 3, WIDTH) @ joined.T
    stream = stream + F.relu(stream @ mlp_in.T) @ mlp_out.T
    return (stream @ output.T)[:, -1]


def step():
    loss = F.cross_entropy(logits().to(torch.float64), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


times = []
for _ in range(23):
    start = time.process_time()
    step()
    times.append(time.process_time() - start)
print(f"step, PyTorch eager: median {1e3 * sorted(times[3:])[10]:.1f} ms of CPU time")
