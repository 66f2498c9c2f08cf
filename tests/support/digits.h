// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The data set of digits for tests, grouped by pixels unless said otherwise: no network is needed.
#pragma once

#include "core/data/dataset_catalog.h"
#include "core/data/digit_clusters.h"
#include "core/data/image_set.h"

#include <QString>
#include <QtGlobal>

#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace grokking::test {

using Row = std::vector<double>;

inline const DatasetKind& kind()
{
    return *findDataset("digits");
}

inline Parameters with(const std::map<std::string, Value>& changes)
{
    Parameters values = defaultParameters(kind().entry);
    values["clustersFrom"] = std::string("pixels");
    for (const auto& [id, value] : changes)
        values[id] = value;
    return values;
}

inline Dataset make(const std::map<std::string, Value>& changes, DatasetSeeds seeds = {1, 2, 3})
{
    auto data = kind().make(with(changes), seeds, {});
    if (!data)
        qFatal("%s", data.error().text().c_str());
    return std::move(*data);
}

inline Row rowOf(const Examples& examples, std::int64_t index)
{
    const auto row = examples.inputs.row(index);
    return {row.begin(), row.end()};
}

inline std::set<Row> rowsOf(const Examples& examples)
{
    std::set<Row> rows;
    for (std::int64_t i = 0; i < examples.size(); ++i)
        rows.insert(rowOf(examples, i));
    return rows;
}

inline const std::vector<std::int32_t>& labelsOf(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

// Labels of the shipped pictures, by their pixels.
inline std::map<Row, std::int32_t> shippedLabels()
{
    const ImageSet& digits = shippedDigits()->train;
    std::vector<std::int32_t> all(5000);
    std::iota(all.begin(), all.end(), 0);
    const Array<double> rows = pixelVectors(digits, all);
    std::map<Row, std::int32_t> labels;
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        labels[{rows.row(i).begin(), rows.row(i).end()}] =
            digits.labels.values()[static_cast<std::size_t>(i)];
    return labels;
}

// One number per picture, different ones.
inline Latents numberedVectors(const LatentRequest& request)
{
    Latents vectors{.train = Array<float>({std::ssize(request.train), 1}),
                    .test = Array<float>({std::ssize(request.test), 1})};
    std::iota(vectors.train.values().begin(), vectors.train.values().end(), 0.0F);
    std::iota(vectors.test.values().begin(), vectors.test.values().end(), 0.0F);
    return vectors;
}

inline QString problemOf(const std::map<std::string, Value>& changes)
{
    const auto problems = kind().entry.check(with(changes));
    return problems.empty()
               ? QString()
               : QString::fromStdString(problems.front().path + " " + problems.front().message);
}

} // namespace grokking::test
