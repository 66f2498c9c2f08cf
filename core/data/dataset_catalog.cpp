// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"

#include "core/data/concealment.h"
#include "core/data/csv_dataset.h"
#include "core/data/custom_geometry.h"
#include "core/data/digits.h"
#include "core/data/equidistant.h"
#include "core/data/equivariant.h"
#include "core/data/hidden_parity.h"
#include "core/data/label_noise.h"
#include "core/data/line.h"
#include "core/data/linear_teacher.h"
#include "core/data/modular_arithmetic.h"
#include "core/data/permutation_group.h"
#include "core/data/sine.h"
#include "core/data/zero_one.h"

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

// Adds the settings that every data set of classes has.
DatasetKind wrapped(DatasetKind kind)
{
    return withLabelNoise(withConcealment(std::move(kind)));
}

} // namespace

const std::vector<DatasetKind>& datasetKinds()
{
    static const std::vector<DatasetKind> kinds{
        wrapped(equidistantDataset()),
        wrapped(equivariantDataset()),
        wrapped(customGeometryDataset()),
        wrapped(hiddenParityDataset()),
        wrapped(modularArithmeticDataset()),
        wrapped(permutationGroupDataset()),
        wrapped(linearTeacherDataset()),
        withConcealment(lineDataset()),
        withConcealment(sineDataset()),
        wrapped(zeroOneDataset()),
        wrapped(digitsDataset()),
        wrapped(csvDataset()),
        withConcealment(csvNumbersDataset()),
    };
    return kinds;
}

const DatasetKind* findDataset(std::string_view id)
{
    const auto& kinds = datasetKinds();
    const auto found =
        std::ranges::find(kinds, id, [](const DatasetKind& kind) { return kind.entry.id; });
    return found == kinds.end() ? nullptr : &*found;
}

DatasetSeeds datasetSeeds(const ExperimentSpec& spec)
{
    return {.geometry = spec.seedOf(spec.seeds.geometry),
            .data = spec.seedOf(spec.seeds.data),
            .subsampling = spec.seedOf(spec.seeds.subsampling)};
}

DatasetShape datasetShape(const ExperimentSpec& spec)
{
    return findDataset(spec.data.id)->shape(spec.data.parameters, datasetSeeds(spec));
}

bool haveSameData(const ExperimentSpec& a, const ExperimentSpec& b)
{
    return a.data == b.data && datasetSeeds(a) == datasetSeeds(b);
}

} // namespace grokking
