#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/test.sh [ARGUMENTS of ctest]

Installs missing Debian packages, builds everything with tests and warnings as errors (build/dev),
and runs all tests. Arguments go to ctest:

  packaging/test.sh -L fast      the fast tests only
  packaging/test.sh -LE slow     all but the grokking runs
  packaging/test.sh -R detector  tests by name
  packaging/test.sh --help       this text
TEXT
}

case "${1:-}" in
-h | --help)
    usage
    exit 0
    ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/setup.sh test
[[ -f build/dev/build.ninja ]] || cmake --preset dev
cmake --build --preset dev
ctest --preset dev --parallel "$(nproc)" "$@"
