#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/test.sh [--preset asan|tsan] [ARGUMENTS of ctest]

Installs missing Debian packages, builds everything with tests and warnings as errors (build/dev),
and runs all tests. With a preset it builds (build/asan, build/tsan) and runs them under the address
and undefined-behavior sanitizers, or the thread sanitizer; the slow ones then stay out. Arguments
go to ctest:

  packaging/test.sh -L fast      the fast tests only
  packaging/test.sh -LE slow     all but the grokking runs
  packaging/test.sh -R detector  tests by name
  packaging/test.sh --help       this text
TEXT
}

preset=dev
case "${1:-}" in
-h | --help)
    usage
    exit 0
    ;;
--preset)
    preset=${2:-}
    [[ "$preset" =~ ^(dev|asan|tsan)$ ]] || {
        echo "test.sh: --preset takes dev, asan or tsan" >&2
        exit 2
    }
    shift 2
    ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/setup.sh test
[[ -f "build/$preset/build.ninja" ]] || cmake --preset "$preset"
cmake --build --preset "$preset"
ctest --preset "$preset" --parallel "$(nproc)" "$@"
