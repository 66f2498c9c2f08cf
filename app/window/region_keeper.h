// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decides how the error-complexity plane is cut: by the lines the user chose for the shown run,
// which are kept until the program ends, else by those computed, of which the seeds of one
// experiment that are shown together share the medians. Answers at once with the shares of steps.
// The view is borrowed and outlives the keeper. GUI thread only.
#pragma once

#include "widgets/error_complexity_view.h"

#include <QHash>
#include <QObject>

namespace grokking {

class RegionKeeper : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RegionKeeper)

public:
    explicit RegionKeeper(ErrorComplexityView& view, QObject* parent = nullptr);

public slots:
    // The view shows the run of this file, as far as the summary goes; its samples come first.
    void showRun(const QString& file, const grokking::RunSummary& summary);
    void showSummary(const grokking::RunSummary& summary);
    // A run, shown or not, keeps the lines chosen for it under its new name.
    void renameRun(const QString& from, const QString& to);
    // The shown run may be among them; it counts once.
    void setOverlays(const std::vector<grokking::RunOverlay>& overlays);

private:
    void choose(const RegionLines& lines);
    void reset();
    void update();
    [[nodiscard]] std::optional<RegionLines> computedLines() const;

    ErrorComplexityView& m_view;
    QString m_file;
    RunSummary m_summary;
    std::vector<RegionLines> m_overlayLines;
    QHash<QString, RegionLines> m_chosen; // by file
};

} // namespace grokking
