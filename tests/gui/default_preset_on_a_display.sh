#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The program opens on a real X display, the default preset groks in it, the picture of the window
# is written, and the run file says the same.
set -euo pipefail
window=$1
command_line=$2

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME=$folder XDG_CONFIG_HOME=$folder XDG_RUNTIME_DIR=$folder
chmod 700 "$folder"

timeout 120 "$window" --run --screenshot "$folder/end.png"
"$command_line" show "$folder"/grokking-explorer/runs/*.grok | tee "$folder/summary.txt"
grep -q 'verdict *grokked' "$folder/summary.txt"

timeout 60 "$window" "$folder"/grokking-explorer/runs/*.grok --theme dark --size 1920x1080 \
    --screenshot "$folder/stored.png"
# Width and height are the first two numbers of a PNG header.
size=$(od -An -tu1 -j16 -N8 "$folder/stored.png" | awk '{ print $3 * 256 + $4 "x" $7 * 256 + $8 }')
[[ $size == 1920x1080 ]] || { echo "the picture is $size" >&2; exit 1; }
