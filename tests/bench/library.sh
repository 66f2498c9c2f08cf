#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: tests/bench/library.sh BUILD [RUNS] [ROUNDS]

Makes a folder of RUNS small run files (10,000) in groups of ten seeds and measures how long
`grokking library`, each time a new process, takes to list it: from nothing (the index is made),
from the index (ROUNDS times, 5), and after 10 files have changed. Prints a Markdown table of medians.
TEXT
}

case "${1:-}" in
"" | -h | --help)
    usage
    exit 0
    ;;
esac
build=$1
runs=${2:-10000}
rounds=${3:-5}
folder=$(mktemp -d)
memory=$(mktemp -d -p /dev/shm) # making runs waits for the disk at each of them
trap 'rm -rf "$folder" "$memory"' EXIT

"$build/bench/make_runs" "$memory" "$runs" 20 10
cp "$memory"/*.grok "$folder"
rm -rf "$memory"
sleep 4 # files written just now are read again

# seconds ARGUMENT...: lists the folder once.
seconds() {
    local start end
    start=$(date +%s.%N)
    "$build/bin/grokking" library --folder "$folder" "$@" >/dev/null
    end=$(date +%s.%N)
    awk -v start="$start" -v end="$end" 'BEGIN { printf "%.3f\n", end - start }'
}

# summary: median (least to most) of the numbers on stdin.
summary() {
    sort -n | awk '{ v[NR] = $1 } END { printf "%.2f (%.2f to %.2f)", v[int((NR + 1) / 2)], v[1], v[NR] }'
}

repeat() {
    local i
    for ((i = 0; i < rounds; i++)); do
        "$@"
    done
}

after_changes() {
    local file
    for file in $(find "$folder" -name '*.grok' | head -10); do
        touch "$file"
    done
    sleep 4
    seconds
}

echo "| $runs runs listed, a new process each time | seconds |"
echo "|---|---|"
echo "| no index | $(repeat seconds --rebuild-index | summary) |"
echo "| from the index | $(repeat seconds | summary) |"
echo "| 10 files changed | $(repeat after_changes | summary) |"
