// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_accessibility.h"

#include "widgets/timeline.h"

#include <QAccessibleWidget>

#include <algorithm>

namespace grokking {

namespace {

class ViewInterface : public QAccessibleWidget
{
public:
    explicit ViewInterface(RunView* view, QAccessible::Role role = QAccessible::Chart)
        : QAccessibleWidget(view, role), m_view(view)
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

// The handle of the timeline is moved like that of a slider, from step to step.
class TimelineInterface : public ViewInterface, public QAccessibleValueInterface
{
public:
    explicit TimelineInterface(Timeline* timeline)
        : ViewInterface(timeline, QAccessible::Slider), m_timeline(timeline)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : ViewInterface::interface_cast(type);
    }

    [[nodiscard]] QVariant currentValue() const override
    {
        return m_timeline->cursorStep() ? step(*m_timeline->cursorStep()) : maximumValue();
    }
    [[nodiscard]] QVariant minimumValue() const override
    {
        return m_timeline->steps().empty() ? QVariant() : step(m_timeline->steps().front());
    }
    [[nodiscard]] QVariant maximumValue() const override
    {
        return m_timeline->steps().empty() ? QVariant() : step(m_timeline->steps().back());
    }
    [[nodiscard]] QVariant minimumStepSize() const override { return step(1); }

    // Moves all views to the last evaluation up to this step.
    void setCurrentValue(const QVariant& value) override
    {
        const std::vector<std::int64_t>& steps = m_timeline->steps();
        const auto after = std::ranges::upper_bound(steps, value.toLongLong());
        if (after != steps.begin())
            emit m_timeline->scrubbed(*(after - 1));
    }

private:
    static QVariant step(std::int64_t number) { return static_cast<qlonglong>(number); }

    Timeline* m_timeline;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    if (auto* const timeline = qobject_cast<Timeline*>(object))
        return new TimelineInterface(timeline);
    auto* const view = qobject_cast<RunView*>(object);
    return view ? new ViewInterface(view) : nullptr;
}

} // namespace

void installViewAccessibility()
{
    QAccessible::installFactory(makeInterface); // Qt keeps each factory once
}

} // namespace grokking
