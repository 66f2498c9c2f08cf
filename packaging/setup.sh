#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the Debian packages that are missing, saying which before it does. Does nothing, quickly,
# when all are there. run.sh and test.sh call it.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/setup.sh [run|test|bench]

Installs what is missing of the Debian packages that building and running need (run, the default),
or also those that the tests (test) or the benchmarks need (bench). Uses sudo when not root. Says what it installs first.
TEXT
}

# libopenblas0 by name: without it LibTorch runs on the reference BLAS, 50 times slower.
run_packages=(
    g++ cmake ninja-build ccache
    qt6-base-dev qt6-svg-dev libqcustomplot-dev libqcustomplot2.1-qt6 fonts-dejavu-core
    libtorch-dev libopenblas0
    librandom123-dev libhwy-dev libeigen3-dev libsqlite3-dev libsqlitecpp-dev libzip-dev
    zlib1g-dev nlohmann-json3-dev libcli11-dev
)
test_packages=(xvfb xauth dbus-daemon)
bench_packages=(libbenchmark-dev python3-torch xvfb xdotool)

case "${1:-run}" in
run) packages=("${run_packages[@]}") ;;
test) packages=("${run_packages[@]}" "${test_packages[@]}") ;;
bench) packages=("${run_packages[@]}" "${bench_packages[@]}") ;;
-h | --help)
    usage
    exit 0
    ;;
*)
    usage >&2
    exit 2
    ;;
esac

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $EUID -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "These packages are missing: ${missing[*]}" >&2
        echo "Install them as root with: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo env DEBIAN_FRONTEND=noninteractive) # sudo drops the variable
fi
echo "Installing these Debian packages and what they depend on: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
