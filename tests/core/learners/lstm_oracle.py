#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes lstm_oracle.txt: logits, loss and gradient of small LSTMs in float64.

Cell by cell as Hochreiter & Schmidhuber's formulas with the forget gate of Gers et al. say, with
autograd (Debian's python3-torch), without a look at the program, and held against PyTorch's own
module. Parameter number i is 0.4 sin(1.7 i + 0.3), and input number i of data that are numbers
sin(0.9 i). tst_lstm.cpp reads the file.
"""
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

TOKENS = [[0, 1, 4], [2, 3, 4], [3, 3, 4], [1, 0, 4], [2, 2, 4]]
CASES = {
    "one layer": dict(tokens=TOKENS),
    "two layers, different last tokens": dict(
        tokens=[[0, 1], [2, 3], [3, 3], [1, 0], [4, 2]], layers=2),
    "one position": dict(tokens=[[0], [3], [2], [4]]),
    "MSE": dict(tokens=TOKENS, loss="mse"),
    "three layers on numbers": dict(features=12, examples=4, tokenSize=4, layers=3),
}
DEFAULTS = dict(layers=1, width=3, embedding=2, tokenSize=4, loss="cross-entropy")
VOCABULARY = 5
CLASSES = 4


def cell(x, h, c, input_weights, recurrent_weights, input_biases, recurrent_biases):
    sums = x @ input_weights.T + input_biases + h @ recurrent_weights.T + recurrent_biases
    i, f, g, o = sums.chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def network(s, inputs):
    """Returns all parameters in the order of the flat vector, and the logits."""
    blocks = []
    count = 0

    def take(*shape):
        nonlocal count
        size = math.prod(shape)
        values = [0.4 * math.sin(1.7 * i + 0.3) for i in range(count, count + size)]
        count += size
        blocks.append(torch.tensor(values).reshape(shape).requires_grad_())
        return blocks[-1]

    if "tokens" in s:
        sequence = take(VOCABULARY, s["embedding"])[inputs]
    else:
        sequence = inputs.reshape(len(inputs), -1, s["tokenSize"])
    width, size = s["width"], sequence.shape[2]
    module = torch.nn.LSTM(size, width, s["layers"], batch_first=True)
    expected = sequence
    for layer in range(s["layers"]):
        weights = {}
        for kind in ("ih", "hh"):
            columns = width if kind == "hh" or layer > 0 else size
            weights["weight_" + kind] = take(4 * width, columns)
            weights["bias_" + kind] = take(4 * width)
        for name, value in weights.items():
            getattr(module, f"{name}_l{layer}").data.copy_(value)
        h = c = torch.zeros(len(inputs), width)
        states = []
        for position in range(sequence.shape[1]):
            h, c = cell(sequence[:, position], h, c, weights["weight_ih"], weights["weight_hh"],
                        weights["bias_ih"], weights["bias_hh"])
            states.append(h)
        sequence = torch.stack(states, dim=1)
    assert torch.allclose(module(expected)[0], sequence, rtol=1e-13, atol=1e-15)
    return blocks, F.linear(sequence[:, -1], take(CLASSES, width), take(CLASSES))


def numbers(tensor):
    return " ".join(repr(x) for x in tensor.reshape(-1).tolist())


def case(name, changes):
    s = DEFAULTS | changes
    if "tokens" in s:
        inputs = torch.tensor(s["tokens"])
    else:
        inputs = torch.sin(0.9 * torch.arange(s["examples"] * s["features"]))
        inputs = inputs.reshape(s["examples"], s["features"])
    labels = torch.arange(len(inputs)) % CLASSES
    parameters, logits = network(s, inputs)
    if s["loss"] == "mse":
        loss = F.mse_loss(logits, F.one_hot(labels, CLASSES).to(logits.dtype))
    else:
        loss = F.cross_entropy(logits, labels)
    gradient = torch.cat([g.reshape(-1) for g in torch.autograd.grad(loss, parameters)])
    settings = {key: value for key, value in s.items()
                if key not in ("tokens", "features", "examples")}
    text = " ".join(f"{key}={value}" for key, value in settings.items())
    data = (f"tokens {inputs.shape[1]} {numbers(inputs)}" if "tokens" in s
            else f"numbers {inputs.shape[1]} {len(inputs)}")
    return "\n".join([f"case {name}", f"settings {text}", data, f"logits {numbers(logits)}",
                      f"loss {numbers(loss)}", f"gradient {numbers(gradient)}"])


target = pathlib.Path(__file__).with_name("lstm_oracle.txt")
target.write_text("\n".join(case(name, changes) for name, changes in CASES.items()) + "\n")
