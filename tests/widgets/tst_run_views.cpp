// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawn_texts.h"
#include "tests/widgets/canned_run.h"
#include "widgets/accuracy_view.h"
#include "widgets/error_complexity_view.h"
#include "widgets/loss_view.h"
#include "widgets/norm_view.h"
#include "widgets/subclass_accuracy_view.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <qcustomplot.h>

using namespace grokking;

namespace {

constexpr std::int64_t lastStep = 50'000;

template <class View>
std::unique_ptr<RunView> make()
{
    return std::make_unique<View>();
}

using Maker = std::unique_ptr<RunView> (*)();

void feed(RunView& view, std::int64_t last = lastStep)
{
    view.startRun(test::started());
    view.showSamples(test::samplesUntil(last));
    view.showObservations(test::observationsUntil(last));
    view.showObservations(test::layerNormsUntil(last));
}

} // namespace

Q_DECLARE_METATYPE(Maker)

class TestRunViews : public QObject
{
    Q_OBJECT

private slots:
    void slingshotsAreMarkedWhereTheLossAndTheNormAre()
    {
        LossView loss;
        NormView norm;
        AccuracyView accuracy;
        for (StepView* const view : std::initializer_list<StepView*>{&loss, &norm, &accuracy}) {
            feed(*view);
            (void)view->plot()->toPixmap(600, 400, 1.0); // lays out the names of the ticks
            const QImage before = view->plot()->toPixmap(600, 400, 1.0).toImage();
            view->showSlingshots({400, 900});
            const QImage after = view->plot()->toPixmap(600, 400, 1.0).toImage();
            const bool marked = view != &accuracy;
            QCOMPARE(view->labels().contains("2 slingshots"), marked);
            QCOMPARE(before != after, marked);
            view->startRun(test::started());
            QVERIFY(!view->labels().contains("2 slingshots"));
        }
    }

