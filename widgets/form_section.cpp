// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form_section.h"

#include "widgets/focus_order.h"
#include "widgets/form_row.h"
#include "widgets/own_keys.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr int rowSpacing = 6;
constexpr int leftMargin = 8; // where labels begin; marks of changed rows are left of it
constexpr int rightMargin = 8;

QVBoxLayout* rowLayout(QWidget* parent = nullptr)
{
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(rowSpacing);
    return layout;
}

} // namespace

FormSection::FormSection(const QString& title, QWidget* parent)
    : QWidget(parent), m_changes(new QLabel(this)), m_more(new QToolButton(this)),
      m_basicLayout(rowLayout()), m_advanced(new QWidget(this)),
      m_advancedLayout(rowLayout(m_advanced)), m_extraLayout(rowLayout())
{
    auto* heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("heading"));
    m_changes->setObjectName(QStringLiteral("quiet"));
    m_more->setObjectName(QStringLiteral("link"));
    m_more->setCheckable(true);
    m_more->setText(tr("More"));
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setAccessibleName(tr("More settings of %1").arg(title));
    keepOwnKeys(m_more);
    connect(m_more, &QToolButton::toggled, this, &FormSection::setExpanded);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(leftMargin, 0, rightMargin, 0);
    row->addWidget(heading);
    row->addWidget(m_changes, 1);
    row->addWidget(m_more);
    auto* layout = rowLayout(this);
    layout->addLayout(row);
    layout->addLayout(m_basicLayout);
    layout->addWidget(m_advanced);
    m_extraLayout->setContentsMargins(leftMargin, 0, rightMargin, 0);
    layout->addLayout(m_extraLayout);
    m_advanced->hide();
}

void FormSection::setParameters(std::span<const ParamSpec> params)
{
    std::vector<FormRow*> rows;
    for (const ParamTier tier : {ParamTier::Basic, ParamTier::Advanced})
        for (const ParamSpec& param : params)
            if (param.tier == tier)
                rows.push_back(takeRow(param));
    for (FormRow* obsolete : std::exchange(m_rows, std::move(rows))) {
        if (!obsolete)
            continue;
        obsolete->hide();
        obsolete->deleteLater();
    }
    arrange();
}

void FormSection::setExtraWidget(QWidget* widget)
{
    delete std::exchange(m_extra, widget);
    if (widget)
        m_extraLayout->addWidget(widget);
}

void FormSection::setExpanded(bool expanded)
{
    m_more->setChecked(expanded);
    m_more->setText(expanded ? tr("Less") : tr("More"));
    m_advanced->setVisible(expanded);
}

void FormSection::countChanges()
{
    const auto changed = static_cast<int>(std::ranges::count_if(m_rows, &FormRow::isChanged));
    m_changes->setText(changed > 0 ? tr("%n changed", nullptr, changed) : QString());
}

// Returns the row of this setting, the old one where it still fits; takes it out of m_rows.
FormRow* FormSection::takeRow(const ParamSpec& param)
{
    const auto old = std::ranges::find_if(
        m_rows, [&](const FormRow* row) { return row && haveSameRow(row->param(), param); });
    if (old != m_rows.end())
        return std::exchange(*old, nullptr);
    auto* row = new FormRow(param, param.tier == ParamTier::Basic ? this : m_advanced);
    connect(row, &FormRow::valueEdited, this, &FormSection::valueEdited);
    connect(row, &FormRow::valueCommitted, this, &FormSection::valueCommitted);
    connect(row, &FormRow::complained, this, &FormSection::complained);
    connect(row, &FormRow::resetRequested, this, &FormSection::resetRequested);
    return row;
}

void FormSection::arrange()
{
    for (QVBoxLayout* layout : {m_basicLayout, m_advancedLayout})
        while (QLayoutItem* item = layout->takeAt(0))
            delete item; // the row itself stays
    bool anyAdvanced = false;
    for (FormRow* row : m_rows) {
        const bool advanced = row->param().tier == ParamTier::Advanced;
        (advanced ? m_advancedLayout : m_basicLayout)->addWidget(row);
        anyAdvanced = anyAdvanced || advanced;
    }
    m_more->setVisible(anyAdvanced);
    m_advanced->setVisible(anyAdvanced && m_more->isChecked());
    QList<QWidget*> order{m_more};
    for (const FormRow* row : m_rows)
        order << row->field()->parentWidget() << row->resetButton(); // a slider, too
    chainFocus(order);
}

} // namespace grokking
