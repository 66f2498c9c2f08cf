#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the network of a run file in PyTorch's usual way, and prints its speed as JSON.

Same data (write_data), same initial weights (the run's snapshot at step 0), same Adam with coupled
weight decay, full batch, one thread. Used by compare_pytorch.sh.
"""

import argparse
import json
import sqlite3
import time

import numpy
import torch


def initial_weights(run_file):
    """Returns the flat parameters of step 0: weights (outputs, inputs) and biases, layer by layer."""
    query = "SELECT dtype, parameters FROM snapshots WHERE step = 0"
    dtype, blob = sqlite3.connect(run_file).execute(query).fetchone()
    return torch.from_numpy(numpy.frombuffer(blob, dtype=dtype).copy())


def make_network(flat, features, classes, width=200):
    network = torch.nn.Sequential(
        torch.nn.Linear(features, width), torch.nn.ReLU(),
        torch.nn.Linear(width, width), torch.nn.ReLU(),
        torch.nn.Linear(width, classes))
    torch.nn.utils.vector_to_parameters(flat.float(), network.parameters())
    return network


def denormal_share(optimizer):
    """Returns the share of Adam's moments that are denormal numbers."""
    moments = torch.cat([state[key].flatten().abs() for state in optimizer.state.values()
                         for key in ("exp_avg", "exp_avg_sq")]) if optimizer.state else torch.zeros(1)
    smallest = torch.finfo(torch.float32).tiny
    return ((moments > 0) & (moments < smallest)).double().mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder with inputs.npy and labels.npy")
    parser.add_argument("--run", required=True, help="run file with the initial weights")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--flush", action="store_true", help="flush denormal numbers to zero")
    parser.add_argument("--load", help="go on from this state")
    parser.add_argument("--save", help="write the state at the end")
    options = parser.parse_args()

    torch.set_num_threads(1)
    torch.set_flush_denormal(options.flush)
    inputs = torch.from_numpy(numpy.load(options.data + "/inputs.npy")).float()
    labels = torch.from_numpy(numpy.load(options.data + "/labels.npy")).long()
    network = make_network(initial_weights(options.run), inputs.shape[1], int(labels.max()) + 1)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=1e-4)
    criterion = torch.nn.CrossEntropyLoss()
    if options.load:
        state = torch.load(options.load)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])

    start = time.perf_counter()
    for _ in range(options.steps):
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(network(inputs), labels)
        loss.backward()
        optimizer.step()
    seconds = time.perf_counter() - start

    torch.set_flush_denormal(False)  # so that they can be counted
    if options.save:
        torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict()},
                   options.save)
    print(json.dumps({"steps_per_second": options.steps / seconds,
                      "train_loss": criterion(network(inputs), labels).item(),
                      "denormal_share": denormal_share(optimizer)}))


if __name__ == "__main__":
    main()
