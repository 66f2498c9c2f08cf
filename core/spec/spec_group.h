// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which of many runs belong together: those that differ in nothing but their seed. Stateless; any
// thread.
#pragma once

#include "core/spec/preset.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grokking {

struct SpecGroup {
    std::string preset; // empty if its runs did not start from one
    // What sets it apart from its preset, and from other groups of that preset: path and value.
    std::vector<std::pair<std::string, Value>> settings;
    std::vector<std::size_t> members; // places in the list that was grouped, in its order

    // Returns "carvalho-fig3a-n100" or "demo-missing-subclass, initScale 8, weightDecay 0".
    [[nodiscard]] std::string label() const;
};

// Groups specs by all but their seed, in natural order of labels. `presets` are those known.
[[nodiscard]] std::vector<SpecGroup> groupSpecs(std::span<const ExperimentSpec> specs,
                                                std::span<const Preset> presets,
                                                const Catalogs& catalogs);

// Returns changedPaths() but for the seed, and "training.schedule" if that differs.
[[nodiscard]] std::vector<std::string>
differingPaths(const ExperimentSpec& first, const ExperimentSpec& second, const Catalogs& catalogs);

// Returns whether a text comes before another when numbers in it count as numbers: "n200" before
// "n1000", "1e-05" before "0.1".
[[nodiscard]] bool naturallyBefore(std::string_view first, std::string_view second);

} // namespace grokking
