// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of seeds, smoothing, and views made from a metric's description.
#include "tests/support/drawn_texts.h"
#include "tests/widgets/canned_run.h"
#include "widgets/accuracy_view.h"
#include "widgets/loss_view.h"
#include "widgets/norm_view.h"
#include "widgets/observation_curves_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

using namespace grokking;

namespace {

constexpr std::int64_t lastStep = 20'000;
constexpr CurveLook bands{Smoothing::Off, SeedsLook::Bands};
constexpr CurveLook traces{Smoothing::Off, SeedsLook::Traces};

// Returns a run whose test score is `shift` lower everywhere.
std::shared_ptr<const RunHistory> seedHistory(double shift, std::int64_t last = lastStep)
{
    auto history = std::make_shared<RunHistory>();
    history->append(test::started());
    for (Sampled sample : test::samplesUntil(last)) {
        sample.test.score -= shift;
        sample.test.loss *= 1.0 + shift;
        history->append(sample);
    }
    for (const Observed& norms : test::layerNormsUntil(last))
        history->append(norms);
    return history;
}

// Returns seeds 1, 2, ... of one experiment, each 0.01 below the one before.
std::vector<RunOverlay> seeds(int count, const QString& group = "a", const QString& name = "demo")
{
    std::vector<RunOverlay> overlays;
    for (int seed = 1; seed <= count; ++seed)
        overlays.push_back({QStringLiteral("%1-seed%2").arg(name).arg(seed),
                            seedHistory(0.01 * (seed - 1)),
                            {},
                            group});
    return overlays;
}

void showFirst(RunView& view, std::vector<RunOverlay> overlays)
{
    overlays.front().isShown = true;
    view.resize(500, 320);
    view.startRun(test::started());
    view.showSamples(overlays.front().history->samples());
    for (const auto& [id, observations] : overlays.front().history->observations())
        view.showObservations(observations);
    view.setOverlays(overlays);
}

QImage picture(RunView& view)
{
    (void)view.grab();
    for (int pass = 0; pass < 2; ++pass) // the margins settle in the first
        view.plot()->replot();
    return view.plot()->grab().toImage();
}

int pixelsOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

MetricLook logitScale()
{
    return {.id = "logit-scale",
            .title = "Logit scale",
            .axisLabel = "Logits (mean per example)",
            .help = "Mean norm."};
}

Observed scales(std::int64_t step, double train, double test)
{
    return {step,
            {.id = "logit-scale",
             .title = "Logit scale",
             .unit = {},
             .xAxis = {},
             .yAxis = {},
             .content = NamedVector{{"train norm", "test norm"}, {train, test}}}};
}

} // namespace

