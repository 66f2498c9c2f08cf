// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the axes of the error-complexity plane: the learner's own, or what unlike learners
// have in common.
#include "tests/support/drawn_texts.h"
#include "widgets/error_complexity_view.h"
#include "widgets/path_painting.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

#include <memory>

using namespace grokking;

namespace {

const std::vector<PlaneMeasure> measures{
    {"description-length", "Description length", "Description length (bits)"},
    {"prior", "Prior", "Prior (nats)"}};

RunStarted startedAs(const std::string& error, const std::string& complexity)
{
    return {.errorLabel = error, .complexityLabel = complexity};
}

// At steps 0, 10, 20, 30 error 4, 3, 2, 1, complexity -1, -2, -3, -4 and train score 0, .25, .5,
// .75.
std::vector<Sampled> samples()
{
    std::vector<Sampled> all;
    for (int i = 0; i < 4; ++i) {
        Sampled& sample = all.emplace_back();
        sample.step = 10 * i;
        sample.error = 4 - i;
        sample.complexity = -1 - i;
        sample.train.score = 0.25 * i;
    }
    return all;
}

Observed bitsAt(std::int64_t step, double bits, const char* id = "description-length")
{
    return {step, {.id = id, .title = "Bits", .content = Scalar{bits}}};
}

std::shared_ptr<RunHistory> historyOf(const RunStarted& started, std::optional<double> bits)
{
    auto history = std::make_shared<RunHistory>();
    history->append(started);
    for (const Sampled& sample : samples()) {
        history->append(sample);
        if (bits)
            history->append(bitsAt(sample.step, *bits));
    }
    return history;
}

const PlaneAxes common{"description-length", PlaneAxes::Error::TrainScore};

} // namespace

