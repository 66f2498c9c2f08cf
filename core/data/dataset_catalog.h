// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The data sets there are. A new one is one file and one line in dataset_catalog.cpp.
// Stateless; any thread.
#pragma once

#include "core/data/dataset.h"
#include "core/data/geometry.h"
#include "core/data/latents.h"
#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// The random streams a data set draws from.
struct DatasetSeeds {
    std::uint64_t geometry = 0;
    std::uint64_t data = 0;
    std::uint64_t subsampling = 0;

    bool operator==(const DatasetSeeds&) const = default;
};

// All of its functions may be called by any thread.
struct DatasetKind {
    CatalogEntry entry;
    // Makes the data set; `parameters` are valid. Incomplete once stop is requested. Fails, as the
    // check of the entry would, if a file that it reads is no longer what it was when checked.
    std::function<Result<Dataset>(const Parameters& parameters, const DatasetSeeds& seeds,
                                  const std::stop_token& stop)>
        make;
    // Returns the groups and how many examples each gets without making any; empty if the data
    // set has no grouping. Cheap enough for every move of a slider. No groups if a file cannot be
    // read any more.
    std::function<Grouping(const Parameters& parameters, const DatasetSeeds& seeds)> grouping = {};
    // Returns the size of what make() returns. Cheap enough for every move of a slider: what was
    // read from a file is remembered until that changes. All zeros if it cannot be read any more;
    // make() says why.
    std::function<DatasetShape(const Parameters& parameters, const DatasetSeeds& seeds)> shape;
    // Returns where the groups lie without making any example, nullopt if that cannot be said
    // for these parameters, or once stop is requested; empty if the data set has no centroids.
    // May take as long as make() where the groups are found among the examples.
    std::function<std::optional<SubclassGeometry>(
        const Parameters& parameters, const DatasetSeeds& seeds, const std::stop_token& stop)>
        geometry = {};
    // Makes what make() does, but of each group only the first `perGroup` examples of either
    // split; the grouping states the full sizes. Incomplete once stop is requested. Empty if make()
    // is all there is.
    std::function<Result<Dataset>(const Parameters& parameters, const DatasetSeeds& seeds,
                                  std::int64_t perGroup, const std::stop_token& stop)>
        makeFirst = {};
    // Returns what stands for the contents of the files that make() reads, as its data set says;
    // empty if it reads none. As cheap.
    std::function<Result<std::string>(const Parameters& parameters)> fingerprint = {};
    // Returns the vectors that make() needs of a network trained before, which must be remembered
    // when it is called (core/data/latents.h); nullopt if it needs none with these parameters.
    // Empty if it never does. geometry() says nothing before. Fails as make() does.
    std::function<Result<std::optional<LatentRequest>>(const Parameters& parameters,
                                                       const DatasetSeeds& seeds)>
        latents = {};
    // Returns whether latents() asks for any; empty where that is. Reads no file.
    std::function<bool(const Parameters& parameters)> needsLatents = {};
    // Returns the bytes that make(), and what it needs, take at most beyond what it returns. As
    // cheap as shape(). Empty if that is little.
    std::function<std::int64_t(const Parameters& parameters)> makingBytes = {};
};

// Returns all data sets, the one a new experiment starts with first.
[[nodiscard]] const std::vector<DatasetKind>& datasetKinds();

// Returns the data set with this id, or nullptr.
[[nodiscard]] const DatasetKind* findDataset(std::string_view id);

// Returns the seeds of an experiment's data.
[[nodiscard]] DatasetSeeds datasetSeeds(const ExperimentSpec& spec);

// Returns the size of the data of a valid spec.
[[nodiscard]] DatasetShape datasetShape(const ExperimentSpec& spec);

// Returns whether both experiments have the same examples.
[[nodiscard]] bool haveSameData(const ExperimentSpec& a, const ExperimentSpec& b);

} // namespace grokking
