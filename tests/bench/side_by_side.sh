#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: tests/bench/side_by_side.sh PROGRAM [ROUNDS]

Measures how many runs per second `grokking run --seeds 4` does with --jobs 1 and --jobs 2, one
thread per run, in alternating rounds (A B A B, 5 of each by default), and prints the medians as a
Markdown table. PROGRAM is the path of `grokking`. Says so if other programs use the processor.
TEXT
}

case "${1:-}" in
"" | -h | --help)
    usage
    exit 0
    ;;
esac
program=$1
rounds=${2:-5}
seeds=4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# runs_per_second JOBS: does the runs once.
runs_per_second() {
    local out start end
    out=$(mktemp -d -p "$folder")
    start=$(date +%s.%N)
    "$program" run --preset carvalho-fig3a-n100 --steps 6000 --seeds "$seeds" --jobs "$1" \
        --out "$out" --quiet >/dev/null
    end=$(date +%s.%N)
    rm -rf "$out"
    awk -v runs="$seeds" -v start="$start" -v end="$end" 'BEGIN { print runs / (end - start) }'
}

# summary FILE: median (least to most).
summary() {
    sort -g "$1" | awk '{ value[NR] = $1 }
        END { printf "%.3f (%.3f to %.3f)", value[int((NR + 1) / 2)], value[1], value[NR] }'
}

load=$(cut -d ' ' -f 1 /proc/loadavg)
for ((round = 0; round < rounds; ++round)); do
    one=$(runs_per_second 1)
    two=$(runs_per_second 2)
    echo "$one" >>"$folder/one"
    echo "$two" >>"$folder/two"
    awk -v one="$one" -v two="$two" 'BEGIN { print two / one }' >>"$folder/ratio"
done

echo "| | --jobs 1 | --jobs 2 | ratio of pairs |"
echo "|---|---|---|---|"
echo "| runs per second | $(summary "$folder/one") | $(summary "$folder/two") | $(summary "$folder/ratio") |"
echo
echo "$seeds runs of 6,000 steps, $rounds rounds, $(nproc) cores; load before it began: $load"
