# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the figures that window_frames.sh collected as a Markdown table."""

import json
import pathlib
import statistics
import sys


def spread(values, digits=0):
    """Returns 'median (lowest .. highest)'."""
    low, middle, high = (f"{value:.{digits}f}" for value in
                         (min(values), statistics.median(values), max(values)))
    return f"{middle} ({low} .. {high})"


def row(what, bar, values, unit, digits=0):
    print(f"| {what} | {bar} | {spread(values, digits)} {unit} |")


def of_frames(figures, size):
    files = sorted(figures.glob(f"frames-{size}-*.json"))
    return [json.loads(file.read_text()) for file in files]


def print_frames(stats, size, bars):
    """Prints what was counted with a million samples on the views while all cores train."""
    training = [each["whileTraining"] for each in stats]
    row(f"frames counted, {size}", "", [each["frames"]["count"] for each in training], "")
    for key in ("frames", "responses"):
        for quantile in ("median", "p99", "max"):
            values = [each[key][quantile + "Ms"] for each in training]
            row(f"{key[:-1]} {quantile}, {size}", bars.get((key, quantile), ""), values, "ms", 1)


def main():
    figures, cores = pathlib.Path(sys.argv[1]), sys.argv[2]
    print("| what | bar | median (range) |\n|---|---|---|")
    full = of_frames(figures, "1920x1080")
    row("first frame after start", "<= 300 ms", [each["firstFrameMs"] for each in full], "ms")
    mapped = any(each["torchMappedAtFirstFrame"] for each in full)
    print(f"| libtorch mapped at the first frame | no | {'yes' if mapped else 'no'} |")
    print_frames(full, "1920x1080", {("frames", "p99"): "<= 33 ms"})
    for key in ("frames", "responses"):
        row(f"{key[:-1]} max from start to end, 1920x1080: 20 files read", "",
            [each[key]["maxMs"] for each in full], "ms", 1)
    print_frames(of_frames(figures, "3840x2160"), "3840x2160", {("frames", "max"): "<= 100 ms"})
    row("Stop shown", "<= 100 ms", [each["stopShownMs"] for each in full], "ms", 1)
    row("all runs ended after Stop", "<= 100 ms", [each["stopEndedMs"] for each in full], "ms", 1)
    for runs, bar in (("1", ">= 95 %"), (cores, ">= 80 %")):
        lines = (figures / f"rates-{runs}").read_text().splitlines()
        pairs = [tuple(map(float, line.split())) for line in lines]
        row(f"{runs} run(s) in the window, steps/s", "", [window for window, _ in pairs], "")
        row(f"{runs} run(s) headless, steps/s", "", [headless for _, headless in pairs], "")
        row(f"window / headless, {runs} run(s)", bar,
            [100.0 * window / headless for window, headless in pairs], "%", 1)


main()
