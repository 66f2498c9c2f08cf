#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/run.sh [--build-only] [ARGUMENTS of grokking-explorer]

Installs missing Debian packages, builds (build/release), and starts the window with the default
preset training. Without a display it trains the same preset on the command line, with a progress
bar, and draws the window into a picture file at the end; arguments are for the window only.

  --build-only   stop after the build
  --help         show this text

Programs: build/release/bin/grokking-explorer (window), build/release/bin/grokking (command line).
TEXT
}

build_only=false
case "${1:-}" in
-h | --help)
    usage
    exit 0
    ;;
--build-only)
    build_only=true
    shift
    ;;
esac

start_folder=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/setup.sh run
[[ -f build/release/build.ninja ]] || cmake --preset release
cmake --build --preset release
$build_only && exit 0

programs=$PWD/build/release/bin
cd "$start_folder"
if [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; then
    [[ $# -eq 0 ]] && set -- --run
    exec "$programs/grokking-explorer" "$@"
fi

if [[ $# -gt 0 ]]; then
    echo "error: there is no display for the window; use $programs/grokking instead" >&2
    exit 2
fi
echo "There is no display: training the default preset on the command line."
folder=$(mktemp -d grokking-demo-XXXX)
"$programs/grokking" run --preset demo-missing-subclass --out "$folder"
run_file=$(echo "$folder"/*.grok)
picture=${run_file%.grok}.png
export QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES="default.warning=false"
"$programs/grokking-explorer" "$run_file" --screenshot "$picture"
echo "The run is in $run_file, the picture of it in $picture."
