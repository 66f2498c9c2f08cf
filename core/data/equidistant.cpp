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

constexpr ClassSubclassFamily family{
    .design = [](const Parameters&) { return halfSubsampled(codes()); },
    .codes = [](const Parameters&) { return codes(); },
    .blocks = [](const Parameters&) { return Blocks{}; },
};

} // namespace

DatasetKind equidistantDataset()
{
    return classSubclassKind<family>(
        {.id = "equidistant",
         .title = "Equidistant",
         .help = "4 classes of 2 Gaussian subclasses in 117 dimensions, all equally far apart: "
                 "a removed subclass gives no hint of its class (Carvalho et al., data set 1).",
         .parameters = classSubclassParameters()});
}

} // namespace grokking
