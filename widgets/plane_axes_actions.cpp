// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plane_axes_actions.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace grokking {

PlaneAxesActions::PlaneAxesActions(QWidget* view,
                                   std::function<bool(const QString& measure)> isRecorded)
    : QObject(view), m_view(view), m_isRecorded(std::move(isRecorded)),
      m_complexityMenu(new QMenu(tr("Complexity axis"), view)),
      m_errorMenu(new QMenu(tr("Error axis"), view)), m_complexities(new QActionGroup(this)),
      m_errors(new QActionGroup(this))
{
    for (QMenu* const menu : {m_complexityMenu, m_errorMenu}) {
        menu->setToolTipsVisible(true);
        view->addAction(menu->menuAction());
    }
    addComplexities();
    addErrors();
    showChoice();
    connect(m_complexityMenu, &QMenu::aboutToShow, this, [this] {
        for (QAction* const action : m_complexities->actions()) {
            const QString measure = action->data().toString();
            action->setEnabled(measure.isEmpty() || m_isRecorded(measure));
        }
    });
    for (const auto& [menu, group, text, key] :
         {std::tuple{m_complexityMenu, m_complexities, tr("Next complexity axis"), Qt::Key_X},
          {m_errorMenu, m_errors, tr("Next error axis"), Qt::Key_Y}}) {
        auto* const next = new QAction(text, this);
        next->setShortcut(key);
        next->setShortcutContext(Qt::WidgetShortcut);
        next->setToolTip(tr("In the view that has the focus"));
        menu->addSeparator();
        menu->addAction(next);
        connect(next, &QAction::triggered, this, [this, group = group] { goOn(*group); });
    }
}

void PlaneAxesActions::addErrors()
{
    using ErrorAxis = PlaneAxes::Error;
    for (const auto& [error, text, help] :
         {std::tuple{ErrorAxis::Native, tr("The learner's own error"),
                     tr("What the learner calls its error, for example its train loss. Those of "
                        "unlike learners cannot be compared.")},
          {ErrorAxis::TrainScore, tr("1 − train score"),
           tr("The share of training samples that are wrong or, of a regression, of the variance "
              "that is not explained. Unlike learners have it in common.")}}) {
        QAction* const action = m_errorMenu->addAction(text);
        action->setToolTip(help);
        action->setCheckable(true);
        action->setData(static_cast<int>(error));
        m_errors->addAction(action);
        connect(action, &QAction::triggered, this, [this, error = error] {
            setAxes({m_axes.complexity, error});
        });
    }
}

void PlaneAxesActions::addComplexities()
{
    const auto add = [this](const QString& id, const QString& text, const QString& help) {
        auto* const action = new QAction(text, m_complexities);
        action->setToolTip(help);
        action->setCheckable(true);
        action->setData(id);
        connect(action, &QAction::triggered, this, [this, id] { setAxes({id, m_axes.error}); });
        return action;
    };
    QList<QAction*> actions{add({}, tr("The learner's own complexity"),
                                tr("What the learner calls its complexity, for example its squared "
                                   "weight norm. The lines between the regions, and the shares of "
                                   "steps, go by the learner's own axes, and are shown on no "
                                   "others."))};
    for (const PlaneMeasure& measure : m_measures)
        actions << add(measure.id, measure.axisLabel,
                       tr("Taken at some of the evaluations. Disabled where no run on this view "
                          "has recorded it."));
    m_complexityMenu->insertActions(m_complexityMenu->actions().value(0), actions);
}

void PlaneAxesActions::setMeasures(const std::vector<PlaneMeasure>& measures)
{
    m_measures = measures;
    for (QAction* const action : m_complexities->actions())
        delete action;
    addComplexities();
    showChoice();
}

bool PlaneAxesActions::isMeasure(const QString& id) const
{
    return std::ranges::find(m_measures, id, &PlaneMeasure::id) != m_measures.end();
}

const PlaneMeasure* PlaneAxesActions::measure() const
{
    const auto found = std::ranges::find(m_measures, m_axes.complexity, &PlaneMeasure::id);
    return found == m_measures.end() ? nullptr : &*found;
}

void PlaneAxesActions::setAxes(const PlaneAxes& axes)
{
    const PlaneAxes chosen{isMeasure(axes.complexity) ? axes.complexity : QString(), axes.error};
    if (m_axes != chosen) {
        m_axes = chosen;
        emit axesChanged(chosen);
    }
    showChoice();
}

// What is not recorded is passed over.
void PlaneAxesActions::goOn(QActionGroup& choices)
{
    const QList<QAction*> all = choices.actions();
    const qsizetype now = all.indexOf(choices.checkedAction());
    for (qsizetype away = 1; away < all.size(); ++away) {
        QAction* const next = all[(now + away) % all.size()];
        const QString measure = &choices == m_complexities ? next->data().toString() : QString();
        if (measure.isEmpty() || m_isRecorded(measure)) {
            next->setEnabled(true);
            next->trigger();
            return;
        }
    }
}

void PlaneAxesActions::showChoice()
{
    for (QAction* const action : m_complexities->actions())
        action->setChecked(action->data().toString() == m_axes.complexity);
    for (QAction* const action : m_errors->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_axes.error));
}

} // namespace grokking
