// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of a run that predicts a number by a Gaussian process: it has no weights,
// and its scores are no accuracies.

#include "core/data/dataset_catalog.h"
#include "core/metrics/posterior_curve.h"
#include "widgets/band_view.h"
#include "widgets/norm_view.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"
#include "widgets/view_grid.h"

#include <QAbstractItemView>
#include <QTreeView>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

namespace {

ExperimentSpec sineByAProcess()
{
    return smallExperiment({"data=sine", "data.n=20", "data.testSize=30", "learner=gp-regression",
                            "learner.logLengthscale=-1", "learner.logOutputscale=0",
                            "training.batchSize=0"});
}

} // namespace

class TestRegressionRun : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->experiment().edit(sineByAProcess());
        QTest::keyClick(m_fixture->window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), 30'000);
    }
    void cleanup() { m_fixture.reset(); }

    void scoresAreNoPercentagesAndThereIsNoNorm()
    {
        verifyTexts();
        const QString file = m_fixture->experiment().shownFile();
        m_fixture->reopen();
        m_fixture->experiment().show(file);
        QTRY_VERIFY(m_fixture->status().startsWith("Stored run"));
        verifyTexts();
    }

    void normIsOfferedWhereThereAreWeights()
    {
        auto* const grid = part<ViewGrid>();
        QVERIFY(!grid->isViewOffered(part<NormView>()));
        m_fixture->experiment().choosePreset("quick");
        m_fixture->action("Rewind")->trigger();
        m_fixture->experiment().choosePreset("quick");
        QTRY_VERIFY(grid->isViewOffered(part<NormView>()));
        QVERIFY(!grid->isViewOffered(part<BandView>()));
    }

    void curveHasItsBandAndThePointsOfTheData()
    {
        auto* const view = part<BandView>();
        QVERIFY(part<ViewGrid>()->isViewOffered(view));
        QVERIFY(view->curve() && std::ssize(view->curve()->x) == evenCurveInputs + 20);
        const ExperimentSpec spec = sineByAProcess();
        const auto data = findDataset("sine")->make(spec.data.parameters, datasetSeeds(spec), {});
        QTRY_COMPARE(view->points().train.size(), std::size_t{20});
        QCOMPARE(view->points().test.size(), std::size_t{30});
        QCOMPARE(view->points().test[7].x(), data->test.inputs.values()[7]);
        QCOMPARE(view->labels(), (QStringList{"train", "test"}));
    }

private:
    void verifyTexts() const
    {
        const QString status = m_fixture->status();
        QVERIFY2(status.contains(" · train score ") && status.contains(" · test score "),
                 qPrintable(status));
        QVERIFY2(!status.contains("%") && !status.contains("norm"), qPrintable(status));
        QTRY_COMPARE(m_fixture->accuracy()->title(), QString("Score"));
        const auto* const model = part<RunsTable>()->view()->model();
        QTRY_COMPARE(model->rowCount(), 1);
        for (const int column : {RunsModel::TrainScore, RunsModel::TestScore}) {
            const QString text = model->index(0, column).data().toString();
            QVERIFY2(text.startsWith("0.") && !text.contains("%"), qPrintable(text));
        }
    }

    template <class Part>
    [[nodiscard]] Part* part() const
    {
        return m_fixture->part<Part>();
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestRegressionRun)
#include "tst_regression_run.moc"
