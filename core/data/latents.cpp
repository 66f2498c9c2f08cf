// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/latents.h"

#include "core/util/recent_values.h"

#include <utility>

namespace grokking {

namespace {

// More than runs go on side by side, each with seeds of its own; a recipe takes about 1 MB.
RecentValues<Latents>& recent()
{
    static RecentValues<Latents> values(100);
    return values;
}

} // namespace

void rememberLatents(const std::string& recipe, Latents latents)
{
    recent().remember(recipe, std::make_shared<const Latents>(std::move(latents)));
}

std::shared_ptr<const Latents> knownLatents(const std::string& recipe)
{
    return recent().find(recipe);
}

} // namespace grokking
