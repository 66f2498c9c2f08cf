// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A landscape over a plane whose values are known, for the tests of its view.
#pragma once

#include "tests/support/drawn_texts.h"
#include "tests/widgets/canned_run.h"
#include "widgets/landscape_controls.h"
#include "widgets/landscape_view.h"

#include <QComboBox>
#include <QTest>
#include <QToolButton>
#include <qcustomplot.h>

#include <memory>
#include <vector>

namespace grokking::test {

// Error x + 10, complexity y, objective x y, for x in [-7, 4] and y in [-5, 5].
inline Landscape landscape(std::size_t count = 23)
{
    Landscape made{.across = {"Log lengthscale", -7.0, 4.0, count},
                   .up = {"Log outputscale", -5.0, 5.0, count},
                   .errorLabel = "Data fit",
                   .complexityLabel = "Complexity term"};
    for (std::size_t row = 0; row < count; ++row)
        for (std::size_t column = 0; column < count; ++column) {
            made.error.push_back(made.across.value(column) + 10.0);
            made.complexity.push_back(made.up.value(row));
            made.objective.push_back(made.across.value(column) * made.up.value(row));
        }
    return made;
}

inline LandscapeScene scene()
{
    return {.source = "this run",
            .axes = {"Log lengthscale", "Log outputscale"},
            .pins = {{"A", "Start A", {-6.0, -4.0}}, {"B", "Start B", {-6.0, 4.0}}},
            .start = QPointF(-6.0, 4.0),
            .hasOthers = true,
            .isOfRun = true};
}

inline Observed parametersAt(std::int64_t step, double across, double up)
{
    return {step,
            {"parameters", "Parameters", "", "Parameter", "Value",
             NamedVector{{"Log lengthscale", "Log outputscale", "Mean"}, {across, up, 0.5}}}};
}

// From (-6, 4) to (0, 0) in 100 steps.
inline std::vector<Observed> parametersOfARun()
{
    std::vector<Observed> observations;
    for (std::int64_t step = 0; step <= 100; ++step) {
        const double share = static_cast<double>(step) / 100.0;
        observations.push_back(parametersAt(step, -6.0 + 6.0 * share, 4.0 - 4.0 * share));
    }
    return observations;
}

// One cell of each kind, then a run that has not ended.
inline Basin basin()
{
    return {{"Log lengthscale", -6.0, 3.0, 3},
            {"Log outputscale", -4.0, 4.0, 2},
            {{Verdict::Grokked, 0, 60, 60},
             {Verdict::Grokked, 0, 600, 600},
             {Verdict::Together, 70, 72, 2},
             {Verdict::Memorized, 5, {}, {}},
             {Verdict::Failed, {}, {}, {}},
             {}}};
}

inline QComboBox* boxOf(const LandscapeView& view, const QString& name)
{
    for (auto* const box : view.findChildren<QComboBox*>())
        if (box->accessibleName() == name)
            return box;
    qFatal("no box %s", qPrintable(name));
}

inline QToolButton* buttonOf(const LandscapeView& view, const QString& text)
{
    for (auto* const button : view.findChildren<QToolButton*>())
        if (button->text() == text)
            return button;
    qFatal("no button %s", qPrintable(text));
}

// Returns the view of it, on a screen.
inline std::unique_ptr<LandscapeView> shownLandscape()
{
    auto view = std::make_unique<LandscapeView>();
    view->resize(700, 500);
    view->showScene(scene());
    view->showLandscape(landscape());
    view->show();
    if (!QTest::qWaitForWindowExposed(view.get()))
        qFatal("the view does not appear");
    view->grab();
    return view;
}

// Returns what is written into its plot.
inline QStringList writtenIn(const LandscapeView& view)
{
    view.plot()->replot(QCustomPlot::rpImmediateRefresh);
    QStringList texts;
    for (const DrawnText& each : drawnTexts(*view.plot()))
        texts << each.text;
    return texts;
}

} // namespace grokking::test
