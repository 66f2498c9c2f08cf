// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape over a plane whose values are known: what is drawn where, and how a start is
// chosen by click, drag and keys.
#include "tests/support/drawn_texts.h"
#include "tests/widgets/canned_run.h"
#include "widgets/landscape_controls.h"
#include "widgets/landscape_view.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <qcustomplot.h>

using namespace grokking;
using Phase = BasinStatus::Phase;

Q_DECLARE_METATYPE(BasinStatus)

namespace {

// Error x + 10, complexity y, objective x y, for x in [-7, 4] and y in [-5, 5].
Landscape landscape(std::size_t count = 23)
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

LandscapeScene scene()
{
    return {.source = "this run",
            .axes = {"Log lengthscale", "Log outputscale"},
            .pins = {{"A", "Start A", {-6.0, -4.0}}, {"B", "Start B", {-6.0, 4.0}}},
            .start = QPointF(-6.0, 4.0),
            .hasOthers = true,
            .isOfRun = true};
}

Observed parametersAt(std::int64_t step, double across, double up)
{
    return {step,
            {"parameters", "Parameters", "", "Parameter", "Value",
             NamedVector{{"Log lengthscale", "Log outputscale", "Mean"}, {across, up, 0.5}}}};
}

// From (-6, 4) to (0, 0) in 100 steps.
std::vector<Observed> parametersOfARun()
{
    std::vector<Observed> observations;
    for (std::int64_t step = 0; step <= 100; ++step) {
        const double share = static_cast<double>(step) / 100.0;
        observations.push_back(parametersAt(step, -6.0 + 6.0 * share, 4.0 - 4.0 * share));
    }
    return observations;
}

// One cell of each kind, then a run that has not ended.
Basin basin()
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

QComboBox* boxOf(const LandscapeView& view, const QString& name)
{
    for (auto* const box : view.findChildren<QComboBox*>())
        if (box->accessibleName() == name)
            return box;
    qFatal("no box %s", qPrintable(name));
}

QToolButton* buttonOf(const LandscapeView& view, const QString& text)
{
    for (auto* const button : view.findChildren<QToolButton*>())
        if (button->text() == text)
            return button;
    qFatal("no button %s", qPrintable(text));
}

} // namespace

