#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# window_frames.sh BUILD-FOLDER [REPEATS]: how fast the window starts, paints and stops, and what
# watching a run costs, on a display of its own. Needs Xvfb, xdotool and python3 (Debian packages
# xvfb and xdotool), and the target make_runs. Prints medians and ranges against the bars of the
# design. Run it on an idle machine: everything is wall time.
set -euo pipefail
build=$(realpath "${1:?usage: window_frames.sh BUILD-FOLDER [REPEATS]}")
repeats=${2:-5}
window=$build/bin/grokking-explorer
command_line=$build/bin/grokking
preset=carvalho-fig3a-n100 # long enough to be stopped
seconds=8                  # of training in each measurement, half of what the preset takes
cores=$(nproc)

home=$(mktemp -d)
server=
finish() {
    [[ -z $server ]] || kill "$server"
    rm -rf "$home"
}
trap finish EXIT
chmod 700 "$home"
mkdir "$home/figures"
export XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home XDG_RUNTIME_DIR=$home QT_QPA_PLATFORM=xcb

# start_display SIZE: starts an X server on a free number, and says so in DISPLAY.
start_display() {
    [[ -z $server ]] || { kill "$server"; wait "$server" 2>/dev/null || true; }
    Xvfb -displayfd 4 -screen 0 "$1x24" -nolisten tcp 4>"$home/display" 2>/dev/null &
    server=$!
    until [[ -s $home/display ]]; do sleep 0.1; done
    DISPLAY=:$(<"$home/display")
    export DISPLAY
    : >"$home/display"
}

# open_window OPTION...: starts the program and gives it the keyboard.
open_window() {
    "$window" "$@" &
    program=$!
    local id
    until id=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | tail -1) && [[ -n $id ]]
    do sleep 0.1; done
    xdotool windowmove "$id" 0 0 windowfocus "$id"
    sleep 0.5
}

# stop_and_quit: presses Stop, waits for the file, and closes the window.
stop_and_quit() {
    xdotool key ctrl+period
    sleep 1
    xdotool key ctrl+q
    wait "$program"
}

# frames SIZE FIGURES: a million samples on the views, as many runs training as there are cores.
frames() {
    local size=$1 width=${1%x*} height=${1#*x} look
    rm -rf "$home/grokking-explorer"
    cp -r "$home/stored" "$home/grokking-explorer"
    open_window --size "$size" --preset "$preset" --seeds "$cores" --frame-stats "$2"
    xdotool mousemove $((width - 200)) $((height - 250)) click 1 # into the table of runs
    xdotool key ctrl+a key space # draws all of them
    sleep 15
    xdotool mousemove $((width / 2)) 15 mousemove 350 20 click 1 # Run
    sleep "$seconds"
    # The user looks around: hovers, zooms and pans in the plot of accuracies.
    for look in 1 2 3 4 5 6; do
        xdotool mousemove $((width / 4 + 20 * look)) $((height / 5)) click $((look > 3 ? 5 : 4))
        sleep 0.3
    done
    stop_and_quit
}

# rate FOLDER: prints the steps per second of its runs, added up.
rate() {
    "$command_line" show "$1"/*.grok --json | python3 -c '
import json, sys
print(round(sum(json.loads(line)["steps_per_second"] for line in sys.stdin), 1))'
}

# window_rate RUNS, headless_rate RUNS: print the rate of a run, or of several side by side.
window_rate() {
    rm -rf "$home/grokking-explorer"
    open_window --size 1920x1080 --preset "$preset" --seeds "$1" --run
    sleep "$seconds"
    stop_and_quit
    rate "$home/grokking-explorer/runs"
}
headless_rate() {
    rm -rf "$home/headless"
    mkdir "$home/headless"
    "$command_line" run --preset "$preset" --seeds "$1" --jobs "$1" --quiet \
        --out "$home/headless" >/dev/null &
    local run=$!
    sleep "$seconds"
    kill -INT "$run"
    wait "$run" || [[ $? == 75 ]] # interrupted
    rate "$home/headless"
}

"$build/bench/make_runs" "$home/stored/runs" 20 50000
for size in 1920x1080 3840x2160; do
    start_display "$size"
    for ((turn = 1; turn <= repeats; ++turn)); do
        frames "$size" "$home/figures/frames-$size-$turn.json"
    done
done
start_display 1920x1080
for ((turn = 1; turn <= repeats; ++turn)); do
    for runs in 1 "$cores"; do # alternating, so that a slow minute hits both
        echo "$(window_rate "$runs") $(headless_rate "$runs")" >>"$home/figures/rates-$runs"
    done
done
uptime
python3 "$(dirname "$0")/window_table.py" "$home/figures" "$cores"
