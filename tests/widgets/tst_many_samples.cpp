// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A million samples, and runs drawn behind others: nothing is lost and nothing is slow.
#include "widgets/accuracy_view.h"
#include "widgets/error_complexity_view.h"
#include "widgets/loss_view.h"
#include "widgets/theme.h"

#include <qcustomplot.h>

#include <QTest>

#include "tests/widgets/canned_run.h"

#include <algorithm>
#include <array>
#include <memory>

using namespace grokking;
namespace test = grokking::test;

namespace {

constexpr std::int64_t count = 1'000'000;
constexpr std::int64_t spikeStep = 765'432;

// A quiet run; with `spike` one sample of it has 50 times the loss and the error of its neighbors.
enum class Spike { Without, With };

std::shared_ptr<const RunHistory> quietHistory(Spike spike)
{
    auto history = std::make_shared<RunHistory>();
    history->append(test::started());
    for (std::int64_t step = 0; step < count; ++step) {
        Sampled sample;
        sample.step = step;
        sample.error = step == spikeStep && spike == Spike::With ? 50.0 : 1.0;
        sample.train.loss = sample.test.loss = sample.error;
        sample.complexity = 10.0 + static_cast<double>(step);
        history->append(sample);
    }
    return history;
}

// Whether the run is the current one or drawn behind it.
enum class Place { Current, Behind };

void show(RunView& view, const std::shared_ptr<const RunHistory>& history, Place place)
{
    view.resize(500, 320);
    view.startRun(test::started());
    if (place == Place::Current)
        view.showSamples(history->samples());
    else
        view.setOverlays({{"behind", history, {}}});
}

QImage picture(RunView& view, double from, double to)
{
    view.plot()->xAxis->setRange(from, to);
    view.plot()->yAxis->setScaleType(QCPAxis::stLinear);
    view.plot()->yAxis->setRange(0.0, 60.0);
    view.plot()->replot();
    return view.plot()->grab().toImage();
}

// Returns the picture of a view that need not have been shown.
QImage settledPicture(RunView& view)
{
    (void)view.grab();                   // gives the plot its size
    for (int pass = 0; pass < 2; ++pass) // and the margins settle in the first
        view.plot()->replot();
    return view.plot()->grab().toImage();
}

// Returns the heights, in values, at which two pictures differ around a place on the x axis.
std::vector<double> differences(const QCustomPlot& plot, const QImage& first, const QImage& second,
                                double at)
{
    std::vector<double> heights;
    const int center = qRound(plot.xAxis->coordToPixel(at));
    const QRect rect = plot.axisRect()->rect();
    for (int x = std::max(center - 2, rect.left()); x <= std::min(center + 2, rect.right()); ++x)
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            if (first.pixel(x, y) != second.pixel(x, y))
                heights.push_back(plot.yAxis->pixelToCoord(y));
    return heights;
}

} // namespace

