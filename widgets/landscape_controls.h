// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row above the landscape: what is drawn, over which parameters, where the others are, and the
// basin to be computed. GUI thread only.
#pragma once

#include "widgets/landscape_scene.h"

#include <QWidget>

class QComboBox;
class QProgressBar;
class QToolButton;

namespace grokking {

class LandscapeControls : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LandscapeControls)

public:
    explicit LandscapeControls(QWidget* parent = nullptr);

    // Shows the axes to choose from and those chosen. Emits nothing.
    void showScene(const LandscapeScene& scene);
    [[nodiscard]] LandscapeLayer layer() const;
    // Chooses what is drawn; emits layerChosen() if it is another.
    void chooseLayer(LandscapeLayer layer);
    // Shows how far the basin is, and lets it be stopped while it is computed.
    void showBasinStatus(const BasinStatus& status);

signals:
    void layerChosen();
    // Numbers of two different axes.
    void planeChosen(int across, int up);
    void othersChosen(grokking::OtherParameters others);
    // A basin of so many starts a side is wanted, or the one that is being computed no longer.
    void basinRequested(int side);
    void basinStopRequested();

private:
    QComboBox* addBox(const QString& name, const QString& help);
    void addBasin();
    void chooseAxis(const QComboBox* changed);
    void updateBasin();

    QComboBox* m_layer;
    QComboBox* m_across;
    QComboBox* m_up;
    QToolButton* m_atStep;
    QProgressBar* m_progress;
    QComboBox* m_side;
    QToolButton* m_compute;
    bool m_isComputing = false;
    int m_shownAcross = 0;
    int m_shownUp = 1;
};

} // namespace grokking
