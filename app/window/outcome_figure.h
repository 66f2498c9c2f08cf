// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of what many stored runs came to against one of their settings, without a window. GUI
// thread.
#pragma once

#include "app/window/figure.h"

namespace grokking {

// Draws options.outcomes. Fails as drawFigure() does, and (Usage) if the
// runs do not have that setting or outcome.
[[nodiscard]] Status drawOutcomeFigure(const FigureOptions& options,
                                       const std::vector<std::string>& filesAndFolders,
                                       const std::vector<Preset>& presets);

} // namespace grokking
