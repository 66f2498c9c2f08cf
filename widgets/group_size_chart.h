// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bars for the training examples of each group (subclass) of a data set. Groups thinned out in
// training are purple and hatched. GUI thread only.
#pragma once

#include "core/events/training_event.h"

#include <QWidget>

namespace grokking {

class GroupSizeChart : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GroupSizeChart)

public:
    explicit GroupSizeChart(QWidget* parent = nullptr);

    // Returns what the chart says in words: "A1 25, A2 5 (subsampled), ...".
    [[nodiscard]] QString description() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    // Shows these groups; a grouping without names shows the empty state.
    void showGroups(const grokking::Grouping& grouping);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QRectF barRect(std::size_t group) const;
    [[nodiscard]] QString groupText(std::size_t group) const;
    void paintBar(QPainter& painter, std::size_t group) const;
    void paintNames(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;

    Grouping m_grouping;
};

} // namespace grokking
