#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes transformer_oracle.txt: logits, loss and gradient of small Transformers in float64.

Written against PyTorch's own modules (Debian's python3-torch), without a look at the program:
scaled dot products by matrix, layer_norm, autograd. Of sequences the logits written are those of the
first position asked for. Parameter number i is 0.4 sin(1.7 i + 0.3), and
input number i of data that are numbers sin(0.9 i). tst_transformer.cpp reads the file.
"""
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

# Some begin alike, two are equal. Label -1: not asked for.
SEQUENCES = [[0, 1, 4, 2], [0, 1, 4, 3], [0, 3, 4, 1], [2, 3, 1, 1], [0, 1, 4, 2], [2, 0, 3, 1]]
SEQUENCE_LABELS = [[-1, 3, -1, 0], [-1, 1, -1, 0], [-1, 2, -1, 0], [-1, 0, -1, 3], [-1, 3, -1, 0],
                   [-1, 2, -1, 1]]

CASES = {
    "one layer, same last token": dict(tokens=[[0, 1, 4], [2, 3, 4], [3, 3, 4], [1, 0, 4]]),
    "biases, GELU, sinusoidal": dict(
        tokens=[[0, 1, 4], [2, 3, 4], [3, 3, 4], [1, 0, 4]],
        biases=True, activation="gelu", positions="sinusoidal"),
    "tied, wide heads, different last tokens": dict(
        tokens=[[0, 1], [2, 3], [3, 3], [1, 0], [4, 2]], tiedOutput=True, headWidth=5),
    "MSE": dict(tokens=[[0, 1, 4], [2, 3, 4], [3, 3, 4]], loss="mse"),
    "two layers, norm after": dict(
        tokens=[[0, 1, 4], [2, 3, 4], [3, 3, 4], [1, 0, 4]],
        layers=2, norm="post", positions="sinusoidal"),
    "two layers, norm before, biases, mean": dict(
        tokens=[[0, 1, 4], [2, 3, 4], [3, 3, 4], [1, 0, 4]],
        layers=2, norm="pre", biases=True, readout="mean", activation="gelu"),
    "sequence, two layers, norm after": dict(
        tokens=SEQUENCES, labels=SEQUENCE_LABELS, layers=2, norm="post", positions="sinusoidal"),
    "sequence, three layers, norm before, StableMax": dict(
        tokens=SEQUENCES, labels=SEQUENCE_LABELS, layers=3, norm="pre", biases=True,
        loss="stablemax", outputTemperature=2.0),
    "sequence, one layer": dict(tokens=SEQUENCES, labels=SEQUENCE_LABELS),
    "two layers on numbers": dict(features=12, examples=4, tokenSize=4, layers=2, biases=True),
}
DEFAULTS = dict(layers=1, heads=2, modelWidth=6, headWidth=0, mlpWidth=7, tokenSize=4,
                activation="relu", norm="none", positions="learned", readout="last", biases=False,
                tiedOutput=False, loss="cross-entropy", outputTemperature=1.0)
VOCABULARY = 5
CLASSES = 4


class Parameters:
    """Hands out blocks of the flat vector in the order in which they are asked for."""

    def __init__(self):
        self.blocks = []
        self.count = 0

    def take(self, *shape):
        size = math.prod(shape)
        values = [0.4 * math.sin(1.7 * i + 0.3) for i in range(self.count, self.count + size)]
        self.count += size
        self.blocks.append(torch.tensor(values).reshape(shape).requires_grad_())
        return self.blocks[-1]

    def linear(self, outputs, inputs, biases):
        return self.take(outputs, inputs), self.take(outputs) if biases else None


def network(s, positions):
    """Returns all parameters, and the function from embedded inputs or tokens to logits."""
    p = Parameters()
    width, heads = s["modelWidth"], s["heads"]
    head = s["headWidth"] or width // heads
    norm = lambda: (p.take(width), p.take(width))
    if "tokens" in s:
        embedding = p.take(VOCABULARY, width)
        embed = lambda x: F.embedding(x, embedding)
    else:
        projection = p.linear(width, s["tokenSize"], s["biases"])
        embed = lambda x: F.linear(x.reshape(len(x), positions, -1), *projection)
    if s["positions"] == "learned":
        encoding = p.take(positions, width)
    else:
        encoding = torch.zeros(positions, width)
        angle = (torch.arange(positions)[:, None]
                 * torch.exp(-math.log(10000.0) * torch.arange(0, width, 2) / width))
        encoding[:, 0::2] = torch.sin(angle)
        encoding[:, 1::2] = torch.cos(angle)
    layers = []
    for _ in range(s["layers"]):
        layer = {}
        if s["norm"] == "pre":
            layer["norm1"] = norm()
        for name in "qkv":
            layer[name] = p.linear(heads * head, width, s["biases"])
        layer["o"] = p.linear(width, heads * head, s["biases"])
        if s["norm"] == "post":
            layer["norm1"] = norm()
        if s["norm"] == "pre":
            layer["norm2"] = norm()
        layer["in"] = p.linear(s["mlpWidth"], width, s["biases"])
        layer["out"] = p.linear(width, s["mlpWidth"], s["biases"])
        if s["norm"] == "post":
            layer["norm2"] = norm()
        layers.append(layer)
    final = norm() if s["norm"] == "pre" else None
    if s["tiedOutput"]:
        output = embedding[:CLASSES], p.take(CLASSES) if s["biases"] else None
    else:
        output = p.linear(CLASSES, width, s["biases"])

    def attention(layer, x):
        split = lambda y: y.reshape(len(x), positions, heads, head).transpose(1, 2)
        q, k, v = (split(F.linear(x, *layer[name])) for name in "qkv")
        scores = q @ k.transpose(2, 3) / math.sqrt(head)
        future = torch.triu(torch.ones(positions, positions, dtype=torch.bool), 1)
        mixed = scores.masked_fill(future, -math.inf).softmax(-1) @ v
        return F.linear(mixed.transpose(1, 2).reshape(len(x), positions, -1), *layer["o"])

    def mlp(layer, x):
        return F.linear(getattr(F, s["activation"])(F.linear(x, *layer["in"])), *layer["out"])

    def forward(inputs):
        x = embed(inputs) + encoding
        normed = lambda y, n: F.layer_norm(y, (width,), *n)
        for layer in layers:
            for part, n in ((attention, "norm1"), (mlp, "norm2")):
                if s["norm"] == "pre":
                    x = x + part(layer, normed(x, layer[n]))
                elif s["norm"] == "post":
                    x = normed(x + part(layer, x), layer[n])
                else:
                    x = x + part(layer, x)
        if final:
            x = normed(x, final)
        if "labels" in s:
            return F.linear(x, *output)
        x = x[:, -1] if s["readout"] == "last" else x.mean(1)
        return F.linear(x, *output)

    return p.blocks, forward


def numbers(tensor):
    return " ".join(repr(x) for x in tensor.reshape(-1).tolist())


def case(name, changes):
    s = DEFAULTS | changes
    if "tokens" in s:
        inputs = torch.tensor(s["tokens"])
        positions = inputs.shape[1]
    else:
        inputs = torch.sin(0.9 * torch.arange(s["examples"] * s["features"]))
        inputs = inputs.reshape(s["examples"], s["features"])
        positions = s["features"] // s["tokenSize"]
    labels = torch.arange(len(inputs)) % CLASSES
    parameters, forward = network(s, positions)
    logits = forward(inputs)
    if "labels" in s:
        labels = torch.tensor(s["labels"])
        asked = labels >= 0
        answers = logits[torch.arange(len(inputs)), asked.int().argmax(1)]
        logits, labels = logits[asked], labels[asked]
    else:
        answers = logits
    scaled = logits / s["outputTemperature"]
    if s["loss"] == "mse":
        loss = F.mse_loss(scaled, F.one_hot(labels, CLASSES).to(logits.dtype))
    elif s["loss"] == "stablemax":
        shares = torch.where(scaled < 0, 1 / (1 - scaled), scaled + 1)
        loss = F.nll_loss(torch.log(shares / shares.sum(1, keepdim=True)), labels)
    else:
        loss = F.cross_entropy(scaled, labels)
    gradient = torch.cat([g.reshape(-1) for g in torch.autograd.grad(loss, parameters)])
    settings = {key: value for key, value in s.items()
                if key not in ("tokens", "labels", "features", "examples")}
    text = " ".join(f"{key}={str(value).lower()}" for key, value in settings.items())
    size = "tokens" if "tokens" in s else "numbers"
    lines = [
        f"case {name}", f"settings {text}", f"{size} {inputs.shape[1]} {numbers(inputs)}"
        if size == "tokens" else f"{size} {inputs.shape[1]} {len(inputs)}"]
    if "labels" in s:
        lines.append("labels " + " ".join(str(label) for row in s["labels"] for label in row))
    return "\n".join(lines + [
        f"logits {numbers(answers)}", f"loss {numbers(loss)}", f"gradient {numbers(gradient)}"])


target = pathlib.Path(__file__).with_name("transformer_oracle.txt")
target.write_text("\n".join(case(name, changes) for name, changes in CASES.items()) + "\n")
