// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_difference.h"

#include "core/spec/spec_fields.h"
#include "core/spec/spec_table.h"

#include <tuple>

namespace grokking {

std::vector<std::string> changedPaths(const ExperimentSpec& from, const ExperimentSpec& to,
                                      const Catalogs& catalogs)
{
    std::vector<std::string> paths;
    for (const ParamSpec& param : specParameters(to, catalogs)) {
        const auto before = specValue(from, param.id);
        const auto after = specValue(to, param.id);
        if (before && after && *before != *after)
            paths.push_back(param.id);
    }
    return paths;
}

void copySetting(ExperimentSpec& spec, const ExperimentSpec& source, const Catalogs& catalogs,
                 std::string_view path)
{
    for (const EntrySlot& slot : entrySlots()) {
        if (path == slot.path + ".id") {
            ExperimentSpec copy = source;
            slot.entry(spec) = slot.entry(copy);
            return;
        }
    }
    if (const auto value = specValue(source, path))
        std::ignore = setSpecValue(spec, catalogs, path, *value);
}

} // namespace grokking
