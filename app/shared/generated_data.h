// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The examples an experiment trains and tests on, as a table. Stateless; any thread.
#pragma once

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "core/util/result.h"

#include <filesystem>
#include <ostream>

namespace grokking {

// Writes one line per example under a header: split ("train", "test"), class (from 0), and if the
// data set has groups their name (a column titled like the grouping: "subclass") and "subsampled"
// (0 or 1: thinned out in training); then the inputs x0, x1, ... with all digits, or where they are
// tokens t0, t1, ... A sequence of classes takes the place of the class: y0, y1, ..., empty where
// nothing is asked for.
void writeDataCsv(std::ostream& stream, const Dataset& dataset);

// Makes the data set of a valid spec and writes it into a new file. Fails (FileExists) on an
// existing file, (FileAccess) on one that cannot be written.
[[nodiscard]] Status exportData(const ExperimentSpec& spec, const std::filesystem::path& file);

} // namespace grokking
