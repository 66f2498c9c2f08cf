// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Click a start on the landscape, press Run, and watch whether it groks: in the whole window, with
// a small sibling of Fig. 5 of Miller et al. (2023).
#include "app/window/landscape_desk.h"
#include "core/learners/learner_catalog.h"
#include "tests/app/window_fixture.h"
#include "tests/support/figure_5.h"
#include "widgets/landscape_view.h"
#include "widgets/summary_panel.h"
#include "widgets/view_grid.h"

#include <qcustomplot.h>

#include <QThreadPool>
#include <QToolButton>

using namespace grokking;
using namespace grokking::test;

namespace {

ExperimentSpec smallFigure5(const std::vector<std::string>& changes = {})
{
    std::vector<std::string> all{"training.steps=150", "data.n=20", "detection.window=5"};
    all.insert(all.end(), changes.begin(), changes.end());
    return figure5(all);
}

Preset presetOf(const std::string& id, const std::vector<std::string>& changes)
{
    ExperimentSpec spec = smallFigure5(changes);
    spec.preset = id;
    return {id, "Tests", "Start " + id.substr(id.size() - 1), "", "", spec};
}

std::vector<Preset> family()
{
    return {presetOf("tests-a", {"learner.logLengthscale=-6", "learner.logOutputscale=-4"}),
            presetOf("tests-b", {"learner.logLengthscale=-6", "learner.logOutputscale=4"}),
            presetOf("tests-c", {"learner.logLengthscale=0", "learner.logOutputscale=2"}),
            presetOf("tests-longer", {"training.steps=200"})};
}

LandscapePlane usualPlane(const ExperimentSpec& spec)
{
    const LandscapeAxes axes = landscapeAxes(spec);
    return landscapePlane(spec, axes.all[axes.across], axes.all[axes.up], 2);
}

} // namespace

