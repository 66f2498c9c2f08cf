// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a landscape and a basin are written for other programs. Stateless.
#pragma once

#include "core/train/landscape.h"

#include <string>

namespace grokking {

// Return one line per place of the grid under a header line: the values of the two axes, by the
// ids of the plane, and what is there; all digits, empty where there is nothing.
[[nodiscard]] std::string landscapeCsv(const LandscapePlane& plane, const Landscape& landscape);
[[nodiscard]] std::string basinCsv(const LandscapePlane& plane, const Basin& basin);

// Return one object on one line: "across" and "up" with id, title and values, and matrices whose
// rows are those of "up".
[[nodiscard]] std::string landscapeJson(const LandscapePlane& plane, const Landscape& landscape);
[[nodiscard]] std::string basinJson(const LandscapePlane& plane, const Basin& basin);

// Returns "grokked 123 of 576 starts (21.4 %), together 400, memorized 53".
[[nodiscard]] std::string basinText(const Basin& basin);

} // namespace grokking
