// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/catalog.h"

#include <algorithm>

namespace grokking {

const CatalogEntry* findEntry(const Catalog& catalog, std::string_view id)
{
    const auto entry = std::ranges::find(catalog, id, &CatalogEntry::id);
    return entry == catalog.end() ? nullptr : &*entry;
}

Parameters defaultParameters(const CatalogEntry& entry)
{
    Parameters parameters;
    for (const ParamSpec& param : entry.parameters)
        parameters[param.id] = param.defaultValue;
    return parameters;
}

} // namespace grokking
