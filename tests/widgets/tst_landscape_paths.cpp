// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The paths of runs in the landscape: that of the shown one, and those behind it.
#include "tests/widgets/landscape_fixture.h"
#include "widgets/theme.h"

#include <QSignalSpy>

using namespace grokking;
using namespace grokking::test;

class TestLandscapePaths : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_view = shownLandscape(); }
    void cleanup() { m_view.reset(); }

    void pathIsThatOfTheParameters()
    {
        m_view->showObservations(parametersOfARun());
        QCOMPARE(m_view->path().points().size(), std::size_t{101});
        QCOMPARE(m_view->path().points().front(), (PathPoint{0, 4.0, -6.0}));
        QVERIFY2(m_view->readout().startsWith("step 100"), qPrintable(m_view->readout()));
        m_view->setCursorStep(50);
        QVERIFY2(m_view->readout().contains("Log lengthscale -3")
                     || m_view->readout().contains("Log lengthscale −3"),
                 qPrintable(m_view->readout()));
        QCOMPARE(m_view->parametersAtCursor(), (std::vector{-3.0, 2.0, 0.5}));
        QVERIFY(m_view->labels().contains(QString("end")));
        RunSummary summary;
        summary.t1 = Crossing{30};
        m_view->showSummary(summary);
        QVERIFY(m_view->labels().contains(QString("t1 30")));
        m_view->startRun(test::started());
        QVERIFY(m_view->path().points().empty());
    }

    void mouseNearThePathMovesTheCursor()
    {
        m_view->showObservations(parametersOfARun());
        m_view->grab();
        QSignalSpy moves(m_view.get(), &RunView::cursorStepChanged);
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({-3.0, 2.0}).toPoint());
        QTRY_COMPARE(moves.count(), 1);
        const auto step = m_view->cursorStep();
        QVERIFY(step && *step >= 49 && *step <= 51);
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({2.0, 4.0}).toPoint());
        QTRY_VERIFY(!m_view->cursorStep());
    }

    void runWithoutParametersSaysSo()
    {
        m_view->startRun(test::started());
        m_view->showSamples(test::samplesUntil(100));
        QVERIFY2(m_view->readout().contains("recorded no path"), qPrintable(m_view->readout()));
    }

    // Their runs have other parameters, or none.
    void overlaysHaveAPathWhereTheyCan()
    {
        auto history = std::make_shared<RunHistory>();
        for (const Observed& observed : parametersOfARun())
            history->append(observed);
        m_view->setOverlays(
            {{.title = "one", .history = history, .summary = {}},
             {.title = "other", .history = test::historyUntil(100), .summary = {}}});
        m_view->grab();
        QVERIFY(m_view->path().points().empty());
    }

    void overlaysAreNamedBesideThePlane()
    {
        m_view->setOverlays({});
        m_view->grab();
        const int before = m_view->plot()->axisRect()->width();
        auto history = std::make_shared<RunHistory>();
        for (const Observed& observed : parametersOfARun())
            history->append(observed);
        RunSummary summary;
        summary.verdict = Verdict::Grokked;
        summary.t1 = Crossing{30};
        summary.t2 = Crossing{60};
        RunSummary memorized;
        memorized.verdict = Verdict::Memorized;
        memorized.t1 = Crossing{40};
        m_view->setOverlays({{.title = "one", .history = history, .summary = summary},
                             {.title = "two", .history = history, .summary = memorized},
                             {.title = "other", .history = test::historyUntil(100)}});
        const QString labels = m_view->labels().join('/');
        QVERIFY2(labels.contains("one/t1 30  ·  t2 60"), qPrintable(labels));
        QVERIFY2(labels.contains("two/t1 40  ·  memorized"), qPrintable(labels));
        QVERIFY2(labels.contains("other/no path recorded"), qPrintable(labels));
        m_view->grab();
        QVERIFY(m_view->plot()->axisRect()->width() < before - 40);
        m_view->setOverlays({});
        m_view->grab();
        QCOMPARE(m_view->plot()->axisRect()->width(), before);
    }

    // t1 of an overlay at step 30, (-4.2, 2.8), t2 and its start, whatever color the plane
    // has.
    void overlaysHaveMarksAlongTheirPaths()
    {
        auto history = std::make_shared<RunHistory>();
        for (const Observed& observed : parametersOfARun())
            history->append(observed);
        LandscapeScene none = scene();
        none.pins.clear();
        none.start.reset();
        m_view->showScene(none);
        RunSummary summary;
        summary.t1 = Crossing{30};
        summary.t2 = Crossing{60};
        m_view->setOverlays({{.title = "one", .history = history, .summary = summary}});
        const QImage image = m_view->plot()->toPixmap(0, 0, 1.0).toImage();
        const auto at = [&](double x, double y) {
            return image.pixelColor(m_view->pixelOf({x, y}).toPoint());
        };
        const ThemeColors& colors = themeColors(m_view->palette());
        QCOMPARE(at(-4.2, 2.8), colors.t1);
        QCOMPARE(at(-2.4, 1.6), colors.t2);
        QCOMPARE(at(-6.0, 4.0), colors.surface); // a ring
        const QPoint start = m_view->pixelOf({-6.0, 4.0}).toPoint();
        bool hasColor = false; // the ring is two pixels wide, wherever they begin
        for (int left = 4; left <= 9; ++left)
            hasColor =
                hasColor || image.pixelColor(start - QPoint(left, 0)) == classColor(colors, 0);
        QVERIFY(hasColor);
    }

    void startOfThePathIsMarkedUnlessAPinIsThere()
    {
        m_view->showObservations(parametersOfARun());
        QVERIFY(!m_view->labels().contains(QString("start")));
        LandscapeScene other = scene();
        other.pins.clear();
        other.start = QPointF(1.0, 1.0);
        m_view->showScene(other);
        QVERIFY(m_view->labels().contains(QString("start")));
    }

    void pathOfAnotherLandscapeHasNoMarks()
    {
        m_view->showObservations(parametersOfARun());
        LandscapeScene next = scene();
        next.isOfRun = false;
        m_view->showScene(next);
        QVERIFY(!m_view->labels().contains(QString("end")));
        QVERIFY(m_view->readout().startsWith("start"));
    }

private:
    std::unique_ptr<LandscapeView> m_view;
};

QTEST_MAIN(TestLandscapePaths)
#include "tst_landscape_paths.moc"
