// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/equidistant.h"

#include "core/data/class_subclass.h"

namespace grokking {

namespace {

// Eight of the nine codes that differ from 448 in one bit, so that all pairs differ in two.
const SubclassCodes& codes()
{
    static const SubclassCodes table{{192, 320}, {384, 449}, {450, 452}, {456, 464}};
    return table;
}

Dataset make(const Parameters& parameters, const DatasetSeeds& seeds, const std::stop_token& stop)
{
    return makeClassSubclass(codes(), parameters, seeds, stop);
}

Grouping grouping(const Parameters& parameters, const DatasetSeeds& seeds)
{
    return classSubclassGrouping(codes(), parameters, seeds);
}

DatasetShape shape(const Parameters& parameters)
{
    return classSubclassShape(codes(), parameters);
}

std::optional<SubclassGeometry> geometry(const Parameters& parameters, const DatasetSeeds& seeds)
{
    return classSubclassGeometry(codes(), parameters, seeds);
}

} // namespace

DatasetKind equidistantDataset()
{
    return {{.id = "equidistant",
             .title = "Equidistant",
             .help = "4 classes of 2 Gaussian subclasses in 117 dimensions, all equally far apart: "
                     "a removed subclass gives no hint of its class (Carvalho et al., data set 1).",
             .parameters = classSubclassParameters(),
             .check = [](const Parameters& values) { return checkClassSubclass(codes(), values); }},
            make,
            grouping,
            shape,
            geometry};
}

} // namespace grokking
