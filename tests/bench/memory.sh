#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: tests/bench/memory.sh PROGRAM

Holds the memory estimate of runs against the peak that the system reports for them, less that of a
run of next to nothing (the program and LibTorch), and prints both as a Markdown table. PROGRAM is
the path of `grokking`. Takes up to 2 GB and three minutes.
TEXT
}

case "${1:-}" in
"" | -h | --help)
    usage
    exit 0
    ;;
esac
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# measure STEPS [PATH=VALUE]...: prints peak and estimate in bytes.
measure() {
    python3 - "$program" "$folder/run.grok" "$@" <<'PYTHON'
import os, sqlite3, subprocess, sys
program, file, steps, *settings = sys.argv[1:]
command = [program, "run", "--preset", "carvalho-fig3a-n100", "--set", "training.batchSize=0",
           "--steps", steps, "--out", file, "--quiet"]
for setting in settings:
    command += ["--set", setting]
run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(run.pid, 0)
if status:
    sys.exit("the run failed: " + " ".join(settings))
query = "SELECT value FROM environment WHERE key = 'memory-estimate-bytes'"
print(usage.ru_maxrss * 1024, sqlite3.connect(file).execute(query).fetchone()[0])
os.remove(file)
PYTHON
}

read -r program_peak _ < <(measure 3 learner.width=1 data.testSize=80)
echo "| run | peak less program, MB | estimate, MB | ratio |"
echo "|---|---|---|---|"
while read -r steps settings; do
    # shellcheck disable=SC2086 # one word each
    read -r peak estimate < <(measure "$steps" $settings)
    awk -v settings="${settings:-as the preset}" -v peak=$((peak - program_peak)) \
        -v estimate="$estimate" 'BEGIN {
            printf "| %s | %.0f | %.0f | %.2f |\n", settings, peak / 1e6, estimate / 1e6,
                estimate / peak }'
done <<'RUNS'
300
300 learner.precision=float64
20 data.n=4000
3 data.n=100000
30 data.n=100000 training.batchSize=128
3 data.n=100000 learner.activation=gelu
2 data.testSize=1000000
20 learner.width=1000
12 learner.width=2000
12 learner.width=2000 training.optimizer=sgd
12 learner.width=2000 learner.precision=float64
4 learner.width=4000
20 learner.width=500 learner.depth=16
2 learner.width=2000 data.n=20000
16386 learner.width=8 data.testSize=80 training.evaluateEvery=1
5 data=hidden-parity data.n=1000 learner=gp-classification learner.lengthscales=each
5 data=hidden-parity data.n=1000 learner=gp-classification-laplace
RUNS
echo
echo "The program itself: $((program_peak / 1000000)) MB."
