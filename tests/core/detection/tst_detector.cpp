// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/detector.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace grokking;

namespace {

// A hand-made curve: one sample per entry, 100 steps apart.
struct Curve {
    std::vector<double> train;
    std::vector<double> test;
};

std::vector<double> operator+(std::vector<double> first, const std::vector<double>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

std::vector<double> flat(std::size_t count, double score)
{
    return std::vector<double>(count, score);
}

Sampled sampleAt(std::int64_t step, double train, double test)
{
    Sampled sample{.step = step};
    sample.train.score = train;
    sample.test.score = test;
    sample.error = 1.0 - train;
    sample.complexity = 100.0 / (1.0 + static_cast<double>(step));
    return sample;
}

RunSummary detect(const Curve& curve, const DetectionSpec& settings = {},
                  Detector::Progress progress = Detector::Progress::Ended)
{
    Detector detector(settings);
    for (std::size_t i = 0; i < curve.train.size(); ++i)
        detector.append(
            sampleAt(100 * static_cast<std::int64_t>(i), curve.train[i], curve.test[i]));
    return detector.summary(progress);
}

constexpr std::int64_t none = -1;

std::int64_t stepOf(const std::optional<Crossing>& crossing)
{
    return crossing ? crossing->step : none;
}

} // namespace

Q_DECLARE_METATYPE(Curve)
Q_DECLARE_METATYPE(grokking::Verdict)

class TestDetector : public QObject
{
    Q_OBJECT

private slots:
    void verdictsOfHandMadeCurves_data()
    {
        QTest::addColumn<Curve>("curve");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<qint64>("t1");
        QTest::addColumn<qint64>("t2");
        const auto row = [](const char* name, Curve curve, Verdict verdict, qint64 t1, qint64 t2) {
            QTest::newRow(name) << curve << verdict << t1 << t2;
        };
        const auto memorizing = flat(1, 0.3) + flat(99, 1.0); // t1 = 100
        row("late generalization", {memorizing, flat(30, 0.6) + flat(70, 0.97)}, Verdict::Grokked,
            100, 3000);
        row("never memorizes", {flat(100, 0.98), flat(100, 0.6)}, Verdict::Failed, none, none);
        row("generalizes without memorizing", {flat(100, 0.98), flat(100, 0.96)}, Verdict::Failed,
            none, 0);
        row("never generalizes", {memorizing, flat(100, 0.9499)}, Verdict::Memorized, 100, none);
        row("exactly at both thresholds", {flat(100, 0.99), flat(50, 0.5) + flat(50, 0.95)},
            Verdict::Grokked, 0, 5000);
        row("touches and falls back", {memorizing, flat(20, 0.6) + flat(19, 0.96) + flat(61, 0.6)},
            Verdict::Memorized, 100, none);
        row("touches, falls back, then stays",
            {memorizing, flat(20, 0.6) + flat(19, 0.96) + flat(1, 0.94) + flat(60, 0.96)},
            Verdict::Grokked, 100, 4000);
        row("train touches and falls back first",
            {flat(10, 1.0) + flat(5, 0.9) + flat(85, 1.0), flat(40, 0.6) + flat(60, 1.0)},
            Verdict::Grokked, 1500, 4000);
        row("together", {memorizing, flat(5, 0.6) + flat(95, 0.97)}, Verdict::Together, 100, 500);
        row("gap just below the minimum", {memorizing, flat(10, 0.6) + flat(90, 0.97)},
            Verdict::Together, 100, 1000);
        row("gap at the minimum", {memorizing, flat(11, 0.6) + flat(89, 0.97)}, Verdict::Grokked,
            100, 1100);
        row("test before train", {flat(50, 0.5) + flat(50, 1.0), flat(20, 0.6) + flat(80, 0.97)},
            Verdict::Together, 5000, 2000);
        row("a whole window below after t2",
            {memorizing, flat(30, 0.6) + flat(30, 0.97) + flat(20, 0.9) + flat(20, 0.97)},
            Verdict::Ungrokked, 100, 3000);
        row("a short dip after t2",
            {memorizing, flat(30, 0.6) + flat(30, 0.97) + flat(19, 0.9) + flat(21, 0.97)},
            Verdict::Grokked, 100, 3000);
        row("the run's end cuts the window of t2", {memorizing, flat(90, 0.6) + flat(10, 0.97)},
            Verdict::Grokked, 100, 9000);
    }