    void everyViewKeepsTheContract_data()
    {
        QTest::addColumn<Maker>("maker");
        QTest::newRow("accuracy") << Maker(make<AccuracyView>);
        QTest::newRow("loss") << Maker(make<LossView>);
        QTest::newRow("norm") << Maker(make<NormView>);
        QTest::newRow("error and complexity") << Maker(make<ErrorComplexityView>);
        QTest::newRow("subclasses") << Maker(make<SubclassAccuracyView>);
    }
    void everyViewKeepsTheContract()
    {
        QFETCH(Maker, maker);
        const auto view = maker();
        QVERIFY(view->isEmpty());
        QVERIFY(view->readout().isEmpty());
        QVERIFY(!view->plot()->xAxis->label().isEmpty());
        QVERIFY(!view->plot()->yAxis->label().isEmpty());
        feed(*view);
        QVERIFY(!view->isEmpty());
        view->showSummary(test::grokkedSummary(lastStep));
        QVERIFY(view->labels().contains("t1 300"));
        QVERIFY(view->labels().contains("t2 12,300"));
        QVERIFY(view->readout().startsWith("step 50,000"));
        view->setCursorStep(7'000);
        QVERIFY(view->readout().startsWith("step 7,000"));
        view->resize(500, 300);
        QVERIFY(!view->grab().isNull());
        // Header, the 7 early steps and one line per 100 steps.
        QCOMPARE(view->csv().count('\n'), 1 + 7 + lastStep / 100);
        QVERIFY(view->csv().startsWith("step,"));

        view->startRun(test::started());
        QVERIFY(view->isEmpty());
        QVERIFY(!view->labels().contains("t1 300"));
    }

    void exports_data() { everyViewKeepsTheContract_data(); }
    void exports()
    {
        QFETCH(Maker, maker);
        const auto view = maker();
        feed(*view);
        const QTemporaryDir folder;
        for (const char* suffix : {"png", "pdf", "svg", "csv"}) {
            const QString path = folder.filePath(QString("view.") + suffix);
            QVERIFY(view->exportTo(path));
            QVERIFY(QFileInfo(path).size() > 100);
        }
        QCOMPARE(view->exportTo(folder.filePath("view.doc")).error().code, ErrorCode::Usage);
        QCOMPARE(view->exportTo("/nowhere/view.png").error().code, ErrorCode::FileAccess);
    }

    void exportsUseLightColors()
    {
        applyTheme(*qApp, ColorScheme::Dark);
        AccuracyView view;
        feed(view);
        const QTemporaryDir folder;
        QVERIFY(view.exportTo(folder.filePath("view.png")));
        const QImage image(folder.filePath("view.png"));
        QCOMPARE(image.pixelColor(1, 1), lightColors().surface);
        QCOMPARE(view.plot()->graph(0)->pen().color(), darkColors().train);
        applyTheme(*qApp, ColorScheme::Light);
    }

    void stepZeroIsVisibleOnALogAxis()
    {
        AccuracyView view;
        feed(view);
        view.resize(600, 300);
        view.grab();
        const auto* axis = view.plot()->xAxis;
        QCOMPARE(axis->scaleType(), QCPAxis::stLogarithmic);
        const auto first = view.plot()->graph(0)->data()->constBegin();
        QVERIFY(axis->range().contains(first->key));
        QVERIFY(first->key < 1.0);
        QCOMPARE(axis->tickVectorLabels().first(), QString("0"));
        QVERIFY(view.plot()->yAxis->range().upper > 1.0);
        view.setStepScale(StepScale::Linear);
        view.plot()->replot();
        QCOMPARE(axis->scaleType(), QCPAxis::stLinear);
        QCOMPARE(view.plot()->graph(0)->data()->constBegin()->key, 0.0);
    }

    void zeroLossIsVisibleOnALogAxis()
    {
        LossView view;
        view.startRun(test::started());
        auto samples = test::samplesUntil(1'000);
        samples.back().train.loss = 0.0;
        view.showSamples(samples);
        view.resize(600, 300);
        view.grab();
        const auto last = view.plot()->graph(0)->data()->constEnd() - 1;
        QVERIFY(last->value > 0.0);
        QVERIFY(view.plot()->yAxis->range().contains(last->value));
        QVERIFY(view.plot()->yAxis->tickVectorLabels().contains("0"));
        // A smaller loss later moves the place of zero, also of what was drawn before.
        samples = {test::sampleAt(1'100)};
        samples.back().train.loss = 1e-12;
        view.showSamples(samples);
        view.plot()->replot();
        const auto zero = view.plot()->graph(0)->data()->constEnd() - 2;
        QVERIFY(zero->value < 1e-12);
        QCOMPARE(view.values(0)[view.steps().size() - 2], 0.0);
    }

    void undefinedValuesAreGaps()
    {
        LossView view;
        view.startRun(test::started());
        auto samples = test::samplesUntil(300);
        samples.back().train.loss = std::nan("");
        view.showSamples(samples);
        view.plot()->replot();
        QVERIFY(std::isnan((view.plot()->graph(0)->data()->constEnd() - 1)->value));
        QVERIFY(view.readout().contains("train NaN"));
    }

    // Both are written, side by side, also where t1 has the longer text.
    void nearCrossingsAreBothNamed()
    {
        AccuracyView view;
        feed(view);
        view.resize(320, 200);
        view.show();
        for (const std::int64_t apart : {0, 1, 400}) {
            RunSummary summary = test::grokkedSummary(lastStep);
            summary.t1 = Crossing{12'300, false};
            summary.t2 = Crossing{12'300 + apart, true};
            view.showSummary(summary);
            view.plot()->replot(QCustomPlot::rpImmediateRefresh);
            QRectF t1;
            QRectF t2;
            for (const test::DrawnText& each : test::drawnTexts(*view.plot())) {
                t1 = each.text.startsWith("t1 ") ? each.ink : t1;
                t2 = each.text.startsWith("t2 ") ? each.ink : t2;
            }
            QVERIFY(!t1.isEmpty() && !t2.isEmpty());
            QVERIFY(t1.right() < t2.left());
        }
    }

    void wholeNameOfAnAxisIsInTheToolTip()
    {
        ErrorComplexityView view;
        RunStarted started = test::started();
        started.errorLabel = "Data fit (mean of the expected negative logarithm of the likelihood)";
        view.startRun(started);
        view.showSamples(test::samplesUntil(lastStep));
        view.resize(320, 180);
        view.show();
        view.plot()->replot(QCustomPlot::rpImmediateRefresh);
        const QCPAxis& axis = *view.plot()->yAxis;
        QVERIFY(axis.label() != QString::fromStdString(started.errorLabel));
        const auto ask = [&view](const QPoint& at) {
            QHelpEvent help(QEvent::ToolTip, at, view.plot()->mapToGlobal(at));
            QApplication::sendEvent(view.plot(), &help);
            return QToolTip::isVisible() ? QToolTip::text() : QString();
        };
        const QRect inside = view.plot()->axisRect()->rect();
        QPoint name(0, inside.center().y());
        while (name.x() < inside.left() && axis.getPartAt(name) != QCPAxis::spAxisLabel)
            name.rx() += 2;
        QCOMPARE(ask(name), QString::fromStdString(started.errorLabel));
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
        QCOMPARE(ask(inside.center()), QString());
    }

    void unconfirmedCrossingsHaveAQuestionMark()
    {
        AccuracyView view;
        feed(view);
        RunSummary summary = test::grokkedSummary(lastStep);
        summary.t2->confirmed = false;
        view.showSummary(summary);
        QVERIFY(view.labels().contains("t2 12,300?"));
    }

    void changesAreLabeled()
    {
        AccuracyView view;
        feed(view);
        view.showChange({2'000, "training.optimizer.weightDecay", 0.1});
        QVERIFY(view.labels().contains("weight decay 0.1"));
    }

    void resumedRunKeepsWhatCameBefore()
    {
        AccuracyView view;
        feed(view, 1'000);
        const std::size_t before = view.steps().size();
        RunStarted resumed = test::started();
        resumed.firstStep = 1'000;
        view.startRun(resumed);
        view.showSamples(std::vector{test::sampleAt(1'100)});
        QCOMPARE(view.steps().size(), before + 1);
    }

    void hoveringMovesTheCursor()
    {
        AccuracyView view;
        view.resize(600, 300);
        view.show();
        feed(view);
        view.grab();
        QSignalSpy moves(&view, &RunView::cursorStepChanged);
        const QPoint middle = view.plot()->axisRect()->rect().center();
        QTest::mouseMove(view.plot(), middle);
        QTRY_COMPARE(moves.count(), 1);
        QVERIFY(view.cursorStep().has_value());
        const double pixel =
            view.plot()->xAxis->coordToPixel(static_cast<double>(*view.cursorStep()));
        QVERIFY(std::abs(pixel - middle.x()) < 60.0);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view.plot(), &leave);
        QCOMPARE(moves.count(), 2);
        QVERIFY(!view.cursorStep());
        view.setCursorStep(300);
        QCOMPARE(moves.count(), 2); // what others set is not reported back
    }

    void zoomStaysUntilReset()
    {
        AccuracyView view;
        feed(view, 1'000);
        const QCPRange all = view.plot()->xAxis->range();
        emit view.plot()->mouseWheel(nullptr);
        view.plot()->xAxis->setRange(10.0, 100.0);
        view.showSamples(std::vector{test::sampleAt(1'100)});
        QCOMPARE(view.plot()->xAxis->range().upper, 100.0);
        view.resetZoom();
        QVERIFY(view.plot()->xAxis->range().upper > all.upper);
    }

    void paletteChangeRecolors()
    {
        applyTheme(*qApp, ColorScheme::Light);
        AccuracyView view;
        QCOMPARE(view.plot()->graph(0)->pen().color(), lightColors().train);
        applyTheme(*qApp, ColorScheme::Dark);
        QTRY_COMPARE(view.plot()->graph(0)->pen().color(), darkColors().train);
        QCOMPARE(view.plot()->graph(1)->pen().color(), darkColors().test);
        applyTheme(*qApp, ColorScheme::Light);
    }

    void testCurveIsHeavier()
    {
        AccuracyView view;
        QVERIFY(view.plot()->graph(1)->pen().widthF() > view.plot()->graph(0)->pen().widthF());
    }

    void regressionShowsScores()
    {
        AccuracyView view;
        RunStarted started = test::started();
        started.classifier = false;
        view.startRun(started);
        QCOMPARE(view.title(), QString("Score"));
    }

    void planeNamesAxesAndRegions()
    {
        ErrorComplexityView view;
        feed(view);
        QCOMPARE(view.plot()->xAxis->label(), QString("Squared weight norm"));
        QCOMPARE(view.plot()->yAxis->label(), QString("Train loss"));
        QVERIFY(!view.labels().contains("LEHC memorized"));
        view.showSummary(test::grokkedSummary(lastStep));
        for (const char* name : {"LEHC memorized", "LELC generalized", "HEHC", "HELC"})
            QVERIFY(view.labels().contains(name));
        QCOMPARE(view.plot()->xAxis->scaleType(), QCPAxis::stLogarithmic);
    }

    void planeIsLinearWithNegativeValues()
    {
        ErrorComplexityView view;
        view.startRun(test::started());
        Sampled sample = test::sampleAt(0);
        sample.complexity = -3.0;
        view.showSamples(std::vector{sample, test::sampleAt(100)});
        QCOMPARE(view.plot()->xAxis->scaleType(), QCPAxis::stLinear);
        QCOMPARE(view.plot()->yAxis->scaleType(), QCPAxis::stLogarithmic);
    }

    void thinnedPathKeepsASpike()
    {
        PlanePath path;
        for (std::int64_t step = 0; step < 200'000; ++step)
            path.append({step, step == 150'001 ? 99.0 : 1.0, 1.0});
        const auto highest = std::ranges::max_element(path.thinned(), {}, &PathPoint::error);
        QCOMPARE(highest->error, 99.0);
        QCOMPARE(path.thinned().back().step, 199'999);
        QVERIFY(path.thinned().size() < 15'000);
    }

    void subsampledSubclassesAreMarked_data()
    {
        QTest::addColumn<int>("perClass");
        QTest::newRow("8 subclasses") << 2;
        QTest::newRow("40 subclasses") << 10;
    }
    void subsampledSubclassesAreMarked()
    {
        QFETCH(int, perClass);
        SubclassAccuracyView view;
        view.startRun(test::started(perClass));
        view.showObservations(test::observationsUntil(1'000, perClass));
        QVERIFY(view.labels().contains("A1"));
        QVERIFY(view.labels().contains("◆ A2"));
        QCOMPARE(view.row(0).size(), std::size_t(4 * perClass));
        view.resize(600, 200);
        QVERIFY(!view.grab().isNull());
    }

    void subsampledSubclassesAreSetApartBelow()
    {
        SubclassAccuracyView view;
        RunStarted started = test::started();
        started.grouping->trainingSize[1] = 0;
        view.startRun(started);
        view.showObservations(test::observationsUntil(1'000));
        QVERIFY(view.labels().contains("◇ A2")); // removed
        QVERIFY(view.labels().contains("◆ B2"));
        const std::vector<std::size_t> order{0, 2, 4, 6, 1, 3, 5, 7};
        for (std::size_t place = 1; place < order.size(); ++place) {
            const double gap =
                view.stripRect(order[place]).top() - view.stripRect(order[place - 1]).bottom();
            QVERIFY2(place == 4 ? gap >= 4.0 : gap >= 0.0 && gap <= 2.0,
                     qPrintable(QString::number(gap)));
        }
    }

    void foreignObservationsAreIgnored()
    {
        SubclassAccuracyView view;
        view.startRun(test::started());
        auto observations = test::observationsUntil(100);
        for (Observed& observed : observations)
            observed.observation.id = "something-else";
        view.showObservations(observations);
        QVERIFY(view.isEmpty());
    }

    void screenReadersGetTheContent()
    {
        AccuracyView view;
        feed(view);
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(interface);
        QCOMPARE(interface->role(), QAccessible::Chart);
        QCOMPARE(interface->text(QAccessible::Name), QString("Accuracy"));
        QVERIFY(interface->text(QAccessible::Description).contains("test 0.99"));
    }
};

QTEST_MAIN(TestRunViews)
#include "tst_run_views.moc"