class TestLandscapeDesk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        m_fixture.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void pinsAreThePresetsOfAFamily()
    {
        const auto pins = presetPins(family(), "tests-b", usualPlane(smallFigure5()));
        QCOMPARE(pins.size(), std::size_t{3});
        QCOMPARE(pins[0], (LandscapePin{"A", "Start a", {-6.0, -4.0}}));
        QCOMPARE(pins[2].letter, QString("C"));
        QVERIFY(presetPins(family(), "tests-longer", usualPlane(smallFigure5())).empty());
        QVERIFY(presetPins(family(), "gone", usualPlane(smallFigure5())).empty());
    }

    void viewIsOfferedWhereThereIsALandscape()
    {
        QVERIFY(!grid()->isViewOffered(view()));
        edit(smallFigure5());
        QTRY_VERIFY(grid()->isViewOffered(view()));
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        QCOMPARE(view()->title(), QString("Landscape, next run"));
        edit(smallExperiment());
        QTRY_VERIFY(!grid()->isViewOffered(view()));
    }

    void clickAndRunGroksOrNot()
    {
        edit(smallFigure5());
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        click({-3.0, 3.0});
        const auto start = startOnForm();
        QVERIFY(std::abs(start[0] + 3.0) < 0.1 && std::abs(start[1] - 3.0) < 0.1);
        run();
        QCOMPARE(view()->title(), QString("Landscape, this run"));
        QCOMPARE(view()->path().points().size(), std::size_t{151});
        QCOMPARE(view()->path().points().front().complexity, start[0]);
        QVERIFY(view()->labels().contains(QString("end")));

        click({0.5, 2.0}); // the run stays on view until the next one
        QCOMPARE(view()->title(), QString("Landscape, this run"));
        QCOMPARE(view()->path().points().size(), std::size_t{151});
        run();
        QVERIFY(std::abs(view()->path().points().front().complexity - 0.5) < 0.1);
    }

    // One step each, and the keys' moves together.
    void startIsUndone()
    {
        edit(smallFigure5());
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        const auto before = startOnForm();
        click({1.0, 1.0});
        click({2.0, 2.0});
        const auto clicked = startOnForm();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(view(), Qt::Key_Left);
        QVERIFY(startOnForm()[0] < clicked[0] - 0.5);
        action("Undo")->trigger();
        QCOMPARE(startOnForm(), clicked);
        action("Undo")->trigger();
        QVERIFY(std::abs(startOnForm()[0] - 1.0) < 0.1);
        action("Undo")->trigger();
        QCOMPARE(startOnForm(), before);
    }

    void formsOwnLandscapeIsShownOnceItIsAnother()
    {
        edit(smallFigure5());
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        run();
        QTRY_COMPARE(view()->title(), QString("Landscape, this run"));
        edit(smallFigure5({"training.steps=99"}));
        QCOMPARE(view()->title(), QString("Landscape, this run"));
        edit(smallFigure5({"learner.noiseVariance=0.1"}));
        QCOMPARE(view()->title(), QString("Landscape, next run"));
        edit(smallFigure5());
        QCOMPARE(view()->title(), QString("Landscape, this run"));
    }

    void basinIsComputedInTheBackground()
    {
        edit(smallFigure5({"training.steps=20", "data.n=5"}));
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        view()->chooseLayer(LandscapeLayer::Basin);
        emit view()->basinRequested(4);
        const auto trained = [this] {
            int cells = 0;
            for (const QString& text : view()->labels())
                for (const char* const verdict :
                     {" grokked", " together", " memorized", " failed", " ungrokked", " diverged"})
                    if (text.endsWith(QString(verdict)))
                        cells += text.section(' ', 0, 0).toInt();
            return cells;
        };
        QTRY_COMPARE_WITH_TIMEOUT(trained(), 16, 60'000);
        edit(smallFigure5({"training.steps=21", "data.n=5"}));
        QCOMPARE(trained(), 0); // that one is of another experiment
        edit(smallFigure5({"training.steps=20", "data.n=5", "learner.logLengthscale=1"}));
        QCOMPARE(trained(), 16);
    }

    void stoppedBasinSaysHowMuchIsDrawn()
    {
        edit(smallFigure5({"training.steps=1e8"}));
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        view()->chooseLayer(LandscapeLayer::Basin);
        emit view()->basinRequested(4);
        QTRY_VERIFY(view()->labels().contains("0 of 16 starts"));
        emit view()->basinStopRequested();
        QTRY_VERIFY_WITH_TIMEOUT(view()->labels().contains("stopped: 0 of 16 starts drawn"),
                                 30'000);
        edit(smallFigure5({"training.steps=99"}));
        QVERIFY(!view()->labels().join('|').contains("stopped"));
    }

    // Of four weights two are held, at the start or as the run has them.
    void sliceIsSaid()
    {
        edit(smallExperiment({"data=line", "data.n=2", "learner=linear-regression",
                              "learner.features=polynomial-sine", "learner.degree=3",
                              "learner.initialWeights=0.0005 0.9 0.9 0.9", "training.optimizer=sgd",
                              "training.batchSize=0"}));
        const auto says = [this](const QString& text) {
            return view()->labels().join('|').contains(text);
        };
        QTRY_VERIFY_WITH_TIMEOUT(says("slice: w2"), 30'000);
        QVERIFY2(says(" 0.9 (where they start)"), qPrintable(view()->labels().join('|')));
        run();
        QVERIFY(says("(where they start)"));
        for (auto* const button : view()->findChildren<QToolButton*>())
            if (button->text() == "Others at this step")
                button->click();
        QTRY_VERIFY(says("(as at this step)"));
        edit(smallFigure5()); // which has no others
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        QVERIFY(!says("slice"));
    }

    // Runs of a day each.
    void closingTheWindowStopsTheBasin()
    {
        edit(smallFigure5({"training.steps=1e8"}));
        QTRY_VERIFY_WITH_TIMEOUT(!view()->isEmpty(), 30'000);
        emit view()->basinRequested(4);
        m_fixture->close();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(60'000));
    }

private:
    [[nodiscard]] ViewGrid* grid() const { return m_fixture->part<ViewGrid>(); }
    [[nodiscard]] LandscapeView* view() const { return m_fixture->part<LandscapeView>(); }
    [[nodiscard]] QAction* action(const QString& text) const
    {
        for (QAction* const each : m_fixture->window()->findChildren<QAction*>())
            if (each->text().startsWith(text))
                return each;
        qFatal("no action %s", qPrintable(text));
    }
    void edit(const ExperimentSpec& spec) const { m_fixture->experiment().edit(spec); }
    [[nodiscard]] std::array<double, 2> startOnForm() const
    {
        const ExperimentSpec& spec = m_fixture->experiment().spec();
        return startOn(spec, usualPlane(spec));
    }
    void click(const QPointF& place) const
    {
        view()->grab();
        QTest::mouseClick(view()->plot(), Qt::LeftButton, {}, view()->pixelOf(place).toPoint());
    }
    void run() const
    {
        m_fixture->action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), 60'000);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestLandscapeDesk)
#include "tst_landscape_desk.moc"
