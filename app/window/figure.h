// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of one view over many stored runs, without a window: runs that differ only in their
// seed are drawn as the median and the quartiles, each group in a color of its own. A view that is
// no curve shows one run. GUI thread.
#pragma once

#include "app/shared/exit_status.h"
#include "core/spec/preset.h"
#include "core/util/result.h"
#include "widgets/outcome_choice.h"

#include <QSize>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

struct FigureOptions {
    std::string file;                      // .png, .svg or .pdf
    std::string view = "accuracy";         // one of figureViews()
    std::string layer;                     // of the landscape, one of landscapeLayers(); or usual
    std::size_t starts = 24;               // a side, of its basin
    OutcomeChoice outcomes;                // drawn instead of a view, if `against` something
    QSize size{800, 500};                  // on a plain screen; a .png has twice as many pixels
    std::optional<std::int64_t> step = {}; // the cursor's, of a view of one run; else the last
};

// Return the views that can be drawn so, and what can lie below the paths of the landscape.
[[nodiscard]] std::vector<std::string> figureViews();
[[nodiscard]] std::vector<std::string> landscapeLayers();

// Returns name and version of the program, for what is exported.
[[nodiscard]] QString programName();

// Draws the runs of files and folders; `presets` are those known, for names. Fails (Usage) on an
// unknown view, layer or kind of picture, on runs that did not record what it shows, and on several
// runs where it shows one; and as reading the runs and writing the picture fail. A basin takes a
// while: tells on stderr how far it is, and returns Interrupted if the user stopped it; else Done.
[[nodiscard]] Result<ExitStatus> drawFigure(const FigureOptions& options,
                                            const std::vector<std::string>& filesAndFolders,
                                            const std::vector<Preset>& presets);

} // namespace grokking
