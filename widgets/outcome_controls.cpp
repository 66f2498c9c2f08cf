// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/outcome_controls.h"

#include "widgets/eliding_combo_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

namespace grokking {

namespace {

void fill(QComboBox& box, const std::vector<OutcomeEntry>& entries, const std::string& chosen)
{
    const QSignalBlocker quiet(box);
    box.clear();
    for (const OutcomeEntry& entry : entries)
        box.addItem(entry.title, QString::fromStdString(entry.id));
    box.setCurrentIndex(box.findData(QString::fromStdString(chosen)));
    box.setEnabled(entries.size() > 1);
    box.setVisible(!entries.empty());
}

// A box that has no meaning now keeps what was chosen in it.
void take(const QComboBox& box, std::string& id)
{
    if (box.currentIndex() >= 0)
        id = box.currentData().toString().toStdString();
}

} // namespace

OutcomeControls::OutcomeControls(QWidget* parent) : QWidget(parent)
{
    auto* const row = new QHBoxLayout(this);
    setObjectName(QStringLiteral("viewControls"));
    row->setContentsMargins(10, 0, 6, 0);
    row->setSpacing(4);
    m_outcome = addBox(tr("Outcome"), tr("What the runs came to"));
    auto* const label = new QLabel(tr("against"));
    row->addWidget(label);
    m_against = addBox(tr("Against"), tr("What stands on the axis across: a setting that differs "
                                         "among the runs, or what each of them did"));
    label->setBuddy(m_against);
    m_lines = addBox(tr("Lines"), tr("Which lines tell low from high error and complexity"));
    m_fit = new QToolButton;
    m_fit->setText(tr("Line"));
    m_fit->setToolTip(tr("Draw every run by its gap in epochs, and the line through the logarithms "
                         "of all gaps"));
    m_fit->setCheckable(true);
    row->addWidget(m_fit);
    row->addStretch(1);
    for (QComboBox* const box : {m_outcome, m_against, m_lines})
        connect(box, &QComboBox::activated, this, &OutcomeControls::choose);
    connect(m_fit, &QToolButton::clicked, this, &OutcomeControls::choose);
}

QComboBox* OutcomeControls::addBox(const QString& name, const QString& help)
{
    auto* const box = new ElidingComboBox(this);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    layout()->addWidget(box);
    return box;
}

void OutcomeControls::showOffer(const OutcomeOffer& offer)
{
    m_chosen = offer.chosen;
    fill(*m_outcome, offer.outcomes, offer.chosen.outcome);
    fill(*m_against, offer.against, offer.chosen.against);
    fill(*m_lines, offer.lines, offer.chosen.lines);
    m_fit->setVisible(offer.canFit);
    m_fit->setChecked(offer.chosen.fits);
}

void OutcomeControls::choose()
{
    take(*m_outcome, m_chosen.outcome);
    take(*m_against, m_chosen.against);
    take(*m_lines, m_chosen.lines);
    m_chosen.fits = m_fit->isChecked();
    emit chosen(m_chosen);
}

} // namespace grokking
