// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between the settings of two runs, setting by setting. GUI thread only.
#pragma once

#include "widgets/popover.h"

#include <vector>

class QTreeWidget;

namespace grokking {

struct SettingDifference {
    QString path; // "training.optimizer.weightDecay"
    QString title;
    QString left; // empty: this side has no such setting
    QString right;

    bool operator==(const SettingDifference&) const = default;
};

class DifferenceView : public Popover
{
    Q_OBJECT

public:
    // `left` and `right` are the names of the runs.
    DifferenceView(const QString& left, const QString& right,
                   const std::vector<SettingDifference>& differences, QWidget* owner);

    [[nodiscard]] QTreeWidget* table() const { return m_table; }

private:
    QTreeWidget* m_table;
};

} // namespace grokking
