// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Views of a data set and of predictions, on a made-up scene: A1 and A2 of class A, B1 of class B;
// A2 is removed from training. Two samples of A1 and one of each other subclass.
#include "widgets/confusion_view.h"
#include "widgets/distance_matrix_view.h"
#include "widgets/geometry_view.h"
#include "widgets/group_marker.h"
#include "widgets/heat_map.h"
#include "widgets/pictures_view.h"
#include "widgets/sample_view.h"
#include "widgets/subclass_table_model.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <qcustomplot.h>

using namespace grokking;

namespace {

constexpr double root2 = 1.41421356;

Array<double> filled(Shape shape, const std::vector<double>& values)
{
    Array<double> array(std::move(shape));
    std::ranges::copy(values, array.values().begin());
    return array;
}

DataScene scene()
{
    DataScene made;
    made.source = "this run";
    made.grouping = {.title = "Subclass",
                     .names = {"A1", "A2", "B1"},
                     .classes = {0, 0, 1},
                     .subsampled = {false, true, false},
                     .trainingSize = {20, 0, 20},
                     .testSize = {10, 10, 10}};
    made.axes = {
        "across, in many words that need a lot of room and more than a small view has to give",
        "up"};
    made.shortAxes = {"across", "up"};
    made.centroids = {{0, 0}, {4, 0}, {0, 3}};
    made.distances = filled({3, 3}, {0, 4, 3, 4, 0, 5, 3, 5, 0});
    made.samples = {{SampleSplit::Training, 0, 0, {1, 1}, root2},
                    {SampleSplit::Training, 2, 0, {0, 2}, 1.0},
                    {SampleSplit::Test, 0, 0, {-1, 0.5}, 1.2},
                    {SampleSplit::Test, 1, 0, {3, 1}, root2}};
    return made;
}

// With 10 pictures of 4 pixels of each subclass.
DataScene pictureScene()
{
    DataScene made = scene();
    made.images = {.height = 2, .width = 2, .ofGroup = {}};
    for (int group = 0; group < 3; ++group)
        made.images.ofGroup.push_back(filled({10, 4}, std::vector<double>(40, 1.0)));
    return made;
}

RunStarted started()
{
    RunStarted run;
    run.grouping = scene().grouping;
    return run;
}

Observed column(std::int64_t step, const char* id, const std::vector<double>& values)
{
    return {step, {.id = id, .content = Matrix{{}, {}, filled({std::ssize(values), 1}, values)}}};
}

// At step 0 the second and the last sample are mistaken, at step 100 only the last.
std::vector<Observed> predictions()
{
    return {column(0, "sample-predictions", {0, 0, 0, 1}),
            column(0, "sample-margins", {2, -1, 0.5, -3}),
            column(100, "sample-predictions", {0, 1, 0, 1}),
            column(100, "sample-margins", {4, 1.5, 2, -0.25})};
}

Observed confusion(std::int64_t step, const char* id, const std::vector<double>& counts)
{
    return {step,
            {.id = id, .content = Matrix{{"A1", "A2", "B1"}, {"A", "B"}, filled({3, 2}, counts)}}};
}

std::vector<Observed> confusions()
{
    return {confusion(0, "confusion", {5, 5, 2, 8, 10, 0}),
            confusion(0, "training-confusion", {20, 0, 0, 0, 5, 15}),
            confusion(100, "confusion", {10, 0, 4, 6, 1, 9}),
            confusion(100, "training-confusion", {20, 0, 0, 0, 0, 20})};
}

template <class View>
std::unique_ptr<View> shown(const DataScene& what = scene())
{
    auto view = std::make_unique<View>();
    view->resize(420, 320);
    view->startRun(started());
    view->showScene(what);
    view->show();
    view->plot()->replot();
    return view;
}

void click(RunView& view, const QPointF& pixel)
{
    QTest::mouseClick(view.plot(), Qt::LeftButton, {}, pixel.toPoint());
}

} // namespace

class TestDataViews : public QObject
{
    Q_OBJECT

private slots:
    void geometryHasOneUnitAlongBothAxes()
    {
        const auto view = shown<GeometryView>();
        const QPointF a = view->centroidPixel(0);
        const double across = view->centroidPixel(1).x() - a.x();
        const double up = a.y() - view->centroidPixel(2).y();
        QVERIFY(across > 50.0);
        QVERIFY(std::abs(across / 4.0 - up / 3.0) < 0.01 * across);
        const QRectF area = view->plot()->axisRect()->rect();
        for (std::size_t sample = 0; sample < 4; ++sample)
            QVERIFY(area.contains(view->samplePixel(sample)));
        QCOMPARE(view->plot()->xAxis->label(), QString("across"));
        view->resize(1200, 600);
        view->plot()->replot();
        QVERIFY(view->plot()->xAxis->label().startsWith("across, in many words"));
        QCOMPARE(view->title(), QString("Geometry, this run"));
    }

