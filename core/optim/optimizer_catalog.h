// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The optimizers there are, with their settings. Stateless; any thread.
#pragma once

#include "core/spec/catalog.h"

namespace grokking {

// Returns all optimizers, the one a new experiment starts with first.
[[nodiscard]] const Catalog& optimizerCatalog();

} // namespace grokking
