// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_look.h"

#include "widgets/curve_view.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace grokking {

namespace {

constexpr int strengths = 4;

QString strengthText(Smoothing smoothing)
{
    switch (smoothing) {
    case Smoothing::Light:
        return CurveLookActions::tr("Light");
    case Smoothing::Medium:
        return CurveLookActions::tr("Medium");
    case Smoothing::Strong:
        return CurveLookActions::tr("Strong");
    case Smoothing::Off:
        break;
    }
    return CurveLookActions::tr("Off");
}

} // namespace

CurveLookActions::CurveLookActions(QWidget* parent)
    : QObject(parent), m_menu(new QMenu(tr("Smoothing"), parent)),
      m_strengths(new QActionGroup(this)), m_nextStrength(new QAction(tr("Smooth more"), this)),
      m_bands(new QAction(tr("Seeds as median and quartiles"), this))
{
    addSmoothing();
    addSeeds();
    parent->addActions({m_nextStrength, m_bands}); // their keys hold wherever the focus is
    showChoice();
}

void CurveLookActions::addSmoothing()
{
    const QString help =
        tr("Draws the running median over the neighboring evaluations and the raw values faintly "
           "behind it. It keeps a jump a jump. t1, t2 and the verdict come from raw values, "
           "always.");
    m_menu->setToolTipsVisible(true);
    for (int strength = 0; strength < strengths; ++strength) {
        const auto smoothing = static_cast<Smoothing>(strength);
        QAction* const action = m_menu->addAction(strengthText(smoothing));
        action->setToolTip(help);
        action->setCheckable(true);
        m_strengths->addAction(action);
        connect(action, &QAction::triggered, this, [this, smoothing] {
            setLook({smoothing, m_look.seeds});
        });
    }
    m_menu->addSeparator();
    m_menu->addAction(m_nextStrength);
    m_nextStrength->setToolTip(help);
    m_nextStrength->setShortcut(Qt::Key_S);
    connect(m_nextStrength, &QAction::triggered, this, [this] {
        const int next = (static_cast<int>(m_look.smoothing) + 1) % strengths;
        setLook({static_cast<Smoothing>(next), m_look.seeds});
    });
}

void CurveLookActions::addSeeds()
{
    m_bands->setCheckable(true);
    m_bands->setShortcut(Qt::Key_B);
    m_bands->setToolTip(tr("Draws three or more seeds of one experiment as their median with a "
                           "band between the quartiles, or else every run."));
    connect(m_bands, &QAction::triggered, this, [this](bool bands) {
        setLook({m_look.smoothing, bands ? SeedsLook::Bands : SeedsLook::Traces});
    });
}

void CurveLookActions::addView(CurveView* view)
{
    view->addActions({m_menu->menuAction(), m_bands});
    view->setLook(m_look);
    connect(this, &CurveLookActions::lookChanged, view, &CurveView::setLook);
}

void CurveLookActions::setLook(const CurveLook& look)
{
    if (m_look == look)
        return;
    m_look = look;
    showChoice();
    emit lookChanged(look);
}

void CurveLookActions::showChoice()
{
    m_strengths->actions().at(static_cast<int>(m_look.smoothing))->setChecked(true);
    m_bands->setChecked(m_look.seeds == SeedsLook::Bands);
}

} // namespace grokking
