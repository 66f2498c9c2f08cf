// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plane_controls.h"

#include "widgets/eliding_combo_box.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace grokking {

PlaneControls::PlaneControls(QWidget* parent) : QWidget(parent), m_kind(new ElidingComboBox(this))
{
    auto* row = new QHBoxLayout(this);
    setObjectName(QStringLiteral("viewControls"));
    row->setContentsMargins(10, 0, 6, 0);
    row->setSpacing(4);
    m_kind->addItems({tr("Principal plane"), tr("Three centroids")});
    m_kind->setAccessibleName(tr("Plane"));
    m_kind->setToolTip(tr("The plane in which the centroids vary most, or the one through three of "
                          "them: click centroids to choose which"));
    row->addWidget(m_kind);
    for (QComboBox*& box : m_groups) {
        box = new ElidingComboBox(this);
        box->setAccessibleName(tr("Centroid of the plane"));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->hide();
        row->addWidget(box);
        connect(box, &QComboBox::activated, this, &PlaneControls::publishPlane);
    }
    row->addStretch(1);
    m_training = addSplit(tr("train"), tr("Show training samples (filled)"));
    m_test = addSplit(tr("test"), tr("Show test samples (outlined)"));
    connect(m_kind, &QComboBox::activated, this, [this] {
        for (QComboBox* box : m_groups)
            box->setVisible(choosesThree());
        publishPlane();
    });
}

QToolButton* PlaneControls::addSplit(const QString& text, const QString& help)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(help);
    button->setAccessibleName(help);
    button->setCheckable(true);
    button->setChecked(true);
    layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, &PlaneControls::splitsChosen);
    return button;
}

void PlaneControls::showScene(const DataScene& scene)
{
    QStringList names;
    for (const std::string& name : scene.grouping.names)
        names << QString::fromStdString(name);
    const bool hasThree = names.size() >= 3;
    m_kind->setCurrentIndex(scene.plane ? 1 : 0);
    m_kind->setEnabled(hasThree);
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        QComboBox& box = *m_groups[i];
        const bool isNew = box.count() != names.size();
        for (int item = 0; !isNew && item < box.count(); ++item)
            box.setItemText(item, names[item]);
        if (isNew) {
            box.clear();
            box.addItems(names);
            box.setCurrentIndex(std::min(static_cast<int>(i), box.count() - 1));
        }
        if (scene.plane)
            box.setCurrentIndex(static_cast<int>((*scene.plane)[i]));
        box.setVisible(choosesThree());
    }
}

bool PlaneControls::choosesThree() const
{
    return m_kind->currentIndex() == 1;
}

void PlaneControls::chooseNext(std::size_t group)
{
    m_groups[m_next]->setCurrentIndex(static_cast<int>(group));
    m_next = (m_next + 1) % m_groups.size();
    publishPlane();
}

std::array<std::size_t, 3> PlaneControls::chosen() const
{
    std::array<std::size_t, 3> groups{};
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i] = static_cast<std::size_t>(std::max(0, m_groups[i]->currentIndex()));
    return groups;
}

bool PlaneControls::shows(SampleSplit split) const
{
    return (split == SampleSplit::Training ? m_training : m_test)->isChecked();
}

void PlaneControls::publishPlane()
{
    emit planeChosen(choosesThree() ? PlaneChoice(chosen()) : PlaneChoice());
}

} // namespace grokking