    void verdictsOfHandMadeCurves()
    {
        QFETCH(Curve, curve);
        QFETCH(Verdict, verdict);
        QFETCH(qint64, t1);
        QFETCH(qint64, t2);
        const RunSummary summary = detect(curve);
        QCOMPARE(verdictName(summary.verdict), verdictName(verdict));
        QCOMPARE(stepOf(summary.t1), t1);
        QCOMPARE(stepOf(summary.t2), t2);
        if (t1 != none && t2 != none)
            QCOMPARE(summary.gap.value(), t2 - t1);
        else
            QVERIFY(!summary.gap);
    }

    void crossingCutOffByTheEndIsUnconfirmed()
    {
        const Curve curve{flat(100, 1.0), flat(90, 0.6) + flat(10, 0.97)};
        QVERIFY(!detect(curve).t2->confirmed);
        QVERIFY(detect(curve).t1->confirmed);
        QVERIFY(detect({flat(100, 1.0), flat(80, 0.6) + flat(20, 0.97)}).t2->confirmed);
    }

    void runningRunHasNoVerdictBeforeBothAreConfirmed()
    {
        constexpr auto running = Detector::Progress::Running;
        const auto verdict = [](const Curve& curve) { return detect(curve, {}, running).verdict; };
        QVERIFY(verdict({flat(60, 1.0), flat(60, 0.6)}) == Verdict::Running);
        QVERIFY(verdict({flat(60, 1.0), flat(41, 0.6) + flat(19, 0.97)}) == Verdict::Running);
        QVERIFY(verdict({flat(60, 1.0), flat(40, 0.6) + flat(20, 0.97)}) == Verdict::Grokked);
    }

    // While the run goes on and from the stored run: the same samples, the same summary.
    void summaryDoesNotDependOnWhenItIsAsked()
    {
        const Curve curve{flat(1, 0.3) + flat(99, 1.0), flat(30, 0.6) + flat(70, 0.97)};
        Detector asked({});
        Detector unasked({});
        for (std::size_t i = 0; i < curve.train.size(); ++i) {
            const auto sample =
                sampleAt(100 * static_cast<std::int64_t>(i), curve.train[i], curve.test[i]);
            asked.append(sample);
            QVERIFY(asked.summary(Detector::Progress::Running).lastStep == sample.step);
            unasked.append(sample);
        }
        QVERIFY(asked.summary(Detector::Progress::Ended)
                == unasked.summary(Detector::Progress::Ended));
    }

    // Def. 3.1: sigma_S is the best test score up to t1, here .7 (not .8, reached later).
    void intensityAndStabilityFollowTheirDefinitions()
    {
        const Curve curve{flat(2, 0.3) + flat(98, 1.0), std::vector<double>{0.5, 0.7, 0.6}
                                                            + flat(20, 0.8) + flat(30, 0.97)
                                                            + flat(20, 0.9) + flat(27, 0.97)};
        const RunSummary summary = detect(curve);
        QVERIFY(std::abs(summary.intensity.value() - (0.95 - 0.7)) < 1e-15);
        QCOMPARE(summary.t2->step, 2300);
        QCOMPARE(summary.stability.value(), 5300 - 2300);
        QVERIFY(std::abs(summary.ratio.value() - 23.0 / 2.0) < 1e-15);
    }

