// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/detector.h"
#include "core/detection/erf_fit.h"

#include <QtTest>

#include <cmath>

using namespace grokking;

namespace {

constexpr std::int64_t none = -1;

// The formula of erf_fit.h, written down once more: a rise from `lower` to `upper` around `step`.
struct Rise {
    double lower = 0.0;
    double upper = 1.0;
    double step = 1000.0;
    double width = 0.2; // decades

    [[nodiscard]] double at(std::int64_t s) const
    {
        const double x = std::log10(static_cast<double>(s) + 1.0);
        const double middle = std::log10(step + 1.0);
        return lower
               + (upper - lower) * (1.0 + std::erf((x - middle) / (std::sqrt(2.0) * width))) / 2.0;
    }
};

// Evenly spread over [-1, 1], the same each time.
double noise(std::int64_t i)
{
    const double value = std::sin(static_cast<double>(i) * 12.9898) * 43758.5453;
    return 2.0 * (value - std::floor(value)) - 1.0;
}

std::vector<std::int64_t> every100(std::int64_t last)
{
    std::vector<std::int64_t> steps{0, 1, 2, 5, 10, 20, 50};
    if (last < 0)
        return {0};
    for (std::int64_t step = 100; step <= last; step += 100)
        steps.push_back(step);
    return steps;
}

template <class Score>
std::vector<CurvePoint> curveOf(const std::vector<std::int64_t>& steps, Score score)
{
    ScoreCurve curve;
    for (const std::int64_t step : steps)
        curve.append(step, score(step));
    return curve.points(std::nullopt);
}

template <class Train, class Test>
Detector detectorOf(const DetectionSpec& settings, std::int64_t last, Train train, Test test)
{
    Detector detector(settings);
    for (const std::int64_t step : every100(last)) {
        Sampled sample{.step = step};
        sample.train.score = train(step);
        sample.test.score = test(step);
        sample.error = 1.0 - sample.train.score;
        sample.complexity = 1.0;
        detector.append(sample);
    }
    return detector;
}

std::int64_t stepOf(const std::optional<Crossing>& crossing)
{
    return crossing ? crossing->step : none;
}

} // namespace

