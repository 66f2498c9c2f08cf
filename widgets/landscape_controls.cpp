// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/landscape_controls.h"

#include "widgets/eliding_combo_box.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>

namespace grokking {

LandscapeControls::LandscapeControls(QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    setObjectName(QStringLiteral("viewControls"));
    row->setContentsMargins(10, 0, 6, 0);
    row->setSpacing(4);
    m_layer = addBox(tr("What is drawn"), tr("What is drawn over the plane"));
    m_layer->addItems({tr("Error"), tr("Complexity"), tr("Objective"), tr("Basin")});
    m_layer->setItemData(0, tr("How badly the training data are fitted"), Qt::ToolTipRole);
    m_layer->setItemData(1, tr("What the model costs besides"), Qt::ToolTipRole);
    m_layer->setItemData(2, tr("What training minimizes"), Qt::ToolTipRole);
    m_layer->setItemData(3, tr("From which starts it groks, and how late"), Qt::ToolTipRole);
    m_layer->setCurrentIndex(static_cast<int>(LandscapeLayer::Objective));
    m_across = addBox(tr("Parameter across"), tr("The parameter that is moved from left to right"));
    m_up = addBox(tr("Parameter up"), tr("The parameter that is moved upward"));
    m_atStep = new QToolButton(this);
    m_atStep->setText(tr("Others at this step"));
    m_atStep->setToolTip(tr("Take the parameters that do not span the plane (noise, mean, further "
                            "weights) from the step at the cursor instead of the start"));
    m_atStep->setAccessibleName(tr("Other parameters as they are at this step"));
    m_atStep->setCheckable(true);
    row->addWidget(m_atStep);
    row->addStretch(1);
    addBasin();
    connect(m_layer, &QComboBox::currentIndexChanged, this, [this] {
        updateBasin();
        emit layerChosen();
    });
    for (QComboBox* const box : {m_across, m_up})
        connect(box, &QComboBox::activated, this, [this, box] { chooseAxis(box); });
    connect(m_atStep, &QToolButton::toggled, this, [this](bool on) {
        emit othersChosen(on ? OtherParameters::AtStep : OtherParameters::AtStart);
    });
    updateBasin();
}

QComboBox* LandscapeControls::addBox(const QString& name, const QString& help)
{
    auto* box = new ElidingComboBox(this);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    layout()->addWidget(box);
    return box;
}

void LandscapeControls::addBasin()
{
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(60);
    m_progress->setAccessibleName(tr("Share of the starts trained"));
    layout()->addWidget(m_progress);
    m_side = addBox(tr("Starts"), tr("How many starts are trained, across and up"));
    for (const int side : {12, 16, 24, 32, 40})
        m_side->addItem(tr("%1 × %1").arg(side), side);
    m_side->setCurrentIndex(1);
    m_compute = new QToolButton(this);
    layout()->addWidget(m_compute);
    connect(m_compute, &QToolButton::clicked, this, [this] {
        if (m_isComputing)
            emit basinStopRequested();
        else
            emit basinRequested(m_side->currentData().toInt());
    });
}

LandscapeLayer LandscapeControls::layer() const
{
    return static_cast<LandscapeLayer>(m_layer->currentIndex());
}

void LandscapeControls::chooseLayer(LandscapeLayer layer)
{
    m_layer->setCurrentIndex(static_cast<int>(layer));
}

void LandscapeControls::showScene(const LandscapeScene& scene)
{
    m_shownAcross = scene.across;
    m_shownUp = scene.up;
    for (const auto& [box, chosen] :
         {std::pair{m_across, scene.across}, std::pair{m_up, scene.up}}) {
        const QSignalBlocker quiet(box);
        if (box->count() != scene.axes.size() || box->itemText(0) != scene.axes.value(0)) {
            box->clear();
            box->addItems(scene.axes);
        }
        box->setCurrentIndex(chosen);
        box->setVisible(scene.axes.size() > 2);
    }
    m_atStep->setVisible(scene.hasOthers);
}

// The axis that was there takes the other's place if both would be the same.
void LandscapeControls::chooseAxis(const QComboBox* changed)
{
    int across = m_across->currentIndex();
    int up = m_up->currentIndex();
    if (across == up && changed == m_across)
        up = m_shownAcross;
    else if (across == up)
        across = m_shownUp;
    emit planeChosen(across, up);
}

void LandscapeControls::showBasinStatus(const BasinStatus& status)
{
    m_isComputing = status.phase == BasinStatus::Phase::Computing;
    m_progress->setRange(0, static_cast<int>(status.count));
    m_progress->setValue(static_cast<int>(status.done));
    updateBasin();
}

void LandscapeControls::updateBasin()
{
    const bool isBasin = layer() == LandscapeLayer::Basin;
    m_progress->setVisible(isBasin && m_isComputing);
    m_side->setVisible(isBasin && !m_isComputing);
    m_compute->setVisible(isBasin);
    m_compute->setText(m_isComputing ? tr("Stop") : tr("Compute"));
    m_compute->setAccessibleName(m_isComputing ? tr("Stop computing the basin")
                                               : tr("Compute the basin"));
    m_compute->setToolTip(m_isComputing ? tr("Keep what is known so far")
                                        : tr("Train from each of these starts, in the background"));
}

} // namespace grokking
