// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views of the step at the cursor whose observations are bars or a curve with a band.
#include "tests/widgets/shown_metric.h"
#include "widgets/band_view.h"
#include "widgets/bars_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <memory>

using namespace grokking;
using namespace grokking::test;

namespace {

// Values of three inputs: the first one grows, the second is below zero, the third is no number.
Observed bars(std::int64_t step, double first)
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    return {step, {.id = "bars", .content = NamedVector{{"1", "2", "3"}, {first, -1.0, none}}}};
}

// A line of this slope from -1 to 1, in a band of this half width.
Observed line(std::int64_t step, double slope, double width)
{
    BandedCurve curve;
    for (int i = 0; i <= 20; ++i) {
        const double x = -1.0 + 0.1 * i;
        curve.x.push_back(x);
        curve.y.push_back(slope * x);
        curve.low.push_back(slope * x - width);
        curve.high.push_back(slope * x + width);
    }
    return {step, {.id = "line", .xAxis = "Input", .yAxis = "Mean and band", .content = curve}};
}

} // namespace

class TestBarsAndBands : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ColorScheme::Light); }

    void barsRiseFromZero()
    {
        BarsView view(look("bars"), "Input");
        feed(view, {bars(0, 1.0), bars(100, 4.0), line(200, 1.0, 1.0)});
        const double zero = view.plot()->yAxis->coordToPixel(0.0);
        const QRectF first = view.barRect(0, 4.0);
        const QRectF second = view.barRect(1, -1.0);
        QVERIFY(std::abs(first.bottom() - zero) < 1e-6);
        QVERIFY(std::abs(second.top() - zero) < 1e-6);
        QVERIFY(std::abs(first.height() - 4.0 * second.height()) < 0.01);
        QVERIFY(QRectF(view.plot()->axisRect()->rect()).contains(first));
        QVERIFY(QRectF(view.plot()->axisRect()->rect()).contains(second));
        const QImage image = view.plot()->toPixmap(0, 0, 1.0).toImage();
        const auto colorAt = [&](double x, double value) {
            return image.pixelColor(qRound(view.plot()->xAxis->coordToPixel(x)),
                                    qRound(view.plot()->yAxis->coordToPixel(value)));
        };
        QCOMPARE(colorAt(0.5, 3.5), lightColors().scaleMiddle);
        QCOMPARE(colorAt(1.5, -0.5), lightColors().scaleMiddle);
        QCOMPARE(colorAt(1.5, 2.3), lightColors().surface);
        QCOMPARE(view.plot()->xAxis->label(), QString("Input"));
        QCOMPARE(view.plot()->yAxis->label(), QString("Share of power"));
    }

    void barsTellTheirValues()
    {
        BarsView view(look("bars"), "Input");
        feed(view, {bars(0, 1.0), bars(100, 4.0)});
        QCOMPARE(view.readout(), QString("step 100  ·  highest 1: 4  ·  3 values"));
        const QPointF second = view.barRect(1, -1.0).center();
        QCOMPARE(view.textAt(second), QString("Input 2: -1"));
        QVERIFY(view.textAt(QPointF(1, 1)).isEmpty());
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, second.toPoint());
        QCOMPARE(view.readout(), QString("step 100  ·  2: -1  ·  3 values"));
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, second.toPoint());
        QVERIFY(view.readout().contains("highest"));
        QCOMPARE(view.csv(), QString("step,name,value\n100,1,4\n100,2,-1\n100,3,nan\n"));
    }

    void secondCursorOutlinesItsBars()
    {
        BarsView view(look("bars"), "Input");
        feed(view, {bars(0, 8.0), bars(100, 4.0)});
        QVERIFY(view.reference().empty());
        QVERIFY(view.labels().isEmpty());
        view.setCursorMarks({.step = 150, .reference = 50, .pinned = true});
        QCOMPARE(view.values()[0], 4.0);
        QCOMPARE(view.reference()[0], 8.0);
        QCOMPARE(view.labels(), (QStringList{"step 100", "outlines: step 0"}));
        QCOMPARE(view.textAt(view.barRect(0, 4.0).center()), QString("Input 1: 4 (step 0: 8)"));
        QVERIFY(view.csv().endsWith("\n0,1,8\n0,2,-1\n0,3,nan\n"));
        view.plot()->replot();
        const QRectF outline = view.barRect(0, 8.0);
        QVERIFY(QRectF(view.plot()->axisRect()->rect()).contains(outline)); // the axis makes room
        const QImage image = view.plot()->toPixmap(0, 0, 1.0).toImage();
        const QPoint top(qRound(outline.center().x()), qRound(outline.top()));
        int darkest = 255;
        for (const int below : {-1, 0, 1})
            darkest = std::min(darkest, image.pixelColor(top + QPoint(0, below)).lightness());
        QVERIFY(darkest < 100);
        QVERIFY(image.pixelColor(top + QPoint(0, 8)) == lightColors().surface); // not filled
    }

    void valueAxisFitsTheCursorOrTheRun()
    {
        BarsView view(look("bars"), "Input");
        feed(view, {bars(0, 9.0), bars(100, 4.0)});
        QVERIFY(view.plot()->yAxis->range().upper < 5.0);
        view.fixedAxes()->trigger();
        QVERIFY(view.plot()->yAxis->range().upper > 9.0);
        QVERIFY(view.plot()->yAxis->range().lower < -1.0);
    }

    void namesOfManyBarsAreThinned_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("few") << 4;
        QTest::newRow("forty") << 40;
        QTest::newRow("two hundred") << 200;
    }
    void namesOfManyBarsAreThinned()
    {
        QFETCH(int, count);
        NamedVector vector;
        for (int bar = 0; bar < count; ++bar) {
            vector.names.push_back("weight " + std::to_string(bar));
            vector.values.push_back(1.0 + bar);
        }
        BarsView view(look("bars"), "Weight");
        feed(view, {{0, {.id = "bars", .content = vector}}});
        const QCPAxis& axis = *view.plot()->xAxis;
        QVector<double> ticks;
        axis.ticker()->generate(axis.range(), QLocale::c(), u'g', 3, ticks, nullptr, nullptr);
        QVERIFY(!ticks.isEmpty());
        const double width = QFontMetricsF(axis.tickLabelFont()).horizontalAdvance("weight 199");
        for (qsizetype tick = 1; tick < ticks.size(); ++tick)
            QVERIFY(axis.coordToPixel(ticks[tick]) - axis.coordToPixel(ticks[tick - 1]) >= width);
        QCOMPARE(ticks.size() == count, count == 4);
        QVERIFY(view.barRect(static_cast<std::size_t>(count) - 1, 1.0).width() >= 1.0);
    }

    void bandLiesAroundItsCurve()
    {
        BandView view(look("line"));
        feed(view, {line(0, 1.0, 3.0), line(100, 1.0, 0.5)});
        view.showPoints({{{0.0, 0.0}}, {{0.5, -1.8}}});
        view.plot()->replot();
        QCOMPARE(view.plot()->xAxis->label(), QString("Input"));
        QCOMPARE(view.plot()->yAxis->label(), QString("Mean and band"));
        QVERIFY(view.plot()->yAxis->range().contains(1.5));
        QVERIFY(view.plot()->yAxis->range().contains(-1.8)); // a point
        QVERIFY(!view.plot()->yAxis->range().contains(3.0));
        const QImage image = view.plot()->toPixmap(0, 0, 1.0).toImage();
        const auto colorAt = [&](double x, double y) {
            return image.pixelColor(qRound(view.plot()->xAxis->coordToPixel(x)),
                                    qRound(view.plot()->yAxis->coordToPixel(y)));
        };
        const QColor band = blended(lightColors().scaleMiddle, lightColors().surface, 0.22);
        QVERIFY(channelDistance(colorAt(-0.5, -0.2), band) <= 4);
        QVERIFY(channelDistance(colorAt(-0.5, -0.5), band) > 40); // the curve
        QCOMPARE(colorAt(-0.43, 0.33), lightColors().surface);    // beside the grid
        QCOMPARE(colorAt(0.0, 0.0), lightColors().train);
        QCOMPARE(view.labels(), (QStringList{"train", "test"}));
    }

    void bandTellsItsValues()
    {
        BandView view(look("line"));
        feed(view, {line(0, 1.0, 3.0), line(100, 1.0, 0.5)});
        view.showPoints({{{0.0, 0.0}}, {{0.5, -1.8}}});
        view.plot()->replot();
        const auto place = [&](double x, double y) {
            return QPointF(view.plot()->xAxis->coordToPixel(x),
                           view.plot()->yAxis->coordToPixel(y));
        };
        QCOMPARE(view.readout(), QString("step 100  ·  band -1.5 to 1.5"));
        QCOMPARE(view.textAt(place(0.5, -1.8)), QString("test: 0.5, -1.8"));
        QCOMPARE(view.textAt(place(0.51, 1.2)), QString("Input 0.5: 0.5 (0 to 1)"));
        QVERIFY(view.textAt(QPointF(1, 1)).isEmpty());
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, place(0.5, 1.2).toPoint());
        view.setCursorStep(0); // the chosen input stays
        QCOMPARE(view.readout(), QString("step 0  ·  Input 0.5: 0.5 (-2.5 to 3.5)"));
        QVERIFY(view.csv().startsWith("step,x,y,low,high\n0,-1,-1,-4,2\n"));
        QCOMPARE(view.csv().count('\n'), 22);
    }

    void secondCursorDashesItsCurve()
    {
        BandView view(look("line"));
        feed(view, {line(0, 1.0, 3.0), line(100, 0.0, 0.5)});
        view.setCursorMarks({.step = 100, .reference = 10, .pinned = true});
        QCOMPARE(view.reference()->y.front(), -1.0);
        QCOMPARE(view.labels(), (QStringList{"step 100", "step 0"}));
        QCOMPARE(view.csv().count('\n'), 43);
        QVERIFY(view.plot()->yAxis->range().contains(1.0));
        QVERIFY(!view.plot()->yAxis->range().contains(3.0)); // it has no band
        view.setCursorMarks({.step = 100});
        QVERIFY(!view.plot()->yAxis->range().contains(1.0));
        view.fixedAxes()->trigger();
        QVERIFY(view.plot()->yAxis->range().contains(4.0));
    }

    // A run that diverged has curves without numbers.
    void bandWithoutNumbersIsNotDrawn()
    {
        BandView view(look("line"));
        const double none = std::numeric_limits<double>::quiet_NaN();
        feed(view, {line(0, 1.0, 1.0), line(100, none, none)});
        QVERIFY(!view.isEmpty());
        QVERIFY(!view.readout().isEmpty());
        view.plot()->replot();
        const double low = view.plot()->yAxis->range().lower;
        QVERIFY(std::isfinite(low));
    }

    void emptyStateSaysWhatIsMissing()
    {
        for (const bool isBand : {false, true}) {
            std::unique_ptr<RunView> view;
            if (isBand)
                view = std::make_unique<BandView>(look("a"));
            else
                view = std::make_unique<BarsView>(look("a"), "Input");
            const auto* const text = view->findChild<QLabel*>("quiet");
            QCOMPARE(text->text(), QString("Press Run to watch this. It shows."));
            view->startRun(started());
            view->showSamples(samplesUntil(100));
            QVERIFY(view->isEmpty() && view->readout().isEmpty() && view->csv().isEmpty());
            QCOMPARE(text->text(), QString("This run has recorded nothing of this. It shows."));
            Observed own = isBand ? line(0, 1.0, 1.0) : bars(0, 1.0);
            own.observation.id = "a";
            view->showObservations({&own, 1});
            QVERIFY(!view->isEmpty());
            view->startRun(started());
            QVERIFY(view->isEmpty());
        }
    }

    void picturesAreExported()
    {
        QTemporaryDir folder;
        BarsView inputs(look("bars"), "Input");
        feed(inputs, {bars(0, 1.0), bars(100, 4.0)});
        BandView curve(look("line"));
        feed(curve, {line(0, 1.0, 1.0)});
        for (RunView* const view : std::initializer_list<RunView*>{&inputs, &curve})
            for (const char* const suffix : {".png", ".svg", ".pdf", ".csv"}) {
                const QString file = folder.filePath(view->id() + suffix);
                QVERIFY(view->exportTo(file));
                QVERIFY2(QFileInfo(file).size() > 100, qPrintable(file));
            }
    }
};

QTEST_MAIN(TestBarsAndBands)
#include "tst_bars_and_bands.moc"