class TestManySamples : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ColorScheme::Light);
        m_plain = quietHistory(Spike::Without);
        m_spiky = quietHistory(Spike::With);
    }

    void aMillionSamplesKeepAllPoints()
    {
        AccuracyView curves;
        ErrorComplexityView plane;
        for (RunView* view : {static_cast<RunView*>(&curves), static_cast<RunView*>(&plane)})
            show(*view, m_plain, Place::Current);
        QCOMPARE(curves.steps().size(), std::size_t{count});
        QCOMPARE(curves.values(1).size(), std::size_t{count});
        QCOMPARE(curves.csv().count('\n'), 1 + int{count});
        curves.plot()->replot();
        QVERIFY(curves.plot()->graph(0)->dataCount() < 10'000);
        QCOMPARE(plane.path().points().size(), std::size_t{count});
        QVERIFY(plane.path().thinned().size() < 20'000);
    }

    void oneSampleIsSeenAtEveryZoom_data()
    {
        QTest::addColumn<bool>("isBehind");
        QTest::addColumn<bool>("isLogarithmic");
        QTest::addColumn<double>("before"); // steps shown left of the spike
        QTest::addColumn<double>("after");
        for (const bool isBehind : {false, true})
            for (const bool isLogarithmic : {false, true})
                for (const double width : {2e6, 3e5, 2e4, 1e3, 1e2, 9.0})
                    for (const double share : {0.2, 0.7})
                        QTest::addRow("%s, %s, %g steps, at %g of the width",
                                      isBehind ? "behind" : "current",
                                      isLogarithmic ? "log" : "linear", width, share)
                            << isBehind << isLogarithmic << std::min(share * width, 765'431.0)
                            << (1.0 - share) * width;
    }

    void oneSampleIsSeenAtEveryZoom()
    {
        QFETCH(bool, isBehind);
        QFETCH(bool, isLogarithmic);
        QFETCH(double, before);
        QFETCH(double, after);
        const Place place = isBehind ? Place::Behind : Place::Current;
        LossView& plain = lossView(m_plainViews, m_plain, place);
        LossView& spiky = lossView(m_spikyViews, m_spiky, place);
        std::vector<QImage> pictures;
        for (LossView* view : {&plain, &spiky}) {
            view->setStepScale(isLogarithmic ? StepScale::Logarithmic : StepScale::Linear);
            pictures.push_back(picture(*view, spikeStep - before, spikeStep + after));
        }
        const auto seen = differences(*spiky.plot(), pictures[0], pictures[1], spikeStep);
        QVERIFY(!seen.empty());
        QVERIFY2(std::ranges::max(seen) > 45.0, "the tip is cut off");
        QVERIFY2(std::ranges::min(seen) < 10.0, "it hangs in the air");
    }

    // On the plane the spike is a point of the path, 49 above all others.
    void oneSampleIsSeenInThePlane()
    {
        for (const Place place : {Place::Current, Place::Behind}) {
            ErrorComplexityView plain;
            ErrorComplexityView spiky;
            show(plain, m_plain, place);
            show(spiky, m_spiky, place);
            for (const double width : {2e6, 2e5, 2e4}) {
                const double from = std::max(1.0, spikeStep - 0.4 * width);
                const QImage first = picture(plain, from, from + width);
                const QImage second = picture(spiky, from, from + width);
                const auto seen = differences(*spiky.plot(), first, second, 10.0 + spikeStep);
                QVERIFY(!seen.empty());
                QVERIFY2(std::ranges::max(seen) > 45.0, "the tip is cut off");
            }
        }
    }

    void overlaysAreDrawnBehindAndLabeled()
    {
        AccuracyView view;
        view.resize(500, 320);
        view.startRun(test::started());
        view.showSamples(test::samplesUntil(20'000));
        view.plot()->replot();
        const QImage alone = view.plot()->grab().toImage();
        view.setOverlays({{"f = 0", test::historyUntil(20'000), {}},
                          {"f = 1", test::historyUntil(100'000), {}}});
        QVERIFY(view.labels().contains("f = 1"));
        QCOMPARE(view.plot()->xAxis->range().upper, 100'000.0);
        view.plot()->replot();
        QVERIFY(view.plot()->grab().toImage() != alone);
        view.startRun(test::started()); // overlays outlive the run
        QCOMPARE(view.plot()->xAxis->range().upper, 100'000.0);
        view.setOverlays({});
        QVERIFY(view.isEmpty());
    }

    // The history of a live run grows; setOverlays() is called again then.
    void overlayFollowsAGrowingHistory()
    {
        auto growing = std::make_shared<RunHistory>();
        growing->append(test::started());
        AccuracyView view;
        view.resize(500, 320);
        view.startRun(test::started());
        for (const Sampled& sample : test::samplesUntil(1'000))
            growing->append(sample);
        view.setOverlays({{"live", growing, {}}});
        QCOMPARE(view.plot()->xAxis->range().upper, 1'000.0);
        const QImage before = settledPicture(view);
        for (const Sampled& sample : test::samplesUntil(3'000))
            if (sample.step > 1'000)
                growing->append(sample);
        view.setOverlays({{"live", growing, {}}});
        QCOMPARE(view.plot()->xAxis->range().upper, 3'000.0);
        AccuracyView atOnce;
        atOnce.resize(500, 320);
        atOnce.startRun(test::started());
        atOnce.setOverlays({{"live", growing, {}}});
        QVERIFY(settledPicture(view) != before);
        QCOMPARE(settledPicture(view), settledPicture(atOnce));
    }

    // What is kept as a picture follows axes, colors and values.
    void keptPictureIsNeverStale()
    {
        AccuracyView view;
        view.resize(500, 320);
        view.startRun(test::started());
        view.setOverlays({{"f = 0", test::historyUntil(20'000), {}}});
        const auto grab = [&view] {
            view.plot()->replot();
            return view.plot()->grab().toImage();
        };
        std::vector<QImage> pictures{grab()};
        view.plot()->xAxis->setRange(100.0, 1'000.0);
        pictures.push_back(grab());
        view.setStepScale(StepScale::Linear);
        pictures.push_back(grab());
        view.setOverlays({{"f = 0", test::historyUntil(10'000), {}}});
        pictures.push_back(grab());
        for (std::size_t first = 0; first < pictures.size(); ++first)
            for (std::size_t second = 0; second < first; ++second)
                QVERIFY(pictures[first] != pictures[second]);
        QCOMPARE(grab(), pictures.back());
    }

private:
    using Views = std::array<std::unique_ptr<LossView>, 2>; // one per Place

    static LossView& lossView(Views& views, const std::shared_ptr<const RunHistory>& history,
                              Place place)
    {
        auto& view = views[static_cast<std::size_t>(place)];
        if (!view) {
            view = std::make_unique<LossView>();
            show(*view, history, place);
        }
        return *view;
    }

    std::shared_ptr<const RunHistory> m_plain;
    std::shared_ptr<const RunHistory> m_spiky;
    Views m_plainViews;
    Views m_spikyViews;
};

QTEST_MAIN(TestManySamples)
#include "tst_many_samples.moc"