    void geometryFitsAnotherSize()
    {
        const auto view = shown<GeometryView>();
        for (const QSize size :
             {QSize(700, 200), QSize(300, 600), QSize(900, 500), QSize(260, 200)}) {
            view->resize(size);
            view->plot()->replot();
            view->plot()->replot(); // what is laid out keeps its ticks once
            const QPointF a = view->centroidPixel(0);
            const double across = view->centroidPixel(1).x() - a.x();
            const double up = a.y() - view->centroidPixel(2).y();
            QVERIFY(std::abs(across / 4.0 - up / 3.0) < 0.02 * across);
            QCOMPARE(view->plot()->xAxis->label() == "across", size.width() < 600);
        }
    }

    void removedSubclassesAreNamed()
    {
        const auto view = shown<GeometryView>();
        QVERIFY(view->labels().contains("A2 (removed)"));
        QVERIFY(view->labels().contains("A1"));
        QVERIFY(isRemoved(scene().grouping, 1));
        QVERIFY(!isRemoved(scene().grouping, 0));
    }

    void subclassesOfAClassHaveShapesOfTheirOwn()
    {
        Grouping grouping;
        grouping.classes = {0, 0, 1, 0, 1};
        QCOMPARE(placeInClass(grouping, 3), 2);
        QCOMPARE(placeInClass(grouping, 4), 1);
        for (int shape = 0; shape < 10; ++shape)
            for (int other = 0; other < shape; ++other)
                QVERIFY(markerPath(shape, {}, 5.0) != markerPath(other, {}, 5.0));
    }

    void mistakesAreThoseAtTheCursor()
    {
        const auto view = shown<GeometryView>();
        view->showObservations(predictions());
        QVERIFY(!view->isMistaken(1)); // at the end
        QVERIFY(view->isMistaken(3));
        QVERIFY(view->readout().contains("1 of 4 wrong"));
        view->setCursorStep(60); // between two evaluations: the one before
        QVERIFY(view->isMistaken(1));
        QVERIFY(view->readout().contains("2 of 4 wrong"));
        view->startRun(started());
        QVERIFY(!view->isMistaken(3));
    }

    void predictionsOfOtherSamplesAreIgnored()
    {
        const auto view = shown<GeometryView>();
        view->showObservations(std::vector{column(0, "sample-predictions", {1, 1}),
                                           column(0, "sample-margins", {1, 1})});
        QVERIFY(!view->isMistaken(0));
        QVERIFY(view->readout().contains("4 samples"));
    }

