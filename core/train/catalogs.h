// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All there is to choose from, put together from the folders below. Any thread.
#pragma once

#include "core/spec/catalog.h"

namespace grokking {

[[nodiscard]] const Catalogs& catalogs();

} // namespace grokking
