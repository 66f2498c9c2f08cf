// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/equivariant.h"

#include "core/data/class_subclass.h"

#include <array>

namespace grokking {

namespace {

// Each class is a hub code with the nine codes that differ from it in one bit. The hubs differ
// pairwise in six bits.
const SubclassCodes& codes()
{
    static const SubclassCodes table = [] {
        SubclassCodes classes;
        for (const int hub : std::array{63, 240, 323, 396}) {
            std::vector<int> members{hub};
            for (int bit = 0; bit < Blocks{}.bits; ++bit)
                members.push_back(hub ^ (1 << bit));
            classes.push_back(std::move(members));
        }
        return classes;
    }();
    return table;
}

constexpr ClassSubclassFamily family{
    .design = [](const Parameters&) { return halfSubsampled(codes()); },
    .codes = [](const Parameters&) { return codes(); },
    .blocks = [](const Parameters&) { return Blocks{}; },
};

} // namespace

DatasetKind equivariantDataset()
{
    return classSubclassKind<family>(
        {.id = "equivariant",
         .title = "Equivariant",
         .help = "4 classes of 10 Gaussian subclasses in 117 dimensions, each closer to its own "
                 "class than to any other (Carvalho et al., data set 2).",
         .parameters = classSubclassParameters()});
}

} // namespace grokking