    void ratioHasNoMeaningWhenTrainStartsThere()
    {
        const RunSummary summary = detect({flat(100, 1.0), flat(50, 0.6) + flat(50, 0.97)});
        QCOMPARE(summary.t1->step, 0);
        QVERIFY(!summary.ratio);
        QCOMPARE(summary.gap.value(), 5000);
        QCOMPARE(summary.stability.value(), 9900 - 5000);
    }

    void infiniteAndMissingNumbersEndAsDiverged_data()
    {
        QTest::addColumn<double>("value");
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinity") << std::numeric_limits<double>::infinity();
    }

    void infiniteAndMissingNumbersEndAsDiverged()
    {
        QFETCH(double, value);
        Detector detector({});
        for (int i = 0; i < 50; ++i)
            detector.append(sampleAt(100 * i, 1.0, 0.99));
        Sampled last = sampleAt(5000, 1.0, 0.99);
        last.test.loss = value;
        detector.append(last);
        const RunSummary summary = detector.summary(Detector::Progress::Ended);
        QVERIFY(summary.verdict == Verdict::Diverged);
        QCOMPARE(summary.divergedQuantity, std::string("test loss"));
    }

    void scoreThatIsNoNumberCountsAsBelow()
    {
        auto test = flat(100, 0.97);
        test[50] = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(stepOf(detect({flat(100, 1.0), test}).t2), 0);
        test = flat(10, 0.97) + flat(90, 0.97);
        test[10] = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(stepOf(detect({flat(100, 1.0), test}).t2), 1100);
    }

    // Uneven distances (a log schedule, a pause) change steps but not the count of evaluations.
    void windowCountsEvaluationsNotSteps()
    {
        Detector detector({.window = 3, .minimumGap = 10});
        const std::vector<std::pair<std::int64_t, double>> curve{
            {0, 0.1},     {1, 0.5},     {10, 0.96},    {5000, 0.5},
            {5001, 0.96}, {5002, 0.97}, {90'000, 0.98}};
        for (const auto& [step, test] : curve)
            detector.append(sampleAt(step, 1.0, test));
        QCOMPARE(stepOf(detector.summary(Detector::Progress::Ended).t2), 5001);
    }

    void manualAndRepeatedSamplesAreIgnored()
    {
        Detector detector({});
        Detector plain({});
        for (int i = 0; i < 100; ++i) {
            const Sampled sample = sampleAt(100 * i, 1.0, i < 50 ? 0.6 : 0.97);
            detector.append(sample);
            detector.append(sample);
            Sampled manual = sampleAt(100 * i + 50, 0.0, 0.0);
            manual.kind = SampleKind::Manual;
            detector.append(manual);
            plain.append(sample);
        }
        QVERIFY(detector.summary(Detector::Progress::Ended)
                == plain.summary(Detector::Progress::Ended));
    }

    // Miller et al., Def. 1.3: strictly above, the first time, whatever follows.
    void firstCrossingNeedsNoWindowButMoreThanTheThreshold()
    {
        const DetectionSpec settings{
            .definition = "first-crossing", .trainThreshold = 0.95, .testThreshold = 0.95};
        const Curve curve{flat(1, 0.95) + flat(1, 0.96) + flat(98, 0.5),
                          flat(30, 0.95) + flat(1, 0.951) + flat(69, 0.951)};
        const RunSummary summary = detect(curve, settings);
        QCOMPARE(stepOf(summary.t1), 100);
        QCOMPARE(stepOf(summary.t2), 3000);
        QVERIFY(summary.t1->confirmed && summary.t2->confirmed);
        QVERIFY(summary.verdict == Verdict::Grokked);
    }

    void emptyRunHasFailed()
    {
        QVERIFY(detect({}).verdict == Verdict::Failed);
        QVERIFY(detect({}, {}, Detector::Progress::Running).verdict == Verdict::Running);
    }
};

QTEST_APPLESS_MAIN(TestDetector)
#include "tst_detector.moc"