class TestCurveViews : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ColorScheme::Light); }

    void seedsAreOneBand()
    {
        AccuracyView view;
        view.setLook(bands);
        showFirst(view, seeds(10));
        QCOMPARE(view.groups().size(), std::size_t{1});
        const GroupCurves& group = view.groups().front();
        QVERIFY(group.isShown);
        QCOMPARE(group.title, QString("demo"));
        // Seeds lie 0, .01, ... .09 below the first: quartiles .0225, .045 and .0675 below it.
        const BandCurve& test = group.curves.at(1);
        const double first = view.values(1).back();
        QVERIFY(std::abs(test.median.values().back() - (first - 0.045)) < 1e-12);
        QVERIFY(std::abs(test.lower.values().back() - (first - 0.0675)) < 1e-12);
        QVERIFY(std::abs(test.upper.values().back() - (first - 0.0225)) < 1e-12);
        QCOMPARE(view.note(), QString("median of 10 seeds, band: quartiles"));
        QVERIFY(view.labels().contains(view.note()));
        QVERIFY(!view.labels().contains("demo-seed2")); // is in the band
        QVERIFY(!view.readout().contains("median"));
        view.setCursorStep(lastStep);
        QVERIFY(view.readout().contains("test of 10 seeds: median"));
        (void)picture(view);
        QVERIFY(view.plot()->xAxis->label().contains("median of 10 seeds"));
    }

    // As in a figure of many runs, where none is the shown one.
    void overlaysTellWhatTheScoreIs()
    {
        AccuracyView view;
        view.setOverlays(seeds(2));
        QCOMPARE(view.title(), QString("Accuracy"));
        auto regression = std::make_shared<RunHistory>();
        RunStarted started = test::started();
        started.classifier = false;
        regression->append(started);
        regression->append(test::sampleAt(0));
        view.resize(500, 320);
        view.setOverlays({{"demo", regression, {}}});
        QCOMPARE(view.title(), QString("Score"));
        (void)picture(view);
        QVERIFY2(view.plot()->yAxis->label().startsWith("Score (1 - MSE / variance)"),
                 qPrintable(view.plot()->yAxis->label()));
    }

    void tracesInsteadOfBands()
    {
        AccuracyView view;
        showFirst(view, seeds(10));
        const QImage band = picture(view);
        view.setLook(traces);
        QVERIFY(view.groups().empty());
        QCOMPARE(view.note(), QString("10 seeds, one line each"));
        QVERIFY(view.labels().contains("demo-seed2"));
        QVERIFY(!view.labels().contains("demo-seed1")); // the current run lies behind nothing
        QVERIFY(picture(view) != band);
        view.setLook(bands);
        QCOMPARE(picture(view), band);
    }

    void twoRunsAreNoGroup()
    {
        AccuracyView view;
        showFirst(view, seeds(2));
        QVERIFY(view.groups().empty());
        QVERIFY(view.labels().contains("demo-seed2"));
    }

    void runsOfOtherLengthsAreCounted()
    {
        AccuracyView view;
        auto overlays = seeds(4);
        overlays[3].history = seedHistory(0.03, 5'000);
        showFirst(view, overlays);
        QCOMPARE(view.note(), QString("median of 3 to 4 seeds, band: quartiles"));
        const BandCurve& test = view.groups().front().curves.at(1);
        QCOMPARE(test.runs.front(), std::size_t{4});
        QCOMPARE(test.runs.back(), std::size_t{3});
        QCOMPARE(test.steps.back(), lastStep);
    }

    // A pause evaluates one run at a step of its own.
    void pausesAreNoMedians()
    {
        AccuracyView view;
        auto overlays = seeds(3);
        auto paused = std::make_shared<RunHistory>(*overlays[1].history);
        Sampled manual = test::sampleAt(lastStep + 7);
        manual.kind = SampleKind::Manual;
        paused->append(manual);
        overlays[1].history = paused;
        showFirst(view, overlays);
        QCOMPARE(view.groups().front().curves.at(0).steps.back(), lastStep);
    }

    void twoGroupsAreToldApart()
    {
        AccuracyView view;
        auto overlays = seeds(4);
        for (const RunOverlay& other : seeds(5, "b"))
            overlays.push_back(other);
        for (const RunOverlay& other : seeds(3, "c", "carvalho"))
            overlays.push_back(other);
        showFirst(view, overlays);
        QCOMPARE(view.groups().size(), std::size_t{3});
        const QStringList labels = view.labels();
        for (const char* title : {"demo", "demo #2", "carvalho"})
            QVERIFY2(labels.contains(title), title);
        QVERIFY(view.note().contains("demo #2: 5 seeds"));
        QVERIFY(!picture(view).isNull());
    }

    // As a figure over stored runs: no run is the current one.
    void groupsWithoutARunHaveColorsOfTheirOwn()
    {
        AccuracyView view;
        view.resize(500, 320);
        std::vector<RunOverlay> overlays;
        for (const char* title : {"fig3a-n100", "fig3a-n200", "fig3a-n800"})
            for (RunOverlay run : seeds(3, title)) {
                run.title = title;
                run.isShown = false;
                overlays.push_back(run);
            }
        view.setOverlays(overlays);
        QVERIFY(!view.isEmpty());
        QCOMPARE(view.groups().size(), std::size_t{3});
        QCOMPARE(view.groups()[0].label, QString("n100"));
        QCOMPARE(view.groups()[2].label, QString("n800"));
        QCOMPARE(view.note(), QString("fig3a: medians of 3 seeds, band: quartiles; train dashed"));
        QCOMPARE(pixelsOf(picture(view), lightColors().test), 0);
        overlays.resize(3);
        view.setOverlays(overlays);
        QVERIFY(pixelsOf(picture(view), lightColors().test) > 100);
    }

    void bandFollowsAGrowingHistory()
    {
        AccuracyView view;
        auto overlays = seeds(3);
        auto growing = std::make_shared<RunHistory>(*overlays[2].history);
        overlays[2].history = growing;
        showFirst(view, overlays);
        QCOMPARE(view.groups().front().curves.at(0).steps.back(), lastStep);
        growing->append(test::sampleAt(lastStep + 100));
        overlays.front().isShown = true;
        view.setOverlays(overlays);
        QCOMPARE(view.groups().front().curves.at(0).steps.back(), lastStep + 100);
        QCOMPARE(view.groups().front().curves.at(0).runs.back(), std::size_t{1});
    }

    // Twenty runs of 500 evaluations, as bands and as traces.
    void manySeedsAreDrawn()
    {
        for (const CurveLook& look : {bands, traces}) {
            LossView view;
            view.setLook(look);
            showFirst(view, seeds(20));
            LossView alone;
            showFirst(alone, seeds(1));
            QVERIFY(picture(view) != picture(alone));
        }
    }

    // Step 0, loss 0 and accuracy 1 have places in the plot, also in a band.
    void extremesStayInThePlot()
    {
        std::vector<RunOverlay> overlays;
        for (int seed = 1; seed <= 3; ++seed) {
            auto history = std::make_shared<RunHistory>();
            history->append(test::started());
            for (Sampled sample : test::samplesUntil(1'000)) {
                if (sample.step >= 500) {
                    sample.train.loss = 0.0;
                    sample.train.score = 1.0;
                }
                history->append(sample);
            }
            overlays.push_back({QString::number(seed), history, {}, "a"});
        }
        LossView loss;
        AccuracyView accuracy;
        for (CurveView* view :
             {static_cast<CurveView*>(&loss), static_cast<CurveView*>(&accuracy)}) {
            view->resize(500, 320);
            view->setOverlays(overlays);
            (void)picture(*view);
            QCOMPARE(view->groups().size(), std::size_t{1});
            QCOMPARE(view->plot()->xAxis->tickVectorLabels().first(), QString("0"));
            QVERIFY(view->plot()->xAxis->range().lower > 0.0);
        }
        QVERIFY(loss.plot()->yAxis->tickVectorLabels().contains("0"));
        QCOMPARE(loss.plot()->yAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(accuracy.plot()->yAxis->range().upper > 1.0);
        // The band at step 0 and at loss 0 is inside the frame: color where there is none without.
        const QImage with = picture(loss);
        loss.setOverlays({});
        loss.startRun(test::started());
        loss.showSamples(overlays.front().history->samples());
        const auto* const points = loss.plot()->graph(0)->data().data();
        loss.plot()->replot();
        QVERIFY(loss.plot()->xAxis->range().contains(points->constBegin()->key));
        QVERIFY(loss.plot()->yAxis->range().contains((points->constEnd() - 1)->value));
        QVERIFY(!with.isNull());
    }

    void smoothingKeepsTheRawValues()
    {
        AccuracyView view;
        showFirst(view, seeds(1));
        const QPen raw = view.plot()->graph(1)->pen();
        QVERIFY(!view.plot()->graph(3)->visible());
        view.setLook({Smoothing::Strong, SeedsLook::Bands});
        view.plot()->replot();
        QVERIFY(view.plot()->graph(3)->visible());
        QCOMPARE(view.plot()->graph(3)->pen(), raw);
        QVERIFY(view.plot()->graph(1)->pen().color().alphaF() < 0.5F);
        QVERIFY(view.plot()->graph(1)->dataCount() > 0);
        QVERIFY(view.plot()->graph(3)->dataCount() > 0);
        QVERIFY(view.note().contains("running median"));
        const QString header = view.csv().section('\n', 0, 0);
        QCOMPARE(header, QString("step,train,test,train (smoothed),test (smoothed)"));
        QVERIFY(view.readout().contains("test 0."));
        const QString last = view.csv().trimmed().section('\n', -1);
        QCOMPARE(last.section(',', 1, 1),
                 last.section(',', 3, 3)); // the last value has no neighbor
    }

    // Every other evaluation of every seed is 0.2 lower; the median of neighbors is not.
    void smoothingSmoothsBands()
    {
        std::vector<RunOverlay> overlays;
        for (int seed = 1; seed <= 4; ++seed) {
            auto history = std::make_shared<RunHistory>();
            history->append(test::started());
            bool isLow = false;
            for (Sampled sample : test::samplesUntil(lastStep)) {
                sample.test.score = 0.9 - 0.02 * seed - (std::exchange(isLow, !isLow) ? 0.2 : 0.0);
                history->append(sample);
            }
            overlays.push_back({QStringLiteral("demo-seed%1").arg(seed), history, {}, "a"});
        }
        AccuracyView view;
        showFirst(view, overlays);
        const auto inside = [&view] {
            return picture(view).copy(view.plot()->axisRect()->rect().adjusted(8, 0, -8, 0));
        };
        const QImage raw = inside();
        view.setLook({Smoothing::Strong, SeedsLook::Bands});
        QVERIFY(inside() != raw);
        QCOMPARE(view.note(), QString("median of 4 seeds, band: quartiles; running median"));
        view.setLook(bands);
        QCOMPARE(inside(), raw);
    }

    void csvHasTheGroup()
    {
        AccuracyView view;
        showFirst(view, seeds(10));
        QVERIFY(view.csv().startsWith("step,train,test,train lower quartile,train median"));
        const QString last = view.csv().trimmed().section('\n', -1);
        QCOMPARE(last.count(','), 2 + 2 * 4);
        QCOMPARE(last.section(',', -1), QString("10"));
        QVERIFY(std::abs(last.section(',', 8, 8).toDouble() - (view.values(1).back() - 0.045))
                < 1e-12);
    }

    void actionsReachAllViews()
    {
        QWidget window;
        CurveLookActions actions(&window);
        AccuracyView accuracy(&window);
        LossView loss(&window);
        for (CurveView* view : {static_cast<CurveView*>(&accuracy), static_cast<CurveView*>(&loss)})
            actions.addView(view);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy changes(&actions, &CurveLookActions::lookChanged);
        QTest::keyClick(&window, Qt::Key_S);
        QCOMPARE(actions.look().smoothing, Smoothing::Light);
        QVERIFY(loss.note().contains("running median"));
        QTest::keyClick(&window, Qt::Key_B);
        QCOMPARE(actions.look().seeds, SeedsLook::Traces);
        QCOMPARE(changes.count(), 2);
        QVERIFY(accuracy.actions().size() >= 2); // in its context menu
        for (int press = 0; press < 3; ++press)
            QTest::keyClick(&window, Qt::Key_S);
        QCOMPARE(actions.look().smoothing, Smoothing::Off);
    }

    void namedNumbersAreCurves()
    {
        ObservationCurvesView view(logitScale(), ZeroScale::Kind::Logarithmic);
        QCOMPARE(view.title(), QString("Logit scale"));
        QVERIFY(view.isEmpty());
        view.startRun(test::started());
        view.showObservations(std::vector{scales(0, 1.0, 2.0), scales(100, 0.0, 3.0)});
        QCOMPARE(view.curves().size(), std::size_t{2});
        QVERIFY((view.values(0) == std::vector<double>{1.0, 0.0}));
        QCOMPARE(view.plot()->graph(0)->pen().color(), lightColors().train);
        QCOMPARE(view.plot()->graph(1)->pen().color(), lightColors().test);
        QCOMPARE(view.plot()->yAxis->label(), QString("Logits (mean per example)"));
        QVERIFY(view.labels().contains("test norm"));
        QVERIFY(view.readout().contains("train norm 0"));
        (void)picture(view);
        QVERIFY(view.plot()->yAxis->tickVectorLabels().contains("0")); // though logarithmic
        QCOMPARE(view.csv(), QString("step,train norm,test norm\n0,1,2\n100,0,3\n"));
    }

    void numbersMayTurnNegative()
    {
        ObservationCurvesView view(logitScale(), ZeroScale::Kind::Logarithmic);
        view.startRun(test::started());
        view.showObservations(std::vector{scales(0, -1.0, 2.0)});
        QCOMPARE(view.plot()->yAxis->scaleType(), QCPAxis::stLinear);
    }

    void aNewRunMayHaveOtherNames()
    {
        ObservationCurvesView view(logitScale(), ZeroScale::Kind::Logarithmic);
        view.startRun(test::started());
        view.showObservations(std::vector{scales(0, 1.0, 2.0)});
        view.startRun(test::started());
        Observed one = scales(0, 5.0, 6.0);
        one.observation.content = Scalar{7.0};
        view.showObservations(std::vector{one});
        QCOMPARE(view.curves().size(), std::size_t{1});
        QCOMPARE(view.values(0).back(), 7.0);
    }

    void observationsOfSeedsAreBands()
    {
        NormView view;
        showFirst(view, seeds(3));
        QCOMPARE(view.groups().size(), std::size_t{1});
        QCOMPARE(view.groups().front().curves.size(), view.curves().size());
        QCOMPARE(view.groups().front().curves.at(0).steps.back(), lastStep);
    }

    void longNamesLeaveRoomForTheCurves()
    {
        NormView view;
        view.startRun(test::started());
        view.showObservations(std::vector{test::layerNorms(0, {3.0, 4.0, 12.0, 0.0})});
        view.setBiasesShown(true);
        view.resize(200, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(view.plot()->axisRect()->margins().right() <= 80);
        QStringList names;
        for (const test::DrawnText& text : test::drawnTexts(*view.plot()))
            if (text.text.contains(u'…'))
                names << text.text;
        names.removeDuplicates();
        QVERIFY2(names.size() == 2, qPrintable(names.join('|'))); // both biases, told apart
        view.resize(600, 300);
        QVERIFY(view.plot()->axisRect()->margins().right() > 80);
    }

    // 3, 4 and 12: the whole is 13.
    void normsOfLayersMakeUpTheWhole()
    {
        NormView view;
        view.startRun(test::started());
        view.showObservations(std::vector{test::layerNorms(0, {3.0, 4.0, 12.0, 0.0})});
        const auto names = [&view] {
            QStringList all;
            for (const CurveView::Curve& curve : view.curves())
                all << curve.name;
            return all;
        };
        QCOMPARE(names(), (QStringList{"whole", "layer 1", "layer 2"}));
        QCOMPARE(view.values(0).front(), 13.0);
        view.setBiasesShown(true);
        QCOMPARE(names(),
                 (QStringList{"whole", "layer 1", "layer 1 biases", "layer 2", "layer 2 biases"}));
        QCOMPARE(view.values(0).front(), 13.0);
        QCOMPARE(view.values(2).front(), 4.0);
        view.setBiasesShown(false);
        QCOMPARE(view.curves().size(), std::size_t{3});
    }
};

QTEST_MAIN(TestCurveViews)
#include "tst_curve_views.moc"
