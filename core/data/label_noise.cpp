// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/label_noise.h"

#include "core/util/random.h"

#include <map>
#include <memory>
#include <utility>

namespace grokking {

namespace {

// Tells these random numbers from those that the examples are drawn with.
constexpr std::uint64_t ofLabels = std::uint64_t{1} << 63;

// Settings that do not speak of it leave all labels right.
double chanceOf(const Parameters& values)
{
    return values.contains("labelNoise") ? realValue(values, "labelNoise") : 0.0;
}

ParamSpec labelNoise()
{
    return {.id = "labelNoise",
            .title = "Wrong labels",
            .help = "Share of the training examples that get another class at random, on average. "
                    "The test examples keep theirs.",
            .defaultValue = 0.0,
            .minimum = 0,
            .maximum = 1,
            .tier = ParamTier::Advanced,
            .zeroText = "none"};
}

// Numbers belong to the example's place in its group, so that they are the same if only the first
// of each group are made.
Dataset mislabeled(Dataset data, double chance, std::uint64_t seed)
{
    auto* const targets = std::get_if<ClassTargets>(&data.train.targets);
    if (chance == 0.0 || !targets || targets->classes < 2)
        return data;
    std::map<std::int32_t, std::uint64_t> taken; // of each group
    for (std::size_t i = 0; i < targets->labels.size(); ++i) {
        const std::int32_t group = data.train.groups.empty() ? 0 : data.train.groups[i];
        RandomStream random(seed, Stream::TrainingData,
                            ofLabels
                                | ((static_cast<std::uint64_t>(group) << 32) + taken[group]++));
        if (random.uniform() >= chance)
            continue;
        const auto others = static_cast<std::uint64_t>(targets->classes - 1);
        const auto other = static_cast<std::int32_t>(random.below(others));
        targets->labels[i] = other < targets->labels[i] ? other : other + 1;
    }
    return data;
}

} // namespace

DatasetKind withLabelNoise(DatasetKind kind)
{
    DatasetKind result = kind;
    const auto plain = std::make_shared<const DatasetKind>(std::move(kind));
    result.entry.parameters.push_back(labelNoise());
    result.entry.check = [plain](const Parameters& values) {
        auto problems =
            plain->entry.check ? plain->entry.check(values) : std::vector<SpecProblem>();
        if (problems.empty() && chanceOf(values) > 0.0
            && plain->shape(values, {}).targetPositions > 0)
            problems.push_back({"labelNoise", "can be given to examples of one class only, and "
                                              "these are sequences; set it to 0"});
        return problems;
    };
    result.make = [plain](const Parameters& values, const DatasetSeeds& seeds,
                          const std::stop_token& stop) {
        Result<Dataset> data = plain->make(values, seeds, stop);
        if (data && !stop.stop_requested())
            *data = mislabeled(std::move(*data), chanceOf(values), seeds.data);
        return data;
    };
    if (plain->makeFirst)
        result.makeFirst = [plain](const Parameters& values, const DatasetSeeds& seeds,
                                   std::int64_t perGroup, const std::stop_token& stop) {
            Result<Dataset> data = plain->makeFirst(values, seeds, perGroup, stop);
            if (data && !stop.stop_requested())
                *data = mislabeled(std::move(*data), chanceOf(values), seeds.data);
            return data;
        };
    return result;
}

} // namespace grokking
