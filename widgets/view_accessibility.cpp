// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_accessibility.h"

#include "widgets/run_view.h"

#include <QAccessibleWidget>

namespace grokking {

namespace {

class ViewInterface : public QAccessibleWidget
{
public:
    explicit ViewInterface(RunView* view)
        : QAccessibleWidget(view, QAccessible::Chart), m_view(view)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        switch (kind) {
        case QAccessible::Name:
            return m_view->title();
        case QAccessible::Description:
        case QAccessible::Value:
            return (QStringList(m_view->readout()) + m_view->labels()).join(QStringLiteral(", "));
        default:
            return QAccessibleWidget::text(kind);
        }
    }

private:
    RunView* m_view;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* view = qobject_cast<RunView*>(object);
    return view ? new ViewInterface(view) : nullptr;
}

} // namespace

void installViewAccessibility()
{
    QAccessible::installFactory(makeInterface); // Qt keeps each factory once
}

} // namespace grokking
