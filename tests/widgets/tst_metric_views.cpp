// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views of metrics by kind, on made-up observations of arithmetic mod 11: five frequencies of
// which the third emerges, a table of all pairs, and points that form a circle.
#include "tests/widgets/shown_metric.h"
#include "widgets/color_scale.h"
#include "widgets/heat_map.h"
#include "widgets/matrix_view.h"
#include "widgets/points_view.h"
#include "widgets/spectrum_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <numbers>

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int modulus = 11;
constexpr std::int64_t lastStep = 20'000;

const QStringList categories{"train, right", "train, wrong", "test, right", "test, wrong"};

// Of five frequencies number 3 takes over as the run generalizes.
Observed spectrum(std::int64_t step)
{
    const double key = 0.2 + 0.7 * test::rise(step, 8'000.0, 6.0);
    NamedVector vector{{"1", "2", "3", "4", "5"}, std::vector<double>(5, 0.25 * (1.0 - key))};
    vector.values[2] = key;
    return {step, {.id = "spectrum", .content = vector}};
}

std::vector<std::string> numbers(int count)
{
    std::vector<std::string> names;
    for (int number = 0; number < count; ++number)
        names.push_back(std::to_string(number));
    return names;
}

// Pairs with x = 0 are training pairs, right from step 100 on, and x = 10, y = 10 is empty; test
// pairs are right where x + y is below `right`.
Observed pairs(std::int64_t step, int right)
{
    Matrix matrix{numbers(modulus), numbers(modulus), Array<double>({modulus, modulus})};
    for (int x = 0; x < modulus; ++x)
        for (int y = 0; y < modulus; ++y) {
            const int category = x == 0 ? (step >= 100 ? 0 : 1) : x + y < right ? 2 : 3;
            matrix.values.row(x)[static_cast<std::size_t>(y)] =
                x == 10 && y == 10 ? -1.0 : category;
        }
    return {step, {.id = "pairs", .xAxis = "y", .yAxis = "x", .content = matrix}};
}

Observed attention(std::int64_t step, const std::vector<double>& values)
{
    Matrix matrix{{"head 1", "head 2"}, {"x", "y", "="}, Array<double>({2, 3})};
    std::ranges::copy(values, matrix.values.values().begin());
    return {step, {.id = "attention", .xAxis = "Token", .yAxis = "Head", .content = matrix}};
}

// Rows follow each other around a circle of this radius.
Observed circle(std::int64_t step, double radius)
{
    Matrix matrix{numbers(modulus), {"cos", "sin"}, Array<double>({modulus, 2})};
    for (int row = 0; row < modulus; ++row) {
        const double angle = 2.0 * std::numbers::pi * row / modulus;
        matrix.values.row(row)[0] = 3.0 + radius * std::cos(angle);
        matrix.values.row(row)[1] = radius * std::sin(angle);
    }
    return {step, {.id = "circle", .content = matrix}};
}

void feedSpectrum(SpectrumView& view)
{
    std::vector<Observed> observations;
    for (const std::int64_t step : test::evaluatedSteps(lastStep))
        observations.push_back(spectrum(step));
    feed(view, observations);
}

// Returns lightness and the two opponent colors in Oklab (Ottosson), of what people see who lack
// one kind of cone: matrices of Machado, Oliveira and Fernandes (2009), severity 1.
enum class Sight { Full, NoGreenCones, NoRedCones };

std::array<double, 3> seen(const QColor& color, Sight sight)
{
    const auto linear = [](float share) {
        return share <= 0.04045F ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    const std::array<double, 3> light{linear(color.redF()), linear(color.greenF()),
                                      linear(color.blueF())};
    static constexpr double matrices[][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                                {{0.367322, 0.860646, -0.227968},
                                                 {0.280085, 0.672501, 0.047413},
                                                 {-0.011820, 0.042940, 0.968881}},
                                                {{0.152286, 1.052583, -0.204868},
                                                 {0.114503, 0.786281, 0.099216},
                                                 {-0.003882, -0.048116, 1.051998}}};
    std::array<double, 3> rgb{};
    for (std::size_t row = 0; row < 3; ++row) {
        double sum = 0.0;
        for (std::size_t column = 0; column < 3; ++column)
            sum += matrices[static_cast<int>(sight)][row][column] * light[column];
        rgb[row] = std::max(0.0, sum);
    }
    const auto [r, g, b] = rgb;
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

double distance(const std::array<double, 3>& a, const std::array<double, 3>& b)
{
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

} // namespace

class TestMetricViews : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ColorScheme::Light); }

    void colorsCanBeTold_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<Sight>("sight");
        for (const bool dark : {false, true}) {
            const char* const theme = dark ? "dark" : "light";
            QTest::addRow("%s, full sight", theme) << dark << Sight::Full;
            QTest::addRow("%s, no green cones", theme) << dark << Sight::NoGreenCones;
            QTest::addRow("%s, no red cones", theme) << dark << Sight::NoRedCones;
        }
    }
    void colorsCanBeTold()
    {
        QFETCH(bool, dark);
        QFETCH(Sight, sight);
        const ThemeColors& colors = dark ? darkColors() : lightColors();
        std::vector<double> steps;
        for (int part = 0; part < 32; ++part) {
            const auto low = seen(heatColor(colors, part / 32.0), sight);
            const auto high = seen(heatColor(colors, (part + 1) / 32.0), sight);
            QVERIFY(dark ? high[0] > low[0] : high[0] < low[0]);
            steps.push_back(distance(low, high));
        }
        if (sight == Sight::Full)
            QVERIFY2(
                std::ranges::max(steps) < 1.5 * std::ranges::min(steps),
                qPrintable(QString::number(std::ranges::max(steps) / std::ranges::min(steps))));
        for (int one = 0; one < 36; ++one)
            for (int apart = 6; apart <= 18; ++apart) {
                const auto first = seen(ringColor(colors, one / 36.0), sight);
                const auto second = seen(ringColor(colors, (one + apart) / 36.0), sight);
                QVERIFY(distance(first, second) > 0.08); // 0.02 can just be told
            }
    }

    void scaleBeginsAtZero()
    {
        HeatScale scale(ZeroScale::Kind::Linear);
        QVERIFY(scale.highText().isEmpty());
        scale.include(std::vector<double>{0.2, 0.8, std::nan("")});
        QCOMPARE(scale.share(0.4), 0.5);
        QCOMPARE(scale.share(0.8), 1.0);
        QVERIFY(std::isnan(scale.share(std::nan(""))));
        QCOMPARE(scale.lowText(), QString("0"));
        QCOMPARE(scale.highText(), QString("0.8"));
        scale.include(std::vector<double>{-0.8});
        QCOMPARE(scale.share(0.0), 0.5);
        HeatScale decades(ZeroScale::Kind::Logarithmic);
        decades.include(std::vector<double>{0.01, 1.0});
        QCOMPARE(decades.share(0.1), 0.5);
    }

    void keyFrequencyEmerges()
    {
        SpectrumView view(look("spectrum"), "Frequency", ZeroScale::Kind::Linear);
        feedSpectrum(view);
        QCOMPARE(view.id(), QString("spectrum"));
        QCOMPARE(view.strongest(), std::vector<std::size_t>{2});
        QVERIFY(view.labels().contains("3"));
        QVERIFY2(view.readout().startsWith("step 20,000  ·  3: 0.897  ·  1: 0.0257"),
                 qPrintable(view.readout()));
        view.setCursorStep(0);
        QVERIFY(view.strongest().empty()); // all are alike at the start
        QCOMPARE(view.csv().section('\n', 0, 0), QString("step,1,2,3,4,5"));
        QVERIFY(view.csv().section('\n', 1, 1).startsWith("0,0.2"));
    }

    void mapShowsStepAndName()
    {
        SpectrumView view(look("spectrum"), "Frequency", ZeroScale::Kind::Linear);
        feedSpectrum(view);
        const QRectF rect = view.plot()->axisRect()->rect();
        const auto at = [&](double right, double up) {
            return QPointF(std::floor(rect.left() + right * rect.width()),
                           std::floor(rect.bottom() - up * rect.height()));
        };
        const QImage image = view.plot()->toPixmap(0, 0, 1.0).toImage();
        for (const auto& [right, up] :
             {std::pair{0.98, 0.5}, {0.98, 0.1}, {0.5, 0.5}, {0.5, 0.9}, {0.9, 0.5}}) {
            const QPointF pixel = at(right, up);
            const QColor drawn = image.pixelColor(pixel.toPoint());
            const QColor expected = view.colorAt(pixel); // of one pixel, and steps blend there
            QVERIFY2(channelDistance(drawn, expected) <= 12,
                     qPrintable(drawn.name() + " instead of " + expected.name()));
        }
        // The lowest row is the first name; the key frequency ends in the strongest color.
        QVERIFY(channelDistance(view.colorAt(at(0.99, 0.5)), heatColor(lightColors(), 1.0)) <= 4);
        QVERIFY(channelDistance(view.colorAt(at(0.99, 0.05)), view.colorAt(at(0.99, 0.95))) <= 4);
        QVERIFY(view.colorAt(at(0.3, 0.5)) != view.colorAt(at(0.99, 0.5)));
    }

    void spectrumSharesCursorAndZoom()
    {
        SpectrumView view(look("spectrum"), "Frequency", ZeroScale::Kind::Linear);
        feedSpectrum(view);
        QSignalSpy moved(&view, &RunView::cursorStepChanged);
        QSignalSpy chosen(&view, &StepView::stepRangeChosen);
        QTest::mouseMove(view.plot(), view.plot()->axisRect()->rect().center());
        QCOMPARE(moved.count(), 1);
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(chosen.count() > 0);
        view.showStepRange(StepRange{10.0, 100.0});
        QVERIFY(std::abs(view.plot()->xAxis->range().upper - 100.0) < 1e-6);
        view.setStepScale(StepScale::Linear);
        view.plot()->replot();
        QCOMPARE(view.plot()->xAxis->scaleType(), QCPAxis::stLinear);
    }

    void mapOfManyStepsIsDrawnByPixels()
    {
        SpectrumView view(look("spectrum"), "Frequency", ZeroScale::Kind::Linear);
        std::vector<Observed> observations;
        for (std::int64_t step = 0; step < 50'000; ++step)
            observations.push_back(spectrum(step));
        feed(view, observations);
        view.setStepScale(StepScale::Linear);
        QBENCHMARK_ONCE
        {
            view.plot()->replot();
        }
        QCOMPARE(view.steps().size(), std::size_t{50'000});
    }

    void pairsHaveCategories()
    {
        MatrixView view(look("pairs"), categories);
        feed(view, {pairs(0, 0), pairs(100, 0), pairs(lastStep, 21)});
        QCOMPARE(view.share(0), 11.0 / 120.0);
        QCOMPARE(view.share(2), 109.0 / 120.0);
        QCOMPARE(view.share(3), 0.0);
        QVERIFY2(
            view.readout().startsWith("step 20,000  ·  train, right 9.1 %  ·  train, wrong 0 %"),
            qPrintable(view.readout()));
        view.setCursorStep(50); // before step 100: the memory is empty
        QCOMPARE(view.share(1), 11.0 / 120.0);
        QCOMPARE(view.share(3), 109.0 / 120.0);
        QCOMPARE(view.csv().section('\n', 0, 1),
                 "step,x,0,1,2,3,4,5,6,7,8,9,10\n0,0" + QString(",\"train, wrong\"").repeated(11));
        QVERIFY(view.csv().endsWith(",\"test, wrong\",empty\n"));
    }

    void pairsAreSquareAndColored()
    {
        MatrixView view(look("pairs"), categories);
        feed(view, {pairs(lastStep, 5)});
        const QCPAxis& x = *view.plot()->xAxis;
        const QCPAxis& y = *view.plot()->yAxis;
        const auto center = [&](double row, double column) {
            return QPointF(x.coordToPixel(column + 0.5), y.coordToPixel(row + 0.5));
        };
        QVERIFY(std::abs((center(0, 1) - center(0, 0)).x() - (center(1, 0) - center(0, 0)).y())
                < 0.01);
        const QImage image = view.plot()->toPixmap(0, 0, 1.0).toImage();
        const auto colorAt = [&](double row, double column) {
            return image.pixelColor(center(row, column).toPoint());
        };
        QCOMPARE(colorAt(0, 7), view.categoryColor(0));
        QCOMPARE(colorAt(2, 2), view.categoryColor(2));
        QCOMPARE(colorAt(2, 3), view.categoryColor(3));
        QCOMPARE(colorAt(10, 10), lightColors().surface);
        QCOMPARE(view.categoryColor(3), lightColors().test); // what is wrong stands out
        QVERIFY(view.categoryColor(2).lightness() > view.categoryColor(3).lightness() + 40);
        QVERIFY(!view.categoryColor(-1).isValid());
    }

    void mouseTellsTheCell()
    {
        MatrixView view(look("pairs"), categories);
        feed(view, {pairs(0, 0), pairs(lastStep, 6)});
        const QPointF cell(view.plot()->xAxis->coordToPixel(3.5),
                           view.plot()->yAxis->coordToPixel(2.5));
        QCOMPARE(view.textAt(cell), QString("x 2, y 3: test, right"));
        QVERIFY(view.textAt(QPointF(2, 2)).isEmpty());
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, cell.toPoint());
        QVERIFY(view.readout().contains("x 2, y 3: test, right"));
        view.setCursorStep(0); // the chosen cell stays
        QVERIFY(view.readout().contains("x 2, y 3: test, wrong"));
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, cell.toPoint());
        QVERIFY(!view.readout().contains("x 2"));
    }

    void quantitiesKeepTheirScale()
    {
        MatrixView view(look("attention"), {});
        feed(view, {attention(0, {0.3, 0.3, 0.4, 0.2, 0.4, 0.4}),
                    attention(100, {0.0, 0.0, 1.0, 0.5, 0.5, 0.0})});
        QCOMPARE(view.map().shares, (std::vector<double>{0.0, 0.0, 1.0, 0.5, 0.5, 0.0}));
        QCOMPARE(view.map().texts.value(3), QString("0.5"));
        QCOMPARE(view.labels(), (QStringList{"0", "1"}));
        QCOMPARE(view.readout(), QString("step 100  ·  0 to 1"));
        view.setCursorStep(50);
        QCOMPARE(view.map().shares[2], 0.4); // of the largest of the run
        QCOMPARE(view.csv(),
                 QString("step,Head,x,y,=\n0,head 1,0.3,0.3,0.4\n0,head 2,0.2,0.4,0.4\n"));
        QCOMPARE(view.textAt(QPointF(view.plot()->xAxis->coordToPixel(2.5),
                                     view.plot()->yAxis->coordToPixel(0.5))),
                 QString("Head head 1, Token =: 0.4"));
    }

    void pointsFormACircle()
    {
        PointsView view(look("circle"), PointsView::Order::Cyclic);
        feed(view, {circle(0, 0.5), circle(lastStep, 2.0)});
        const QPolygonF places = view.pixels();
        QCOMPARE(places.size(), modulus);
        const QPointF center(view.plot()->xAxis->coordToPixel(3.0),
                             view.plot()->yAxis->coordToPixel(0.0));
        const QRectF area = view.plot()->axisRect()->rect();
        const double radius = QLineF(center, places[0]).length();
        for (const QPointF& place : places) {
            QVERIFY(std::abs(QLineF(center, place).length() - radius) < 0.01);
            QVERIFY(area.contains(place));
        }
        QVERIFY(radius > 0.35 * area.height());
        QCOMPARE(view.plot()->xAxis->label(), QString("cos"));
        QCOMPARE(view.plot()->yAxis->label(), QString("sin"));
        QCOMPARE(view.labels().size(), modulus); // there is room for all names
        QCOMPARE(view.colorOf(0), ringColor(lightColors(), 0.0));
        QVERIFY(view.colorOf(0) != view.colorOf(5));
        QVERIFY(view.csv().startsWith("step,name,cos,sin\n20000,0,5,0\n"));
    }

    void axesFitTheCursorOrTheRun()
    {
        PointsView view(look("circle"), PointsView::Order::Cyclic);
        feed(view, {circle(0, 0.5), circle(lastStep, 2.0)});
        const double large = view.plot()->xAxis->range().size();
        view.setCursorStep(0);
        QVERIFY(std::abs(view.plot()->xAxis->range().size() - large / 4.0) < 0.01 * large);
        view.fixedAxes()->trigger();
        QVERIFY(std::abs(view.plot()->xAxis->range().size() - large) < 0.01 * large);
        view.setCursorStep(std::nullopt);
        QVERIFY(std::abs(view.plot()->xAxis->range().size() - large) < 0.01 * large);
    }

    void chosenPointStays()
    {
        PointsView view(look("circle"), PointsView::Order::Cyclic);
        feed(view, {circle(0, 0.5), circle(lastStep, 2.0)});
        QCOMPARE(view.readout(), QString("step 20,000  ·  11 points"));
        QCOMPARE(view.textAt(view.pixels()[0] + QPointF(2, 1)), QString("0: 5, 0"));
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, view.pixels()[0].toPoint());
        view.setCursorStep(0);
        QCOMPARE(view.readout(), QString("step 0  ·  0: 3.5, 0  ·  11 points"));
    }

    void emptyStateSaysWhatIsMissing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("spectrum") << 0;
        QTest::newRow("matrix") << 1;
        QTest::newRow("points") << 2;
    }
    void emptyStateSaysWhatIsMissing()
    {
        QFETCH(int, kind);
        std::unique_ptr<RunView> view;
        if (kind == 0)
            view = std::make_unique<SpectrumView>(look("a"), "Frequency", ZeroScale::Kind::Linear);
        else if (kind == 1)
            view = std::make_unique<MatrixView>(look("a"), categories);
        else
            view = std::make_unique<PointsView>(look("a"), PointsView::Order::Cyclic);
        const auto* const text = view->findChild<QLabel*>("quiet");
        QCOMPARE(text->text(), QString("Press Run to watch this. It shows."));
        view->startRun(test::started());
        view->showSamples(test::samplesUntil(100));
        view->setOverlays({{"other", test::historyUntil(100), {}}}); // does not draw it
        QVERIFY(view->isEmpty());
        QCOMPARE(text->text(), QString("This run has recorded nothing of this. It shows."));
        QVERIFY(view->readout().isEmpty());
        QVERIFY(view->csv().isEmpty() || view->csv() == "step\n");
        const Observed observed[] = {spectrum(0), pairs(0, 3), circle(0, 1.0)};
        Observed own = observed[kind];
        own.observation.id = "a";
        view->showObservations({&own, 1});
        QVERIFY(!view->isEmpty());
        view->startRun(test::started());
        QVERIFY(view->isEmpty());
        QCOMPARE(text->text(), QString("Press Run to watch this. It shows."));
    }

    void picturesAreExported()
    {
        QTemporaryDir folder;
        SpectrumView spectra(look("spectrum"), "Frequency", ZeroScale::Kind::Linear);
        feedSpectrum(spectra);
        MatrixView table(look("pairs"), categories);
        feed(table, {pairs(0, 0), pairs(lastStep, 6)});
        PointsView points(look("circle"), PointsView::Order::Cyclic);
        feed(points, {circle(lastStep, 2.0)});
        for (RunView* const view : std::initializer_list<RunView*>{&spectra, &table, &points})
            for (const char* const suffix : {".png", ".svg", ".pdf", ".csv"}) {
                const QString file = folder.filePath(view->id() + suffix);
                QVERIFY(view->exportTo(file));
                QVERIFY2(QFileInfo(file).size() > 300, qPrintable(file));
            }
    }
};

QTEST_MAIN(TestMetricViews)
#include "tst_metric_views.moc"