class TestPlaneAxes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QApplication::setQuitOnLastWindowClosed(false);
        m_view = std::make_unique<ErrorComplexityView>();
        m_view->setMeasures(measures);
        m_view->resize(500, 400);
        m_view->show();
        m_view->startRun(startedAs("Loss", "Norm"));
    }

    // The sample of a step comes before its observation, or both in one go.
    void pointsLieWhereTheMeasureWasTaken()
    {
        m_view->setAxes(common);
        const auto all = samples();
        m_view->showSamples(std::span(all).first(2));
        QVERIFY(m_view->isEmpty());
        m_view->showObservations(std::vector{bitsAt(0, 800), bitsAt(20, 600)});
        m_view->showSamples(std::span(all).subspan(2));
        m_view->showObservations(std::vector{bitsAt(30, 500), bitsAt(30, 7, "other")});
        const std::vector<PathPoint> expected{{0, 1.0, 800}, {20, 0.5, 600}, {30, 0.25, 500}};
        QVERIFY(m_view->shownPath().points() == expected);
        QCOMPARE(m_view->path().points().size(), std::size_t{4}); // which the lines go by
        QCOMPARE(m_view->path().points()[3].error, 1.0);
    }

    void axesChosenLaterReadWhatWasShown()
    {
        feed();
        m_view->setAxes(common);
        QCOMPARE(m_view->shownPath().points().size(), std::size_t{2});
        QCOMPARE(m_view->plot()->xAxis->scaleType(), QCPAxis::stLogarithmic);
        m_view->setAxes({});
        QCOMPARE(m_view->shownPath().points().size(), std::size_t{4});
        QCOMPARE(m_view->plot()->xAxis->scaleType(), QCPAxis::stLinear);
    }

    void everythingSaysWhatItIs()
    {
        feed();
        QCOMPARE(m_view->plot()->xAxis->label(), QString("Norm"));
        QCOMPARE(m_view->plot()->yAxis->label(), QString("Loss"));
        QVERIFY(m_view->csv().startsWith("step,error,complexity\n0,4,-1\n"));
        m_view->setAxes(common);
        QCOMPARE(m_view->plot()->xAxis->label(), QString("Description length (bits)"));
        QCOMPARE(m_view->plot()->yAxis->label(), QString("1 − train score"));
        QVERIFY(m_view->readout().contains("1 − train score 0.25"));
        QVERIFY(m_view->readout().contains("description length 500"));
        QCOMPARE(m_view->csv(),
                 QString("step,1-train-score,description-length\n0,1,800\n30,0.25,500\n"));
    }

    void linesAreOnTheLearnersOwnAxesOnly()
    {
        feed();
        m_view->showRegions(PlaneRegions{.lines = {.error = 2.5, .complexity = -2.5},
                                         .shares = RegionShares{0.5, 0.5, 0.0, 0.0}});
        QVERIFY(m_view->labels().contains("LEHC memorized 50 %"));
        for (const PlaneAxes& axes :
             {common, PlaneAxes{{}, PlaneAxes::Error::TrainScore}, {"description-length"}}) {
            m_view->setAxes(axes);
            QVERIFY(!m_view->lines());
            QVERIFY(!m_view->labels().join(' ').contains("LEHC"));
            QVERIFY(!m_view->readout().contains("LEHC"));
        }
        m_view->setAxes({});
        QVERIFY(m_view->readout().endsWith("LEHC 50 %"));
    }

    // Regions do not go without a word.
    void otherAxesSayThatTheyHaveNoRegions()
    {
        feed();
        const auto says = [this](const QString& part) {
            m_view->plot()->replot(QCustomPlot::rpImmediateRefresh);
            bool isDrawn = false;
            for (const test::DrawnText& each : test::drawnTexts(*m_view->plot()))
                isDrawn = isDrawn || each.text.contains(part);
            return isDrawn && m_view->labels().join('|').contains(part);
        };
        QVERIFY(!says("no regions"));
        m_view->setAxes(common);
        QVERIFY(says("no regions: they are defined on the learner's own axes"));
        m_view->resize(300, 300);
        QTRY_VERIFY(says("learner's own axes"));
        m_view->setAxes({});
        QVERIFY(!says("no regions"));
    }

    // A measure is taken more rarely than samples: t1 and t2 lie between its points, apart.
    void marksLieBetweenThePointsOfAMeasure()
    {
        PlanePath path;
        path.append({.step = 0, .error = 1.0, .complexity = 800.0});
        path.append({.step = 30, .error = 0.25, .complexity = 500.0});
        const auto pixel = [](const PathPoint& point) {
            return QPointF(point.complexity, 100.0 * point.error);
        };
        QVERIFY(!pixelAt(path, -1, pixel));
        QCOMPARE(*pixelAt(path, 0, pixel), QPointF(800.0, 100.0));
        QCOMPARE(*pixelAt(path, 10, pixel), QPointF(700.0, 75.0));
        QCOMPARE(*pixelAt(path, 20, pixel), QPointF(600.0, 50.0));
        QCOMPARE(*pixelAt(path, 30, pixel), QPointF(500.0, 25.0));
        QCOMPARE(*pixelAt(path, 40, pixel), QPointF(500.0, 25.0)); // nothing is known from there on

        feed();
        m_view->setAxes(common);
        m_view->showSummary({.t1 = Crossing{10, true}, .t2 = Crossing{20, true}});
        m_view->plot()->replot(QCustomPlot::rpImmediateRefresh);
        QRectF t1;
        QRectF t2;
        for (const test::DrawnText& each : test::drawnTexts(*m_view->plot())) {
            t1 = each.text.startsWith("t1") ? each.ink : t1;
            t2 = each.text.startsWith("t2") ? each.ink : t2;
        }
        QVERIFY(QLineF(t1.center(), t2.center()).length() > 60.0); // a third of the way
    }

    void unlikeLearnersSayThatTheyAre()
    {
        feed();
        const auto behind = [&](const RunStarted& started, std::optional<double> bits) {
            m_view->setOverlays({{.title = "other", .history = historyOf(started, bits)}});
        };
        behind(startedAs("Loss", "Norm"), {});
        QCOMPARE(m_view->plot()->xAxis->label(), QString("Norm"));
        behind(startedAs("Misfit", "Norm"), 2'000.0);
        QCOMPARE(m_view->plot()->xAxis->label(), QString("Norm"));
        QVERIFY(m_view->plot()->yAxis->label().contains("each learner's own"));
        m_view->setAxes(common);
        QCOMPARE(m_view->plot()->yAxis->label(), QString("1 − train score"));
        QVERIFY(m_view->plot()->xAxis->range().contains(2'000.0)); // the axis holds both
        QVERIFY(m_view->plot()->xAxis->range().contains(500.0));
        QVERIFY(!m_view->readout().contains("not recorded"));
        behind(startedAs("Misfit", "Norm"), {});
        QVERIFY(m_view->readout().contains("not recorded by 1 of the runs behind"));
    }

    // What nobody has recorded is passed over.
    void keysGoThroughTheAxes()
    {
        feed();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
        QSignalSpy changed(m_view.get(), &ErrorComplexityView::axesChanged);
        QTest::keyClick(m_view.get(), Qt::Key_X);
        QCOMPARE(m_view->axes(), (PlaneAxes{"description-length"}));
        QTest::keyClick(m_view.get(), Qt::Key_Y);
        QCOMPARE(m_view->axes(), common);
        QTest::keyClick(m_view.get(), Qt::Key_X);
        QTest::keyClick(m_view.get(), Qt::Key_Y);
        QCOMPARE(m_view->axes(), PlaneAxes{});
        QCOMPARE(changed.size(), 4);
    }

    void menuOffersWhatIsRecorded()
    {
        feed();
        QMenu menu;
        m_view->fillMenu(menu);
        QMenu* axes = nullptr;
        for (const QAction* const action : menu.actions())
            if (action->text() == "Complexity axis")
                axes = action->menu();
        QVERIFY(axes);
        emit axes->aboutToShow();
        QVERIFY(axes->actions()[0]->isChecked());
        QVERIFY(axes->actions()[1]->isEnabled());
        QVERIFY(!axes->actions()[2]->isEnabled());
        axes->actions()[1]->trigger();
        QCOMPARE(m_view->axes().complexity, QString("description-length"));
    }

    void unknownMeasureIsTheLearnersOwn()
    {
        m_view->setAxes({"gone", PlaneAxes::Error::TrainScore});
        QCOMPARE(m_view->axes(), (PlaneAxes{{}, PlaneAxes::Error::TrainScore}));
    }

    void runWithoutTheMeasureSaysSo()
    {
        m_view->setAxes(common);
        m_view->showSamples(samples());
        QVERIFY(m_view->isEmpty());
        QVERIFY(m_view->readout().isEmpty());
    }

private:
    void feed()
    {
        m_view->showSamples(samples());
        m_view->showObservations(std::vector{bitsAt(0, 800), bitsAt(30, 500)});
    }

    std::unique_ptr<ErrorComplexityView> m_view;
};

QTEST_MAIN(TestPlaneAxes)
#include "tst_plane_axes.moc"
