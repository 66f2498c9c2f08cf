#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: tests/bench/compare_pytorch.sh BUILD_FOLDER [--rounds N] [--saturated STEP] [--sizes "N ..."]

Compares the steps per second of `grokking run` with PyTorch (Debian's python3-torch) on the
117-200-200-4 network of Carvalho et al.: ReLU, cross-entropy, Adam with coupled decay 1e-4, rate
1e-3, initialized 8 times as large, equidistant data, full batch, one thread; same examples, same
initial weights. Alternating rounds (A B C A B C): grokking, PyTorch with denormals flushed, and
PyTorch as it comes; the first steps, and steps from STEP on, where Adam's moments have gone
denormal. Prints medians (least to most) and the medians of the paired ratios as Markdown.

Evaluations are left out on both sides: grokking evaluates twice, at its first and last step, with
40 test samples; PyTorch never does. Process start and data are not counted on either side.

  BUILD_FOLDER    configured with -DGROKKING_BENCHMARKS=ON
  --rounds N      rounds of each measurement (5)
  --saturated N   step from which the late phase is measured (10000); 0 leaves it out
  --sizes "N .."  training samples ("100 200 500 4000")
TEXT
}

rounds=5
saturated=10000
sizes="100 200 500 4000"
build=""
while (($#)); do
    case "$1" in
    -h | --help)
        usage
        exit 0
        ;;
    --rounds | --saturated | --sizes)
        declare "${1#--}=$2"
        shift
        ;;
    *) build=$1 ;;
    esac
    shift
done
if [[ -z $build ]]; then
    usage >&2
    exit 2
fi
python=/usr/bin/python3 # Debian's, not one that happens to be first
if ! "$python" -c 'import torch' 2>/dev/null; then
    echo "PyTorch is missing: install the Debian package python3-torch (packaging/setup.sh bench)" >&2
    exit 1
fi

grokking=$build/bin/grokking
write_data=$build/bench/write_data
train_pytorch=$(dirname "${BASH_SOURCE[0]}")/train_pytorch.py
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# field NAME: the value of a field of the JSON object on stdin.
field() {
    "$python" -c "import json, sys; print(json.load(sys.stdin)['$1'])"
}

# grokking_run SAMPLES STEPS FILE: trains anew.
grokking_run() {
    "$grokking" run --preset carvalho-fig3a-n100 --set data.n="$1" --set data.testSize=40 \
        --set training.batchSize=0 --set training.evaluateEvery=1000000000 \
        --set training.evaluateEarly=false --steps "$2" --out "$3" --json --quiet
}

pytorch_run() {
    "$python" "$train_pytorch" --data "$folder" --run "$folder/first.grok" "$@"
}

# rate NAME: stores the steps per second of the JSON object on stdin.
rate() {
    field steps_per_second >>"$folder/$1"
}

# summary NAME: median (least to most).
summary() {
    sort -g "$folder/$1" | awk '{ value[NR] = $1 }
        END { printf "%.0f (%.0f to %.0f)", value[int((NR + 1) / 2)], value[1], value[NR] }'
}

# ratio NAME: median of the paired ratios of grokking to it.
ratio() {
    paste "$folder/grokking" "$folder/$1" | awk '{ print $1 / $2 }' | sort -g |
        awk '{ value[NR] = $1 } END { printf "%.2f", value[int((NR + 1) / 2)] }'
}

# row SAMPLES PHASE NOTE: prints what was measured, and forgets it.
row() {
    echo "| $1 | $2 | $(summary grokking) | $(summary flushed) | $(ratio flushed) |" \
        "$(summary kept) | $(ratio kept) | $3 |"
    rm "$folder/grokking" "$folder/flushed" "$folder/kept"
}

early_phase() {
    local samples=$1 steps=$2 round loss
    for ((round = 0; round < rounds; ++round)); do
        rm -f "$folder/early.grok"
        grokking_run "$samples" "$steps" "$folder/early.grok" >"$folder/result"
        rate grokking <"$folder/result"
        pytorch_run --steps "$steps" --flush >"$folder/peer"
        rate flushed <"$folder/peer"
        pytorch_run --steps "$steps" | rate kept
    done
    loss="$(field train_loss <"$folder/result") and $(field train_loss <"$folder/peer")"
    row "$samples" "steps 0 to $steps" "train loss at the end $loss"
}

late_phase() {
    local samples=$1 steps=$2 end=$((saturated + steps)) round share
    rm -f "$folder/late.grok"
    grokking_run "$samples" "$saturated" "$folder/late.grok" >/dev/null
    pytorch_run --steps "$saturated" --flush --save "$folder/flushed.state" >/dev/null
    share=$(pytorch_run --steps "$saturated" --save "$folder/kept.state" | field denormal_share)
    for ((round = 0; round < rounds; ++round)); do
        cp "$folder/late.grok" "$folder/again.grok"
        "$grokking" resume "$folder/again.grok" --steps "$end" --json --quiet | rate grokking
        pytorch_run --steps "$steps" --flush --load "$folder/flushed.state" | rate flushed
        pytorch_run --steps "$steps" --load "$folder/kept.state" | rate kept
    done
    row "$samples" "steps $saturated to $end" "share of denormal moments $share"
}

echo "| N | phase | grokking, steps/s | PyTorch, flushed | ratio | PyTorch, not flushed | ratio | |"
echo "|---|---|---|---|---|---|---|---|"
for samples in $sizes; do
    steps=$((samples > 1000 ? 100 : 500))
    rm -f "$folder/first.grok"
    grokking_run "$samples" 1 "$folder/first.grok" >/dev/null
    "$grokking" spec "$folder/first.grok" >"$folder/spec.json"
    "$write_data" "$folder/spec.json" "$folder"
    early_phase "$samples" "$steps"
    if ((saturated > 0)); then
        late_phase "$samples" "$steps"
    fi
done
echo
echo "$(nproc) cores; load at the end: $(cut -d ' ' -f 1 /proc/loadavg)"