class TestLandscapeView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<LandscapeView>();
        m_view->resize(700, 500);
        m_view->showScene(scene());
        m_view->showLandscape(landscape());
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->grab();
    }
    void cleanup() { m_view.reset(); }

    void emptyViewSaysThatItIsComputed()
    {
        LandscapeView view;
        view.showScene(scene());
        QVERIFY(view.isEmpty());
        QVERIFY(view.labels().isEmpty());
        QVERIFY(!view.findChildren<QLabel*>().empty());
        view.showLandscape(landscape());
        QVERIFY(!view.isEmpty());
    }

    void planeIsShownFromEndToEnd()
    {
        QCOMPARE(m_view->title(), QString("Landscape, this run"));
        QCOMPARE(m_view->plot()->xAxis->range().lower, -7.0);
        QCOMPARE(m_view->plot()->xAxis->range().upper, 4.0);
        QCOMPARE(m_view->plot()->yAxis->label(), QString("Log outputscale"));
        QCOMPARE(m_view->placeAt(m_view->pixelOf({1.5, -2.5})), QPointF(1.5, -2.5));
    }

    void layersAreChosen()
    {
        QCOMPARE(m_view->layer(), LandscapeLayer::Objective);
        QCOMPARE(m_view->labels().front(), QString("What training minimizes"));
        m_view->chooseLayer(LandscapeLayer::Error);
        QCOMPARE(m_view->labels().front(), QString("Data fit"));
        m_view->chooseLayer(LandscapeLayer::Complexity);
        QCOMPARE(m_view->labels().front(), QString("Complexity term"));
    }

    // What is equally high has one color, and what is not has others.
    void colorsFollowTheValues()
    {
        m_view->chooseLayer(LandscapeLayer::Error);
        QCOMPARE(m_view->colorAt({-6.0, 1.0}), m_view->colorAt({-6.0, -4.0}));
        QVERIFY(m_view->colorAt({-6.0, 1.0}) != m_view->colorAt({3.0, 1.0}));
        m_view->chooseLayer(LandscapeLayer::Complexity);
        QCOMPARE(m_view->colorAt({-6.0, 1.0}), m_view->colorAt({3.0, 1.0}));
        QVERIFY(!m_view->colorAt({5.0, 0.0}).isValid());
    }

    void mouseTellsTheValues()
    {
        const QString text = m_view->textAt(m_view->pixelOf({2.0, 3.0}));
        QVERIFY2(text.contains("error 12") && text.contains("complexity 3")
                     && text.contains("objective 6"),
                 qPrintable(text));
        QCOMPARE(m_view->textAt(m_view->pixelOf({-6.0, -4.0})), QString("Start A"));
        QVERIFY(m_view->textAt({0.0, 0.0}).isEmpty());
    }

    // Error below 6 is left of -4, complexity above 1 above 1.
    void linesCutThePlane()
    {
        QVERIFY(!m_view->labels().join(' ').contains("LEHC"));
        RunSummary summary = test::grokkedSummary(100);
        summary.regions = RegionLines{6.0, 1.0};
        m_view->showSummary(summary);
        for (const char* const name : {"LEHC memorized", "LELC generalized", "HEHC", "HELC"})
            QVERIFY2(m_view->labels().contains(QString(name)), name);
        QVERIFY(m_view->textAt(m_view->pixelOf({-5.0, 3.0})).endsWith("LEHC"));
        QVERIFY(m_view->textAt(m_view->pixelOf({-5.0, 0.0})).endsWith("LELC"));
        QVERIFY(m_view->textAt(m_view->pixelOf({2.0, 3.0})).endsWith("HEHC"));
        m_view->showLines(RegionLines{6.0, 3.5});
        QVERIFY(m_view->textAt(m_view->pixelOf({-5.0, 3.0})).endsWith("LELC"));
        m_view->showLines(RegionLines{6.0, 9.0});
        QVERIFY(!m_view->labels().contains(QString("HEHC")));
    }

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

    void clickChoosesAStart()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QSignalSpy settled(m_view.get(), &LandscapeView::startSettled);
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({1.0, -2.0}).toPoint());
        QCOMPARE(starts.count(), 1);
        QVERIFY(settled.count() >= 2); // before and after: a change of its own
        const QPointF place = starts.front().front().toPointF();
        QVERIFY(std::abs(place.x() - 1.0) < 0.03 && std::abs(place.y() + 2.0) < 0.03);
        QCOMPARE(place.x(), std::round(place.x() * 100.0) / 100.0); // as a pixel tells
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(starts.count(), 1);
    }

    void clickOnAPinIsExactlyThere()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        const QPoint beside = m_view->pixelOf({-6.0, -4.0}).toPoint() + QPoint(4, 3);
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {}, beside);
        QCOMPARE(starts.count(), 1);
        QCOMPARE(starts.front().front().toPointF(), QPointF(-6.0, -4.0));
    }

    void startIsDragged()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::mousePress(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({-6.0, 4.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({-2.0, 1.0}).toPoint());
        QTRY_VERIFY2(m_view->readout().startsWith("start"), qPrintable(m_view->readout()));
        QCOMPARE(starts.count(), 0);
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({0.0, 0.0}).toPoint());
        QTest::mouseRelease(m_view->plot(), Qt::LeftButton, {},
                            m_view->pixelOf({0.0, 0.0}).toPoint());
        QCOMPARE(starts.count(), 1);
        const QPointF place = starts.front().front().toPointF();
        QVERIFY(std::abs(place.x()) < 0.05 && std::abs(place.y()) < 0.05);
    }

    // However far the mouse goes; on the last pixel there is room for half a pin.
    void startDraggedOutStaysAtTheEdge_data()
    {
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<QPointF>("place");
        QTest::addColumn<QPoint>("inward");
        QTest::newRow("right, above") << QPointF(9, 12) << QPointF(4, 5) << QPoint(-2, 6);
        QTest::newRow("left, below") << QPointF(-20, -9) << QPointF(-7, -5) << QPoint(6, -2);
    }
    void startDraggedOutStaysAtTheEdge()
    {
        QFETCH(QPointF, to);
        QFETCH(QPointF, place);
        QFETCH(QPoint, inward);
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::mousePress(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({-6.0, 4.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf(to).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf(to).toPoint() + QPoint(1, 0));
        QTest::mouseRelease(m_view->plot(), Qt::LeftButton, {}, m_view->pixelOf(to).toPoint());
        QCOMPARE(starts.count(), 1);
        const QPointF chosen = starts.front().front().toPointF();
        QVERIFY2(QLineF(chosen, place).length() < 0.05, // a pixel and a half
                 qPrintable(QString("%1 %2").arg(chosen.x()).arg(chosen.y())));
        LandscapeScene moved = scene();
        moved.start = chosen;
        m_view->showScene(moved);
        const QImage picture = m_view->plot()->toPixmap().toImage();
        QCOMPARE(picture.pixelColor(m_view->pixelOf(chosen).toPoint() + inward),
                 lightColors().accent);
    }

    // Of a part of the plane that was zoomed into, too.
    void startStaysInWhatIsShown()
    {
        m_view->plot()->xAxis->setRange(-6.1234, 1.2345);
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(starts.back().front().toPointF().x() >= -6.1234);
        QVERIFY(starts.back().front().toPointF().x() < -6.11);
    }

    // Beside pins the mouse pans, and chooses nothing.
    void dragOfTheGroundPans()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::mousePress(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({0.0, 0.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({1.0, 0.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({2.0, 0.0}).toPoint());
        QTest::mouseRelease(m_view->plot(), Qt::LeftButton, {},
                            m_view->pixelOf({2.0, 0.0}).toPoint());
        QCOMPARE(starts.count(), 0);
        QVERIFY(m_view->plot()->xAxis->range().lower < -7.0);
    }

    void doubleClickTakesTheStartBack()
    {
        QSignalSpy back(m_view.get(), &LandscapeView::startTakenBack);
        const QPointF place = m_view->pixelOf({1.0, -2.0});
        QVERIFY(!m_view->doubleClick(place));
        QCOMPARE(back.count(), 0);
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {}, place.toPoint());
        QVERIFY(!m_view->doubleClick(place));
        QCOMPARE(back.count(), 1);
    }

    // A fiftieth of what is shown, or with Shift a five hundredth.
    void arrowKeysMoveTheStart_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QPointF>("expected");
        QTest::newRow("right") << int(Qt::Key_Right) << Qt::KeyboardModifiers()
                               << QPointF(-5.78, 4);
        QTest::newRow("down") << int(Qt::Key_Down) << Qt::KeyboardModifiers() << QPointF(-6, 3.8);
        QTest::newRow("finely left")
            << int(Qt::Key_Left) << Qt::KeyboardModifiers(Qt::ShiftModifier) << QPointF(-6.02, 4);
        QTest::newRow("finely up")
            << int(Qt::Key_Up) << Qt::KeyboardModifiers(Qt::ShiftModifier) << QPointF(-6, 4.02);
    }

    void arrowKeysMoveTheStart()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QPointF, expected);
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
        QCOMPARE(starts.count(), 1);
        const QPointF place = starts.front().front().toPointF();
        QVERIFY2(QLineF(place, expected).length() < 1e-9,
                 qPrintable(QString("%1 %2").arg(place.x()).arg(place.y())));
    }

    void basinIsToldByVerdict()
    {
        m_view->chooseLayer(LandscapeLayer::Basin);
        m_view->showBasin(basin());
        for (const char* const text : {"2 grokked", "1 together", "1 memorized", "1 failed"})
            QVERIFY2(m_view->labels().contains(QString(text)), text);
        QVERIFY(m_view->colorAt({-6.0, -4.0}) != m_view->colorAt({-1.5, -4.0}));
        QVERIFY(!m_view->colorAt({3.0, 4.0}).isValid()); // not trained yet
        const QString text = m_view->textAt(m_view->pixelOf({-1.5, -3.0}));
        QVERIFY2(text.contains("grokked") && text.contains("gap 600"), qPrintable(text));
        const QStringList lines = m_view->csv().split('\n');
        QCOMPARE(lines[0], QString("Log lengthscale,Log outputscale,verdict,t1,t2,gap"));
        QCOMPARE(lines[1], QString("-6,-4,grokked,0,60,60"));
        QCOMPARE(lines[4], QString("-6,4,memorized,5,,"));
    }

    void valuesAreWrittenAsCsv()
    {
        const QStringList lines = m_view->csv().split('\n');
        QCOMPARE(lines.size(), 23 * 23 + 2);
        QCOMPARE(lines[0], QString("Log lengthscale,Log outputscale,error,complexity,objective"));
        QCOMPARE(lines[1], QString("-7,-5,3,-5,35"));
        QCOMPARE(lines[23 * 23], QString("4,5,14,5,20"));
    }

    void basinIsComputedAndStopped()
    {
        m_view->chooseLayer(LandscapeLayer::Basin);
        QSignalSpy wanted(m_view.get(), &LandscapeView::basinRequested);
        QSignalSpy stopped(m_view.get(), &LandscapeView::basinStopRequested);
        boxOf(*m_view, "Starts")->setCurrentIndex(2);
        buttonOf(*m_view, "Compute")->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().toInt(), 24);
        m_view->showBasinStatus({.phase = Phase::Computing, .done = 144, .count = 576});
        buttonOf(*m_view, "Stop")->click();
        QCOMPARE(stopped.count(), 1);
        m_view->showBasinStatus({.phase = Phase::Stopped, .done = 145, .count = 576});
        QVERIFY(buttonOf(*m_view, "Compute")->isVisible());
    }

    void basinSaysHowFarItIs_data()
    {
        QTest::addColumn<BasinStatus>("status");
        QTest::addColumn<QString>("text");
        QTest::newRow("at first") << BasinStatus{Phase::Computing, 1, 256} << "1 of 256 starts";
        QTest::newRow("later") << BasinStatus{Phase::Computing, 37, 1'600, 130.0}
                               << "37 of 1,600 starts, about 2 min 10 s left";
        QTest::newRow("stopped") << BasinStatus{Phase::Stopped, 37, 256}
                                 << "stopped: 37 of 256 starts drawn";
        QTest::newRow("complete") << BasinStatus{Phase::Complete, 256, 256}
                                  << "all 256 starts drawn";
    }
    void basinSaysHowFarItIs()
    {
        QFETCH(BasinStatus, status);
        QFETCH(QString, text);
        m_view->chooseLayer(LandscapeLayer::Basin);
        m_view->showBasinStatus(status);
        QVERIFY2(isWritten(text), qPrintable(written().join('|')));
        QVERIFY(m_view->labels().contains(text));
        m_view->chooseLayer(LandscapeLayer::Error);
        QVERIFY(!isWritten(text));
    }

    void sliceIsSaidInThePlot()
    {
        const QString slice = "slice: Mean 0.5 (where they start)";
        m_view->showSlice(slice);
        QVERIFY2(isWritten(slice), qPrintable(written().join('|')));
        m_view->showSlice({});
        QVERIFY(!isWritten(slice));
    }

    void scaleOfOneValueHasOneNumber()
    {
        Basin one = basin();
        one.cells[1] = {};
        m_view->chooseLayer(LandscapeLayer::Basin);
        m_view->showBasin(one);
        QCOMPARE(written().count("60"), 1);
    }

    void anotherModelIsShownByItsObjective()
    {
        m_view->chooseLayer(LandscapeLayer::Complexity);
        LandscapeScene same = scene();
        same.start = QPointF(0.0, 0.0);
        m_view->showScene(same);
        QCOMPARE(m_view->layer(), LandscapeLayer::Complexity);
        m_view->showScene({.axes = {"w1", "w2", "w3", "w4"}, .across = 0, .up = 3});
        QCOMPARE(m_view->layer(), LandscapeLayer::Objective);
    }

    // Only where there is something to choose; two equal axes change places.
    void axesAreChosen()
    {
        QVERIFY(!boxOf(*m_view, "Parameter across")->isVisible());
        LandscapeScene weights{.axes = {"w1", "w2", "w3", "w4"}, .across = 0, .up = 3};
        m_view->showScene(weights);
        QVERIFY(boxOf(*m_view, "Parameter across")->isVisible());
        QVERIFY(m_view->isEmpty()); // what was drawn was of other axes
        QSignalSpy planes(m_view.get(), &LandscapeView::planeChosen);
        QTest::keyClick(boxOf(*m_view, "Parameter across"), Qt::Key_Down);
        QCOMPARE(planes.takeFirst(), (QVariantList{1, 3}));
        weights.across = 1;
        m_view->showScene(weights);
        boxOf(*m_view, "Parameter up")->setCurrentIndex(2);
        QTest::keyClick(boxOf(*m_view, "Parameter up"), Qt::Key_Up);
        QCOMPARE(planes.takeFirst(), (QVariantList{3, 1}));
    }

    void otherParametersAreTakenFromTheStep()
    {
        QSignalSpy others(m_view.get(), &LandscapeView::othersChosen);
        buttonOf(*m_view, "Others at this step")->click();
        QCOMPARE(others.count(), 1);
        QCOMPARE(others.front().front().value<OtherParameters>(), OtherParameters::AtStep);
        LandscapeScene alone = scene();
        alone.hasOthers = false;
        m_view->showScene(alone);
        QVERIFY(!buttonOf(*m_view, "Others at this step")->isVisible());
    }

    void scaleOfValuesIsLinearOrLogarithmic()
    {
        const LandscapeScale linear(std::vector{-1.0, 3.0, std::nan("")});
        QVERIFY(!linear.isLogarithmic());
        QCOMPARE(linear.share(0.0), 0.5); // the root of a quarter
        QCOMPARE(linear.value(0.5), 0.0);
        QVERIFY(std::isnan(linear.share(std::nan(""))));
        QCOMPARE(linear.levels().size(), std::size_t{15});
        QCOMPARE(linear.levels()[3], linear.value(0.25));
        const LandscapeScale logarithmic(std::vector{0.01, 100.0});
        QVERIFY(logarithmic.isLogarithmic());
        QCOMPARE(logarithmic.share(1.0), 0.5);
        QCOMPARE(logarithmic.share(1e-9), 0.0);
        QVERIFY(std::abs(logarithmic.value(0.25) - 0.1) < 1e-12);
        QCOMPARE(LandscapeScale(std::vector{1e-9, 1.0}).low(), 1e-6);
        QVERIFY(LandscapeScale(std::vector{2.0, 4.0}, LandscapeScale::Spacing::Logarithmic)
                    .isLogarithmic());
        QVERIFY(LandscapeScale().isEmpty());
        QVERIFY(LandscapeScale(std::vector{2.0, 2.0}).levels().empty());
    }

private:
    // What is written into the plot.
    [[nodiscard]] QStringList written() const
    {
        m_view->plot()->replot(QCustomPlot::rpImmediateRefresh);
        QStringList texts;
        for (const test::DrawnText& each : test::drawnTexts(*m_view->plot()))
            texts << each.text;
        return texts;
    }
    [[nodiscard]] bool isWritten(const QString& text) const { return written().contains(text); }

    std::unique_ptr<LandscapeView> m_view;
};

QTEST_MAIN(TestLandscapeView)
#include "tst_landscape_view.moc"
