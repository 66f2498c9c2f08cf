// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/data_pane.h"

#include "app/window/data_inspector.h"
#include "app/window/spec_editor.h"
#include "widgets/fact_list.h"
#include "widgets/group_size_chart.h"

#include <QVBoxLayout>

namespace grokking {

DataPane::DataPane(SpecEditor& editor, QWidget* parent) : QWidget(parent)
{
    auto* const groups = new GroupSizeChart;
    auto* const facts = new FactList(tr("About these data"));
    auto* const inspector = new DataInspector(this);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(groups);
    layout->addWidget(facts);
    connect(&editor, &SpecEditor::groupsChanged, groups, &GroupSizeChart::showGroups);
    connect(&editor, &SpecEditor::checked, inspector, &DataInspector::inspect);
    connect(inspector, &DataInspector::began, facts, &FactList::showBusy);
    connect(inspector, &DataInspector::refused, facts, &FactList::showMessage);
    connect(inspector, &DataInspector::factsFound, facts, &FactList::showFacts);
}

} // namespace grokking
