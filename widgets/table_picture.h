// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table as it is exported: all its rows, in the order of the model, as a picture or as CSV. GUI
// thread only.
#pragma once

#include "widgets/plot_export.h"

#include <QStringList>

class QAbstractItemModel;
class QFont;

namespace grokking {

struct ThemeColors;

// Returns the table as large as its texts; borrows the model.
[[nodiscard]] Picture tablePicture(const QAbstractItemModel& table, const QFont& font,
                                   const ThemeColors& colors);

// Returns a text as one field of CSV: in quotes if it needs them.
[[nodiscard]] QString csvField(QString text);

// Returns the plain values (Qt::EditRole); before them columns that are the same in each row.
[[nodiscard]] QString tableCsv(const QAbstractItemModel& table, const QStringList& commonNames,
                               const QStringList& commonValues);

} // namespace grokking
