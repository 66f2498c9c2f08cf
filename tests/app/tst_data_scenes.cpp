// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes of data sets against the data sets themselves, and what the window does with them.
#include "app/window/data_scenes.h"
#include "core/data/dataset_catalog.h"
#include "core/data/example_selection.h"
#include "tests/app/window_fixture.h"
#include "widgets/confusion_view.h"
#include "widgets/geometry_view.h"
#include "widgets/sample_view.h"
#include "widgets/view_grid.h"

#include <qcustomplot.h>

#include <QSemaphore>
#include <QThreadPool>

#include <cmath>

using namespace grokking;
using namespace grokking::test;

namespace {

Dataset dataOf(const ExperimentSpec& spec)
{
    return *findDataset(spec.data.id)->make(spec.data.parameters, datasetSeeds(spec), {});
}

double distance(std::span<const double> a, std::span<const double> b)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return std::sqrt(sum);
}

} // namespace

class TestDataScenes : public QObject
{
    Q_OBJECT

private slots:
    void samplesAreTheObservedOnes_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::newRow("8 subclasses") << "equidistant";
        QTest::newRow("40 subclasses") << "equivariant";
    }

    void samplesAreTheObservedOnes()
    {
        QFETCH(QString, dataset);
        const auto spec = smallExperiment(
            {"data=" + dataset.toStdString(), "data.n=400", "data.f=0.1", "data.testSize=800"});
        const auto scene = dataScene(spec, {}, "test");
        QVERIFY(bool(scene));
        const Dataset data = dataOf(spec);
        const auto observed = observedExamples(data);
        const auto geometry =
            findDataset(spec.data.id)->geometry(spec.data.parameters, datasetSeeds(spec), {});
        QVERIFY(scene->grouping == *data.grouping);
        QCOMPARE(scene->samples.size(), observed.size());
        for (std::size_t i = 0; i < observed.size(); ++i) {
            const SceneSample& sample = scene->samples[i];
            QCOMPARE(sample.split == SampleSplit::Training, observed[i].split == Split::Train);
            QCOMPARE(sample.group, static_cast<std::size_t>(observed[i].group));
            QCOMPARE(sample.number, observed[i].number);
            const double expected =
                distance(data.split(observed[i].split).inputs.row(observed[i].index),
                         geometry->centroids.row(observed[i].group));
            QVERIFY(std::abs(sample.distance - expected) < 1e-12);
        }
        QVERIFY(scene->axes[0].startsWith("1st principal direction ("));
    }

    void dataWithOneInputArePoints()
    {
        const auto spec = smallExperiment(
            {"data=sine", "data.n=20", "data.testSize=3000", "learner=gp-regression"});
        const auto scene = dataScene(spec, {}, "test");
        QVERIFY(bool(scene));
        const Dataset data = dataOf(spec);
        QCOMPARE(scene->points.train.size(), std::size_t{20});
        QCOMPARE(scene->points.test.size(), std::size_t{2000}); // the first
        for (std::size_t i = 0; i < 20; ++i)
            QCOMPARE(scene->points.train[i],
                     QPointF(data.train.inputs.values()[i],
                             std::get<RealTargets>(data.train.targets).values[i]));
        QVERIFY(scene->grouping.names.empty());
        const auto concealed = dataScene(
            smallExperiment({"data=sine", "data.spuriousDimensions=2", "learner=gp-regression"}),
            {}, "test");
        QVERIFY(concealed && concealed->points.train.empty());
    }

    // Digits lie where the clusters were found; a cluster without training pictures shows others.
    void digitsHavePictures()
    {
        const auto spec = smallExperiment({"data=digits", "data.clustersFrom=pixels", "data.f=0",
                                           "data.n=200", "data.testSize=200"});
        const auto scene = dataScene(spec, {}, "test");
        QVERIFY2(bool(scene), scene ? "" : scene.error().text().c_str());
        const Dataset data = dataOf(spec);
        QCOMPARE(scene->images.height, 20);
        QCOMPARE(scene->images.width, 20);
        QCOMPARE(scene->images.ofGroup.size(), std::size_t{20});
        for (std::size_t group = 0; group < 20; ++group) {
            const Examples& split =
                data.grouping->subsampled[group] ? data.test : data.train; // f = 0
            const auto first = std::ranges::find(split.groups, static_cast<std::int32_t>(group))
                               - split.groups.begin();
            QVERIFY(
                std::ranges::equal(scene->images.ofGroup[group].row(0), split.inputs.row(first)));
        }
        QVERIFY(dataScene(smallExperiment(), {}, "test")->images.ofGroup.empty());
    }

    // What a scene of digits needs first can be stopped.
    void stoppedSceneIsEmpty()
    {
        std::stop_source source;
        source.request_stop();
        const auto scene =
            dataScene(smallExperiment({"data=digits"}), {}, "test", source.get_token());
        QVERIFY(bool(scene) && scene->grouping.names.empty());
    }

    // Equidistant subclasses lie sqrt 2 apart, and so does their plane's triangle.
    void planeThroughThreeCentroidsKeepsTheirDistances()
    {
        const auto scene =
            dataScene(smallExperiment(), std::array<std::size_t, 3>{5, 0, 3}, "test");
        QVERIFY(bool(scene));
        const QPointF a = scene->centroids[5];
        const QPointF b = scene->centroids[0];
        const QPointF c = scene->centroids[3];
        QVERIFY(std::hypot(a.x(), a.y()) < 1e-12);
        QVERIFY(std::abs(b.x() - std::sqrt(2.0)) < 1e-9 && std::abs(b.y()) < 1e-9);
        QVERIFY(std::abs(std::hypot(c.x(), c.y()) - std::sqrt(2.0)) < 1e-9 && c.y() > 0.0);
        QVERIFY(scene->axes[0].startsWith("From C2 to A1"));
    }

    void centroidsThatSpanNoPlaneAreRefused()
    {
        const auto scene =
            dataScene(smallExperiment(), std::array<std::size_t, 3>{1, 1, 2}, "test");
        QVERIFY(!scene);
        QVERIFY(QString::fromStdString(scene.error().message).contains("on one line"));
    }

    void theLatestDataAreShown()
    {
        DataScenes scenes;
        QSignalSpy made(&scenes, &DataScenes::sceneMade);
        for (int n = 36; n < 60; ++n)
            scenes.showData(smallExperiment({"data.n=" + std::to_string(n), "data.f=1"}),
                            QString::number(n));
        const auto source = [&made] { return made.last().front().value<DataScene>().source; };
        QTRY_VERIFY(!made.isEmpty() && source() == "59");
        QVERIFY(made.size() < 24); // moves of a slider are not queued up
    }

    void editOfAnotherSettingMakesNoScene()
    {
        DataScenes scenes;
        QSignalSpy made(&scenes, &DataScenes::sceneMade);
        scenes.showData(smallExperiment(), "next run");
        QTRY_COMPARE(made.size(), 1);
        scenes.showData(smallExperiment({"learner.width=16"}), "next run");
        QVERIFY(!scenes.isBusy());
        scenes.showData(smallExperiment({"learner.width=16"}), "this run");
        QTRY_COMPARE(made.size(), 2);
    }

    // Other work, such as reading the library, keeps no scene waiting, nor does a scene keep the
    // window from closing once it is stopped.
    void scenesWaitForNoOtherWork()
    {
        QThreadPool& others = *QThreadPool::globalInstance();
        QSemaphore end;
        for (int thread = 0; thread < others.maxThreadCount(); ++thread)
            others.start([&end] { end.acquire(); });
        {
            DataScenes scenes;
            QSignalSpy made(&scenes, &DataScenes::sceneMade);
            scenes.showData(smallExperiment(), "next run");
            QTRY_COMPARE(made.size(), 1);
            scenes.showData(smallExperiment({"data.n=400"}), "next run");
            QVERIFY(scenes.isBusy());
        }
        end.release(others.maxThreadCount());
        others.waitForDone();
    }

    void refusedPlaneLeavesThePrincipalOne()
    {
        DataScenes scenes;
        QSignalSpy made(&scenes, &DataScenes::sceneMade);
        QSignalSpy failed(&scenes, &DataScenes::failed);
        scenes.showData(smallExperiment(), "test");
        QTRY_COMPARE(made.size(), 1);
        scenes.choosePlane(std::array<std::size_t, 3>{0, 0, 1});
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(made.size(), 2);
        QVERIFY(!made.last().front().value<DataScene>().plane);
    }

    // The window shows the data on the form, follows it, and then shows the run's.
    void windowShowsTheFormAndThenTheRun()
    {
        const WindowFixture window;
        auto* geometry = window.part<GeometryView>();
        QTRY_COMPARE(geometry->title(), QString("Geometry, next run"));
        QTRY_COMPARE(geometry->scene().grouping.names.size(), std::size_t{8});
        ExperimentSpec spec = window.experiment().spec();
        spec.data.parameters["f"] = 0.0;
        window.experiment().edit(spec);
        QTRY_VERIFY(geometry->labels().filter("(removed)").size() == 4);
        window.experiment().runOrResume();
        QTRY_COMPARE(geometry->title(), QString("Geometry, this run"));
        QTRY_VERIFY(geometry->readout().contains("wrong"));
        QTRY_VERIFY(!window.part<ConfusionView>()->isEmpty());
    }

    void clickedSampleIsInspected()
    {
        const WindowFixture window;
        window.experiment().runOrResume();
        auto* geometry = window.part<GeometryView>();
        auto* sample = window.part<SampleView>();
        auto* grid = window.part<ViewGrid>();
        QTRY_VERIFY(geometry->readout().contains("step 60"));
        QVERIFY(!grid->isViewVisible(sample));
        emit geometry->sampleChosen(7);
        QVERIFY(grid->isViewVisible(sample));
        QCOMPARE(sample->sample(), std::size_t{7});
        QVERIFY2(sample->readout().contains("margin"), qPrintable(sample->readout()));
    }
};

QTEST_MAIN(TestDataScenes)
#include "tst_data_scenes.moc"
