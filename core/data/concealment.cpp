// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/concealment.h"

#include "core/util/random.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace grokking {

namespace {

struct Spurious {
    std::int64_t dimensions = 0;
    bool areBits = true;
};

// Settings that do not speak of it conceal nothing.
Spurious spuriousOf(const Parameters& values)
{
    if (!values.contains("spuriousDimensions"))
        return {};
    return {.dimensions = integerValue(values, "spuriousDimensions"),
            .areBits = textValue(values, "spuriousKind") == "bits"};
}

std::vector<ParamSpec> concealmentParameters()
{
    return {
        {.id = "spuriousDimensions",
         .title = "Spurious dimensions",
         .help = "So many random numbers that say nothing are appended to each input, to conceal "
                 "the others (Miller et al., Sec. 3.2).",
         .unit = "numbers",
         .kind = ParamKind::Integer,
         .defaultValue = 0,
         .minimum = 0,
         .maximum = 1000,
         .tier = ParamTier::Advanced},
        {.id = "spuriousKind",
         .title = "Spurious numbers",
         .help = "How the appended numbers are drawn.",
         .kind = ParamKind::Choice,
         .defaultValue = "bits",
         .tier = ParamTier::Advanced,
         .choices = {{"bits", "Bits", "0 or 1 with equal chance."},
                     {"normal", "Normal", "Mean 0, variance 1."}},
         .activeWhile = {"spuriousDimensions", {"0"}, ParamCondition::Test::NoneOf}},
    };
}

std::vector<SpecProblem> checkInputs(const DatasetKind& kind, const Parameters& values)
{
    if (spuriousOf(values).dimensions == 0 || !kind.shape(values, {}).hasTokens())
        return {};
    return {{"spuriousDimensions", "can be appended to inputs of numbers only, and these are "
                                   "tokens; set it to 0, or choose the one-hot encoding"}};
}

// Returns the rows with so many zeros after each.
Array<double> widened(const Array<double>& rows, std::int64_t dimensions)
{
    Array<double> wide({rows.rows(), rows.rowSize() + dimensions});
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        std::ranges::copy(rows.row(i), wide.row(i).begin());
    return wide;
}

// Numbers belong to the example's place in its group, so that they are the same if only the first
// of each group are made.
void conceal(Examples& examples, const Spurious& spurious, std::uint64_t seed, Stream stream)
{
    const auto known = static_cast<std::size_t>(examples.inputs.rowSize());
    examples.inputs = widened(examples.inputs, spurious.dimensions);
    std::map<std::int32_t, std::uint64_t> taken; // of each group
    for (std::int64_t i = 0; i < examples.size(); ++i) {
        const std::int32_t group =
            examples.groups.empty() ? 0 : examples.groups[static_cast<std::size_t>(i)];
        RandomStream random(seed, stream,
                            (static_cast<std::uint64_t>(group) << 32) + taken[group]++);
        for (double& number : examples.inputs.row(i).subspan(known))
            number = !spurious.areBits ? random.normal() : random.sign() > 0.0 ? 1.0 : 0.0;
    }
}

Dataset concealed(Dataset data, const Parameters& values, const DatasetSeeds& seeds)
{
    const Spurious spurious = spuriousOf(values);
    if (spurious.dimensions > 0) {
        conceal(data.train, spurious, seeds.data, Stream::SpuriousTrain);
        conceal(data.test, spurious, seeds.data, Stream::SpuriousTest);
    }
    return data;
}

// The groups have their means in common in the new dimensions.
std::optional<SubclassGeometry> concealed(std::optional<SubclassGeometry> geometry,
                                          const Spurious& spurious)
{
    if (!geometry || !geometry->ofInputs || spurious.dimensions == 0)
        return geometry;
    const auto known = static_cast<std::size_t>(geometry->centroids.rowSize());
    geometry->centroids = widened(geometry->centroids, spurious.dimensions);
    for (std::int64_t i = 0; i < geometry->centroids.rows(); ++i)
        std::ranges::fill(geometry->centroids.row(i).subspan(known), spurious.areBits ? 0.5 : 0.0);
    return geometry;
}

} // namespace

DatasetKind withConcealment(DatasetKind kind)
{
    DatasetKind result = kind;
    const auto plain = std::make_shared<const DatasetKind>(std::move(kind));
    std::ranges::move(concealmentParameters(), std::back_inserter(result.entry.parameters));
    result.entry.check = [plain](const Parameters& values) {
        auto problems =
            plain->entry.check ? plain->entry.check(values) : std::vector<SpecProblem>();
        return problems.empty() ? checkInputs(*plain, values) : problems;
    };
    result.make = [plain](const Parameters& values, const DatasetSeeds& seeds,
                          const std::stop_token& stop) {
        Result<Dataset> data = plain->make(values, seeds, stop);
        if (data && !stop.stop_requested())
            *data = concealed(std::move(*data), values, seeds);
        return data;
    };
    result.shape = [plain](const Parameters& values, const DatasetSeeds& seeds) {
        DatasetShape shape = plain->shape(values, seeds);
        shape.features += spuriousOf(values).dimensions;
        return shape;
    };
    if (plain->geometry)
        result.geometry = [plain](const Parameters& values, const DatasetSeeds& seeds,
                                  const std::stop_token& stop) {
            return concealed(plain->geometry(values, seeds, stop), spuriousOf(values));
        };
    if (plain->makeFirst)
        result.makeFirst = [plain](const Parameters& values, const DatasetSeeds& seeds,
                                   std::int64_t perGroup, const std::stop_token& stop) {
            Result<Dataset> data = plain->makeFirst(values, seeds, perGroup, stop);
            if (data && !stop.stop_requested())
                *data = concealed(std::move(*data), values, seeds);
            return data;
        };
    return result;
}

} // namespace grokking
