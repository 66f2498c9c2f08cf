// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names in a list that is too narrow for them, shortened such that they stay apart:
// "carvalho-fig3a-n100-seed0" becomes "car…3a-n100-seed0". GUI thread only.
#pragma once

#include <QStringList>
#include <QStyledItemDelegate>

namespace grokking {

// Returns a name with a part in it replaced by "…" so that it fits a width in pixels: the part
// nearest to its start without which it looks like the fewest of the others. Returns it as it is
// where it fits.
[[nodiscard]] QString elidedApart(const QString& name, const QStringList& others,
                                  const QFontMetrics& metrics, int width);

// Paints the texts of a column like that, against those of the rows nearby.
class NameDelegate : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NameDelegate)

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
};

} // namespace grokking