    void clickPicksTheNearestSample()
    {
        const auto view = shown<GeometryView>();
        QSignalSpy chosen(view.get(), &GeometryView::sampleChosen);
        click(*view, view->samplePixel(3) + QPointF(3, -3));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<std::size_t>(), std::size_t{3});
        click(*view, view->samplePixel(3) + QPointF(40, 40)); // beside all
        QCOMPARE(chosen.size(), 1);
    }

    void hiddenSamplesCannotBePicked()
    {
        const auto view = shown<GeometryView>();
        QSignalSpy chosen(view.get(), &GeometryView::sampleChosen);
        for (QToolButton* button : view->findChildren<QToolButton*>())
            if (button->text() == "test")
                button->click();
        click(*view, view->samplePixel(3));
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(view.get(), Qt::Key_Up); // the last one that is shown
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<std::size_t>(), std::size_t{1});
    }

    void hoverTellsSubclassAndDistance()
    {
        const auto view = shown<GeometryView>();
        QCOMPARE(view->textAt(view->samplePixel(0)), QString("A1 train 1: 1.41 from its centroid"));
        const QString text = view->textAt(view->centroidPixel(1));
        QVERIFY2(text.startsWith("A2: 0 training samples, 10 test samples"), qPrintable(text));
        QVERIFY2(text.endsWith("Nearest of another class: B1 at 5"), qPrintable(text));
        QCOMPARE(view->textAt(view->centroidPixel(1) + QPointF(30, 30)), QString());
    }

    void clickedCentroidsSpanThePlane()
    {
        const auto view = shown<GeometryView>();
        QSignalSpy planes(view.get(), &GeometryView::planeChosen);
        auto* kind = view->findChildren<QComboBox*>().front();
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        QCOMPARE(planes.size(), 1);
        QVERIFY(
            (planes.last().front().value<PlaneChoice>() == std::array<std::size_t, 3>{0, 1, 2}));
        view->plot()->replot();
        click(*view, view->centroidPixel(2));
        click(*view, view->centroidPixel(0));
        QVERIFY(
            (planes.last().front().value<PlaneChoice>() == std::array<std::size_t, 3>{2, 0, 2}));
        QTest::keyClick(kind, Qt::Key_Up);
        QVERIFY(!planes.last().front().value<PlaneChoice>());
    }

    void distancesAreTheCells()
    {
        const auto view = shown<DistanceMatrixView>();
        const HeatMap& map = view->map();
        QCOMPARE(map.rowNames, (QStringList{"A1", "A2", "B1"}));
        QCOMPARE(map.texts, (QStringList{"0", "4", "3", "4", "0", "5", "3", "5", "0"}));
        QCOMPARE(map.shares[1], 0.8);
        QCOMPARE(map.shares[5], 1.0);
        QVERIFY((map.rowClasses == std::vector<std::int32_t>{0, 0, 1}));
        QVERIFY2(view->readout().contains("in a class 4"), qPrintable(view->readout()));
        QVERIFY(view->readout().contains("between classes 3"));
        QVERIFY(view->csv().startsWith("subclass,A1,A2,B1\nA1,0,4,3\n"));
        const auto cell = heatMapCell(
            *view->plot(), map,
            {view->plot()->xAxis->coordToPixel(1.5), view->plot()->yAxis->coordToPixel(2.5)});
        QCOMPARE(cell.value(), std::size_t{7}); // row 2, column 1
    }

    void confusionOfClassesSumsTheirSubclasses()
    {
        const auto view = shown<ConfusionView>();
        view->showObservations(confusions());
        QCOMPARE(view->map().rowNames, (QStringList{"A", "B"}));
        QCOMPARE(view->map().texts, (QStringList{"14", "6", "1", "9"}));
        QCOMPARE(view->map().shares[0], 0.7);
        QVERIFY2(view->readout().contains("76.6 % right"), qPrintable(view->readout()));
        QVERIFY(view->readout().contains("A for B: 6"));
        view->setCursorStep(0);
        QCOMPARE(view->map().texts, (QStringList{"7", "13", "10", "0"}));
    }

    void confusionOfSubclassesTakesTheOtherSplitAndShares()
    {
        const auto view = shown<ConfusionView>();
        view->showObservations(confusions());
        view->setRows(ConfusionView::Rows::Subclasses);
        view->setCursorStep(0);
        QCOMPARE(view->map().texts, (QStringList{"5", "5", "2", "8", "10", "0"}));
        view->setSplit(ConfusionView::Split::Training);
        view->setValues(ConfusionView::Values::Shares);
        QCOMPARE(view->map().texts, (QStringList{"1.000", "0.000", "", "", "0.250", "0.750"}));
    }

    void tableTellsSizesAccuraciesAndTheNextClass()
    {
        const auto view = shown<ConfusionView>();
        view->showObservations(confusions());
        view->setRows(ConfusionView::Rows::Table);
        view->setCursorStep(0);
        const auto row = [&view](int number) {
            QStringList texts;
            for (int column = 0; column < view->table()->model()->columnCount(); ++column)
                texts << view->table()->model()->index(number, column).data().toString();
            return texts;
        };
        QVERIFY(view->table()->isVisible());
        QCOMPARE(row(0), (QStringList{"A1", "20", "10", "1.000", "0.500", "3 (B1)"}));
        QCOMPARE(row(1), (QStringList{"A2 ◆", "0", "10", "–", "0.200", "5 (B1)"}));
        QCOMPARE(row(2), (QStringList{"B1", "20", "10", "0.750", "0.000", "3 (A1)"}));
        view->table()->sortByColumn(SubclassTableModel::TestAccuracy, Qt::AscendingOrder);
        QCOMPARE(row(0).front(), QString("B1"));
        view->setCursorStep(100);
        QCOMPARE(row(0).front(), QString("A2 ◆"));
        view->setRows(ConfusionView::Rows::Classes);
        QVERIFY(view->csv().contains("100,A2,4,6,0,10,"));
    }

    // All of it, in its order, however little fits on the screen.
    void tableIsExportedAsItIsSeen()
    {
        const auto view = shown<ConfusionView>();
        view->showObservations(confusions());
        view->setRows(ConfusionView::Rows::Table);
        view->setCursorStep(0);
        view->table()->sortByColumn(SubclassTableModel::TestAccuracy, Qt::AscendingOrder);
        QCOMPARE(view->csv(), QString("step,Subclass,Train,Test,Train acc.,Test acc.,Nearest\n"
                                      "0,B1,20,10,0.75,0,3\n"
                                      "0,A2,0,10,,0.2,5\n"
                                      "0,A1,20,10,1,0.5,3\n"));
        const QTemporaryDir folder;
        const QString path = folder.filePath("table.svg");
        QVERIFY(view->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray svg = file.readAll();
        for (const char* text : {"Test acc.", "A2 ◆", "0.200", "5 (B1)"})
            QVERIFY2(svg.contains(text), text);
        view->copyPicture();
        const QImage table = QGuiApplication::clipboard()->image();
        view->setRows(ConfusionView::Rows::Classes);
        view->copyPicture();
        QVERIFY(table.size() != QGuiApplication::clipboard()->image().size());
        QCOMPARE(table.pixelColor(1, 1), lightColors().surface);
    }

    // The second sample is a mistake at step 0 only.
    void pinnedStepIsExported()
    {
        const auto view = shown<GeometryView>();
        view->showObservations(predictions());
        const auto picture = [&view](const CursorMarks& marks) {
            view->setCursorMarks(marks);
            view->copyPicture();
            return QGuiApplication::clipboard()->image();
        };
        const QImage last = picture({});
        QVERIFY(picture({.step = 0, .pinned = true}) != last);
        QCOMPARE(view->cursor(), (CursorMarks{.step = 0, .pinned = true}));
        QVERIFY(view->csv().contains("train,B1,1,1,0,2,0,0\n"));
        QVERIFY(picture({.step = 100, .pinned = true}) == last);
        QVERIFY(view->csv().contains("train,B1,1,1,0,2,100,1\n"));
        QVERIFY(picture({.step = 0}) == last); // the mouse only passes by
        QCOMPARE(view->cursorStep(), std::optional<std::int64_t>(0));
    }

    void tableModelKeepsItsContract()
    {
        SubclassTableModel model;
        const QAbstractItemModelTester tester(&model);
        model.showScene(scene());
        model.showAccuracies({1, NAN, 0.5}, {});
        QCOMPARE(model.rowCount(), 3);
        model.showScene({});
        QCOMPARE(model.rowCount(), 0);
    }

    void sampleTellsItsHistory()
    {
        const auto view = shown<SampleView>();
        view->showObservations(predictions());
        QVERIFY(view->isEmpty()); // none is chosen yet
        view->showSample(1);
        QVERIFY(!view->isEmpty());
        QVERIFY2(view->readout().contains("label B  ·  predicted B  ·  margin 1.5"),
                 qPrintable(view->readout()));
        view->setCursorStep(0);
        QVERIFY(view->readout().contains("predicted A  ·  margin -1")
                || view->readout().contains("predicted A  ·  margin −1"));
        QVERIFY(view->labels().contains("B1 train 1"));
        QVERIFY(view->labels().contains("step 0: A"));
        QVERIFY(view->labels().contains("step 100: B"));
        QCOMPARE(view->csv(), QString("step,predicted,margin\n0,A,-1\n100,B,1.5\n"));
        QVERIFY(view->plot()->yAxis->range().contains(std::asinh(-1.0)));
        QVERIFY(view->plot()->yAxis->range().contains(std::asinh(1.5)));
    }

    void sampleIsChosenFromTheList()
    {
        const auto view = shown<SampleView>();
        QSignalSpy chosen(view.get(), &SampleView::sampleChosen);
        auto* box = view->findChild<QComboBox*>();
        QCOMPARE(box->count(), 4);
        QCOMPARE(box->itemText(3), QString("A2 test 1"));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(view->sample(), std::size_t{0});
    }

    void viewsOfDataDoNotMoveTheCursor_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("geometry") << 0;
        QTest::newRow("distances") << 1;
        QTest::newRow("confusion") << 2;
    }

    void viewsOfDataDoNotMoveTheCursor()
    {
        QFETCH(int, which);
        std::unique_ptr<RunView> view;
        if (which == 0)
            view = shown<GeometryView>();
        else if (which == 1)
            view = shown<DistanceMatrixView>();
        else
            view = shown<ConfusionView>();
        view->showObservations(confusions());
        view->setCursorStep(100);
        QSignalSpy moved(view.get(), &RunView::cursorStepChanged);
        QTest::mouseMove(view->plot(), view->plot()->axisRect()->rect().center());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view->plot(), &leave);
        QCOMPARE(moved.size(), 0);
        QCOMPARE(view->cursorStep(), std::int64_t{100});
    }

    void picturesOfSubclassesAreNamed()
    {
        PicturesView view;
        QVERIFY(view.isEmpty());
        view.showScene(scene()); // of numbers
        QVERIFY(view.isEmpty());
        view.showScene(pictureScene());
        QVERIFY(!view.isEmpty());
        QCOMPARE(view.title(), QString("Pictures, this run"));
        QCOMPARE(view.labels(), (QStringList{"A1", "A2 (removed)", "B1"}));
        QCOMPARE(view.readout(), QString::fromUtf8("3 subclasses  ·  2 x 2 pixels"));
        QCOMPARE(view.csv(), QString("subclass,class,train,test,subsampled\n"
                                     "A1,0,20,10,0\nA2,0,0,10,1\nB1,1,20,10,0\n"));
    }

    // Class A above class B, its two subclasses side by side; a wider view shows more of each.
    void picturesLieInLinesOfClasses()
    {
        PicturesView view;
        view.resize(400, 120);
        view.show();
        view.showScene(pictureScene());
        view.redraw();
        const QRect room = view.plot()->axisRect()->rect();
        const auto at = [&](double across, double down) {
            return view.textAt(
                {room.left() + across * room.width(), room.top() + down * room.height()});
        };
        QVERIFY(at(0.1, 0.2).startsWith("A1: 20 for training, 10 for testing"));
        QVERIFY(at(0.6, 0.2).startsWith("A2: 0 for training, 10 for testing (removed"));
        QVERIFY(at(0.1, 0.8).startsWith("B1: "));
        QVERIFY(at(0.6, 0.8).isEmpty());
        const int few = view.picturesInSight();
        QVERIFY(few > 0);
        view.resize(800, 120);
        view.redraw();
        QVERIFY(view.picturesInSight() > few);
        view.resize(30, 30); // no room for a single one
        view.redraw();
        QCOMPARE(view.picturesInSight(), 0);
    }

    // All of ink: the picture has the color of texts where it lies, and nothing else does.
    void picturesAreDrawnInTheColorOfTexts()
    {
        PicturesView view;
        view.resize(400, 200);
        view.show();
        view.showScene(pictureScene());
        view.redraw();
        const QImage drawn = view.plot()->toPixmap().toImage();
        const QColor ink = themeColors(view.palette()).text;
        const QRect room = view.plot()->axisRect()->rect();
        const int y = room.top() + room.height() / 4;
        int inked = 0;
        for (int x = room.left(); x < room.left() + room.width() / 2; ++x)
            inked += drawn.pixelColor(x, y) == ink ? 1 : 0;
        QVERIFY(inked > room.width() / 8);
    }

    void picturesFollowThemeAndFont()
    {
        PicturesView view;
        view.resize(400, 80);
        view.show();
        view.showScene(pictureScene());
        view.redraw();
        const auto inked = [&](const QColor& ink) {
            const QImage drawn = view.plot()->toPixmap().toImage();
            const QRect room = view.plot()->axisRect()->rect();
            int pixels = 0;
            for (int x = room.left(); x < room.center().x(); ++x)
                pixels += drawn.pixelColor(x, room.top() + room.height() / 4) == ink ? 1 : 0;
            return pixels;
        };
        const int before = inked(themeColors(view.palette()).text);
        QPalette dark;
        dark.setColor(QPalette::Window, Qt::black);
        dark.setColor(QPalette::WindowText, Qt::white);
        const QColor ink = themeColors(dark).text;
        QVERIFY(ink != themeColors(view.palette()).text);
        view.setPalette(dark);
        view.redraw();
        QVERIFY(inked(ink) > before / 2);
        const int many = view.picturesInSight();
        QFont large = view.font();
        large.setPointSize(3 * large.pointSize());
        view.setFont(large);
        view.redraw();
        QVERIFY(view.picturesInSight() < many); // names need more room
    }
};

QTEST_MAIN(TestDataViews)
#include "tst_data_views.moc"
