// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/outcome_figure.h"

#include "app/shared/run_files.h"
#include "app/window/outcome_picture.h"

namespace grokking {

Status drawOutcomeFigure(const FigureOptions& options,
                         const std::vector<std::string>& filesAndFolders,
                         const std::vector<Preset>& presets)
{
    const auto files = runFilesOf(filesAndFolders);
    if (!files)
        return files.error();
    const GroupTable table = readTable(*files, {}, presets, keptRuns(options.outcomes));
    if (!table.unreadable.empty())
        return table.unreadable.front();
    const auto picture = outcomePicture(options.outcomes, table);
    if (!picture)
        return picture.error();
    OutcomeView view;
    view.setExportInfo({.program = programName()});
    view.setPictureSize({.size = options.size});
    view.showPicture(*picture);
    return view.exportTo(QString::fromStdString(options.file));
}

} // namespace grokking
