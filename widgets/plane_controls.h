// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row above the geometry: which plane, and which samples. GUI thread only.
#pragma once

#include "widgets/data_scene.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace grokking {

class PlaneControls : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlaneControls)

public:
    explicit PlaneControls(QWidget* parent = nullptr);

    // Shows the subclasses to choose from and the plane chosen. Emits nothing.
    void showScene(const DataScene& scene);
    // Returns whether the plane is to go through three centroids.
    [[nodiscard]] bool choosesThree() const;
    // Makes this subclass the next of the three, in turn.
    void chooseNext(std::size_t group);
    // Returns the three subclasses in the boxes.
    [[nodiscard]] std::array<std::size_t, 3> chosen() const;
    [[nodiscard]] bool shows(SampleSplit split) const;

signals:
    void planeChosen(const grokking::PlaneChoice& plane);
    // Samples of another split are to be shown.
    void splitsChosen();

private:
    QToolButton* addSplit(const QString& text, const QString& help);
    void publishPlane();

    QComboBox* m_kind;
    std::array<QComboBox*, 3> m_groups{};
    QToolButton* m_training;
    QToolButton* m_test;
    std::size_t m_next = 0; // of the three boxes
};

} // namespace grokking