class TestErfFit : public QObject
{
    Q_OBJECT

private slots:
    void recoversPositionAndSharpness_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("noiseHeight");
        const auto row = [](const char* name, Rise rise, double noiseHeight) {
            QTest::newRow(name) << rise.lower << rise.upper << rise.step << rise.width
                                << noiseHeight;
        };
        row("a broad rise", {0.6, 1.0, 5'000.0, 0.25}, 0.0);
        row("a sharp rise", {0.25, 1.0, 8'000.0, 0.03}, 0.0);
        row("an early rise", {0.1, 0.99, 12.0, 0.3}, 0.0);
        row("a small rise", {0.94, 0.999, 7'000.0, 0.1}, 0.0);
        row("a broad rise in noise", {0.6, 0.98, 5'000.0, 0.25}, 0.02);
        row("a sharp rise in noise", {0.25, 0.98, 8'000.0, 0.05}, 0.02);
    }

    // Without noise the mean over a cell (1/64 decade) widens the
    // sharpest by 1 %; with it 400 samples of +-.02 leave 2 % in position and 10 % in width.
    void recoversPositionAndSharpness()
    {
        QFETCH(double, lower);
        QFETCH(double, upper);
        QFETCH(double, step);
        QFETCH(double, width);
        QFETCH(double, noiseHeight);
        const Rise truth{lower, upper, step, width};
        const auto points = curveOf(
            every100(50'000), [&](std::int64_t s) { return truth.at(s) + noiseHeight * noise(s); });
        const auto fit = fitErf(points);
        QVERIFY(fit);
        const bool noisy = noiseHeight > 0.0;
        const double position = static_cast<double>(fit->step());
        QVERIFY2(std::abs(position / step - 1.0) < (noisy ? 0.02 : 0.005) || position == step,
                 qPrintable(QString::number(position)));
        QVERIFY2(std::abs(fit->sharpness() * width - 1.0) < (noisy ? 0.10 : 0.03),
                 qPrintable(QString::number(1.0 / fit->sharpness())));
        QVERIFY(std::abs(fit->lower - lower) < (noisy ? 0.01 : 0.002));
        QVERIFY(std::abs(fit->upper - upper) < (noisy ? 0.01 : 0.002));
    }

    // Between its last point below and its first above, a step's middle is the middle of the two.
    void jumpBetweenTwoEvaluationsLiesInTheirMiddle()
    {
        std::vector<std::int64_t> steps;
        for (std::int64_t step = 9; step < 10'000'000; step = 10 * (step + 1) - 1)
            steps.push_back(step); // x = 1, 2, ..., 6
        const auto fit =
            fitErf(curveOf(steps, [](std::int64_t step) { return step < 5'000 ? 0.2 : 1.0; }));
        QVERIFY(fit);
        QVERIFY(std::abs(fit->middle - 3.5) < 0.01);
        QVERIFY(fit->sharpness() <= 4.0 + 1e-9); // a quarter of the distance at least
    }

    void whatIsNoRiseIsNotFitted_data()
    {
        QTest::addColumn<Rise>("rise");
        QTest::addColumn<qint64>("last");
        QTest::addColumn<double>("noiseHeight");
        QTest::newRow("flat") << Rise{0.6, 0.6} << qint64{50'000} << 0.0;
        QTest::newRow("flat in noise") << Rise{0.94, 0.94} << qint64{50'000} << 0.03;
        QTest::newRow("stays below") << Rise{0.2, 0.94, 5'000} << qint64{50'000} << 0.0;
        QTest::newRow("falls") << Rise{1.0, 0.2, 5'000} << qint64{50'000} << 0.0;
        QTest::newRow("cut off before its middle")
            << Rise{0.2, 1.0, 9'000, 0.1} << qint64{8'000} << 0.0;
        QTest::newRow("cut off after its middle")
            << Rise{0.2, 1.0, 9'000, 0.2} << qint64{12'000} << 0.0;
        QTest::newRow("begins before the first")
            << Rise{0.2, 1.0, 0.0, 0.3} << qint64{50'000} << 0.0;
        QTest::newRow("one evaluation") << Rise{} << qint64{-1} << 0.0;
    }

    void whatIsNoRiseIsNotFitted()
    {
        QFETCH(Rise, rise);
        QFETCH(qint64, last);
        QFETCH(double, noiseHeight);
        const auto points = curveOf(every100(last), [&](std::int64_t step) {
            return rise.at(step) + noiseHeight * noise(step);
        });
        QVERIFY(!fitRise(points, 0.95));
    }

    void scoreThatIsNoNumberIsLeftOut()
    {
        const Rise truth{0.6, 1.0, 5'000.0, 0.25};
        const auto points = curveOf(every100(50'000), [&](std::int64_t step) {
            return step % 700 == 0 ? std::nan("") : truth.at(step);
        });
        QVERIFY(std::abs(static_cast<double>(fitErf(points)->step()) / 5'000.0 - 1.0) < 0.005);
    }

    // However often a run was evaluated, a fit looks at 64 points per decade.
    void manyEvaluationsAreFewPoints()
    {
        ScoreCurve curve;
        for (std::int64_t step = 0; step < 100'000; ++step)
            curve.append(step, 0.5);
        QVERIFY(curve.points(std::nullopt).size() <= 5 * 64);
    }

    void verdictsOfFittedCurves_data()
    {
        QTest::addColumn<Rise>("train");
        QTest::addColumn<Rise>("early"); // the test score is the sum of two rises
        QTest::addColumn<Rise>("late");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<qint64>("t1");
        QTest::addColumn<qint64>("t2");
        const auto row = [](const char* name, Rise train, Rise early, Rise late,
                            const char* verdict, qint64 t1, qint64 t2) {
            QTest::newRow(name) << train << early << late << verdict << t1 << t2;
        };
        const Rise memorizing{0.25, 1.0, 20.0, 0.25};
        const Rise partly{0.25, 0.6, 25.0, 0.2};
        const Rise nothing{0.0, 0.0};
        row("grokked", memorizing, partly, {0.0, 0.38, 8'000.0, 0.08}, "grokked", 20, 8'000);
        row("grokked from chance", memorizing, {0.25, 0.25}, {0.0, 0.75, 8'000.0, 0.08}, "grokked",
            20, 8'000);
        row("memorized", memorizing, partly, nothing, "memorized", 20, none);
        row("memorized, still rising", memorizing, partly, {0.0, 0.38, 60'000.0, 0.1}, "memorized",
            20, none);
        row("failed", {0.25, 0.9, 20.0, 0.25}, partly, nothing, "failed", none, none);
        row("together", memorizing, {0.25, 0.98, 60.0, 0.2}, nothing, "together", 20, 60);
        row("generalized from the start", memorizing, {0.97, 0.97}, nothing, "together", 20, 0);
    }

    // Positions are recovered to 3 %: the foot of the one rise bends the other.
    void verdictsOfFittedCurves()
    {
        QFETCH(Rise, train);
        QFETCH(Rise, early);
        QFETCH(Rise, late);
        QFETCH(QString, verdict);
        QFETCH(qint64, t1);
        QFETCH(qint64, t2);
        const Detector detector = detectorOf(
            {.definition = "erf-fit"}, 50'000, [&](std::int64_t step) { return train.at(step); },
            [&](std::int64_t step) { return early.at(step) + late.at(step); });
        const RunSummary summary = detector.summary(Detector::Progress::Ended);
        const auto isNear = [](std::int64_t found, std::int64_t expected) {
            return std::abs(found - expected) <= std::max<std::int64_t>(expected * 3 / 100, 1)
                   && (found == none) == (expected == none);
        };
        QVERIFY2(isNear(stepOf(summary.t1), t1), qPrintable(QString::number(stepOf(summary.t1))));
        QVERIFY2(isNear(stepOf(summary.t2), t2), qPrintable(QString::number(stepOf(summary.t2))));
        QCOMPARE(QString::fromStdString(std::string(verdictName(summary.verdict))), verdict);
    }

    // The fit ends where the score is lost again; the verdict says so.
    void lostScoreKeepsItsPosition()
    {
        const Rise rise{0.6, 1.0, 5'000.0, 0.1};
        const Detector detector = detectorOf(
            {.definition = "erf-fit"}, 50'000, [](std::int64_t) { return 1.0; },
            [&](std::int64_t step) { return step < 30'000 ? rise.at(step) : 0.5; });
        const RunSummary summary = detector.summary(Detector::Progress::Ended);
        QVERIFY(std::abs(stepOf(summary.t2) - 5'000) < 50);
        QVERIFY(summary.verdict == Verdict::Ungrokked);
        QCOMPARE(summary.stability.value(), 30'000 - stepOf(summary.t2));
    }

    // By hand, of one curve: train rises at 20, test at 8,000 from .6 to .98, both evaluated every
    // 100 steps after 50. Train is at .99 where erf(z / sqrt 2) = .9733, z = 2.216: x = log10(21) +
    // 2.216 * .15 = 1.6546, step 44, first evaluated at 50. Test is at .95 where Phi(z) = .35 /
    // .38, z = 1.414: x = log10(8001) + 1.414 * .05 = 3.9738, step 9,414.6, first evaluated at
    // 9,500.
    void definitionsOfOneCurveByHand()
    {
        const Rise train{0.25, 1.0, 20.0, 0.15};
        const Rise test{0.6, 0.98, 8'000.0, 0.05};
        const Detector detector = detectorOf(
            {}, 50'000, [&](std::int64_t step) { return train.at(step); },
            [&](std::int64_t step) { return test.at(step); });
        const auto times = detector.definitions();
        QCOMPARE(times.size(), std::size_t{3});
        QCOMPARE(times[0].definition, std::string("threshold"));
        QCOMPARE(times[1].definition, std::string("first-crossing"));
        QCOMPARE(times[2].definition, std::string("erf-fit"));
        for (const int crossing : {0, 1}) {
            const auto& each = times[static_cast<std::size_t>(crossing)];
            QCOMPARE(stepOf(each.t1), 50);
            QCOMPARE(stepOf(each.t2), 9'500);
            QVERIFY(!each.sharpness1 && !each.sharpness2);
        }
        QVERIFY(std::abs(stepOf(times[2].t1) - 20) <= 1);
        QVERIFY(std::abs(stepOf(times[2].t2) - 8'000) <= 40);
        QVERIFY(std::abs(times[2].sharpness2.value() - 20.0) < 0.6);
        QVERIFY(times[2].t2->confirmed);
    }

    // Delta_T: from sigma_E to the mean of the last window of train scores, here 18 at 1 and 2 at
    // .99.
    void roomLeftEndsAtTheLimitOfTheTrainCurve()
    {
        const Detector detector = detectorOf(
            {}, 5'000, [](std::int64_t step) { return step % 1'000 == 0 ? 0.99 : 1.0; },
            [](std::int64_t) { return 0.5; });
        const auto room = detector.summary(Detector::Progress::Ended).room;
        QVERIFY(room);
        QCOMPARE(room->lower, 0.95);
        QVERIFY(std::abs(room->upper - (18.0 + 2 * 0.99) / 20.0) < 1e-12);
        const Detector failed = detectorOf(
            {}, 5'000, [](std::int64_t) { return 0.5; }, [](std::int64_t) { return 0.5; });
        QVERIFY(!failed.summary(Detector::Progress::Ended).room);
    }
};

QTEST_APPLESS_MAIN(TestErfFit)
#include "tst_erf_fit.moc"
