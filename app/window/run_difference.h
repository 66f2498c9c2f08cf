// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between the settings of two run files. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"
#include "widgets/difference_view.h"

namespace grokking {

// Returns every setting that has another value on the right, or that only one side has, in the
// order of the form; the seed and changes made while the runs went on too.
[[nodiscard]] std::vector<SettingDifference> differencesOf(const ExperimentSpec& left,
                                                           const ExperimentSpec& right);

} // namespace grokking
