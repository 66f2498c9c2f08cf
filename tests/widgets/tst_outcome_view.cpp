// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/outcome_view.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

using namespace grokking;

namespace {

OutcomePicture sweep()
{
    return {.setting = "Train fraction",
            .outcome = "t2 (steps)",
            .scale = ZeroScale::Kind::Logarithmic,
            .curves = {{"one", {{0.2, 10'000, false}, {0.5, 400}}}, {"two", {{0.2, 300}}}}};
}

} // namespace

class TestOutcomeView : public QObject
{
    Q_OBJECT

private slots:
    void axesShowAllPointsAndSayWhatTheyAre()
    {
        OutcomeView view;
        view.resize(800, 500);
        view.showPicture(sweep());
        const QCustomPlot& plot = *view.plot();
        QVERIFY(plot.xAxis->range().lower < 0.2 && plot.xAxis->range().upper > 0.5);
        QVERIFY(plot.yAxis->range().lower < 300.0 && plot.yAxis->range().upper > 10'000.0);
        QCOMPARE(plot.yAxis->scaleType(), QCPAxis::stLogarithmic);
        QCOMPARE(plot.xAxis->label(), QString("Train fraction"));
        QCOMPARE(plot.yAxis->label(), QString("t2 (steps) (hollow: not reached in so many)"));
        QCOMPARE(view.labels(), (QStringList{"one", "two"}));
    }

    void noteIsInThePictureAndPointsAreNotJoined()
    {
        OutcomeView view;
        view.resize(800, 500);
        OutcomePicture picture = sweep();
        view.showPicture(picture);
        const QImage joined = view.plot()->toPixmap(800, 500, 1.0).toImage();
        picture.join = OutcomePicture::Join::None;
        view.showPicture(picture);
        const QImage apart = view.plot()->toPixmap(800, 500, 1.0).toImage();
        QVERIFY(joined != apart);
        picture.notes = {"2 runs"};
        view.showPicture(picture);
        QVERIFY(view.labels().contains("2 runs"));
        QVERIFY(view.plot()->toPixmap(800, 500, 1.0).toImage() != apart);
    }

    void singlePointHasRoomAroundIt()
    {
        OutcomeView view;
        view.showPicture({.scale = ZeroScale::Kind::Logarithmic, .curves = {{"one", {{2, 100}}}}});
        QVERIFY(view.plot()->xAxis->range().size() > 1.0);
        QVERIFY(view.plot()->yAxis->range().upper > 300.0);
    }

    void valuesAreExportedLineByLine()
    {
        OutcomeView view;
        view.showPicture(sweep());
        QCOMPARE(view.csv(),
                 QString("runs,setting,value,reached\n"
                         "\"one\",0.2,10000,0\n\"one\",0.5,400,1\n\"two\",0.2,300,1\n"));
    }

    void pictureHasTheNames()
    {
        QTemporaryDir folder;
        OutcomeView view;
        view.setPictureSize({.size = {700, 400}});
        view.showPicture(sweep());
        const QString file = folder.filePath("a.svg");
        QVERIFY(bool(view.exportTo(file)));
        QFile svg(file);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(svg.readAll());
        QVERIFY(text.contains(">one<") && text.contains(">two<"));
    }

    // ln value = ln 10 x / 10: 1 at 0, 10 at 10, 100 at 20.
    void lineAndBarsLieAtTheirValues()
    {
        OutcomeView view;
        view.resize(800, 500);
        OutcomePicture picture{.setting = "Bits",
                               .outcome = "Gap (epochs)",
                               .scale = ZeroScale::Kind::Logarithmic,
                               .curves = {{"one", {{0, 1}, {10, 10}, {20, 100, false}}}},
                               .bars = {{{10, 5}, {10, 10}, {10, 30}}},
                               .line = OutcomeLine{0.1 * std::log(10.0), 0.0},
                               .notes = {"ln gap = 0.23 x + 0"}};
        view.showPicture(picture);
        view.show();
        view.plot()->replot();
        const QImage image = view.plot()->toPixmap(0, 0, 1.0).toImage();
        const auto darkest = [&](double setting, double value, int around) {
            const int x = qRound(view.plot()->xAxis->coordToPixel(setting));
            const int y = qRound(view.plot()->yAxis->coordToPixel(value));
            int lightness = 255;
            for (int dx = -around; dx <= around; ++dx)
                for (int dy = -around; dy <= around; ++dy)
                    lightness = std::min(lightness, image.pixelColor(x + dx, y + dy).lightness());
            return lightness;
        };
        QVERIFY(darkest(10.0, 20.0, 1) < 80); // bar
        QVERIFY(darkest(10.0, 10.0, 1) < 80);
        QVERIFY(darkest(10.0, 60.0, 1) > 180);
        QVERIFY(darkest(15.0, std::pow(10.0, 1.5), 6) < 120); // line, dashed
        QVERIFY(darkest(15.0, std::pow(10.0, 1.1), 6) > 180);
        QCOMPARE(view.labels(), (QStringList{"one", "ln gap = 0.23 x + 0"}));
        QVERIFY(view.plot()->axisRect()->top()
                > QFontMetrics(view.font()).height()); // for the note
        QCOMPARE(view.plot()->yAxis->label(),
                 QString("Gap (epochs) (hollow: not reached in so many)"));
    }

    // Beside a bar the runs of eight curves stand 9, 18, 27 and 36 pixels off.
    void runsBesideABarLieInsideThePlot()
    {
        OutcomeView view;
        view.resize(600, 500);
        OutcomePicture picture = sweep();
        picture.bars = {{{0.2, 300}, {0.2, 300}, {0.2, 10'000, false}}};
        while (picture.curves.size() < 8)
            picture.curves.push_back(picture.curves.front());
        view.showPicture(picture);
        view.show();
        view.plot()->replot();
        const QRect rect = view.plot()->axisRect()->rect();
        QVERIFY(view.plot()->xAxis->coordToPixel(0.2) - rect.left() > 39.0);
        QVERIFY(rect.right() - view.plot()->xAxis->coordToPixel(0.5) > 39.0);
    }

    void whatIsDrawnIsChosen()
    {
        OutcomeView view;
        view.showPicture(sweep());
        view.show();
        QVERIFY(boxes(view).empty());
        QSignalSpy chosen(&view, &OutcomeView::chosen);
        OutcomeOffer offer{.outcomes = {{"t2", "t2"}, {"gap", "Gap"}},
                           .against = {{"data.n", "Samples"}, {"share", "Share"}},
                           .chosen = {.outcome = "gap", .against = "data.n"}};
        view.showOffer("3 runs", offer);
        QCOMPARE(view.readout(), QString("3 runs"));
        QCOMPARE(boxes(view).size(), std::size_t{2}); // lines have no meaning
        QCOMPARE(boxes(view)[0]->currentText(), QString("Gap"));
        QCOMPARE(chosen.count(), 0);
        boxes(view)[1]->setCurrentIndex(1);
        emit boxes(view)[1]->activated(1);
        QCOMPARE(chosen.count(), 1);
        const auto choice = chosen.front().front().value<OutcomeChoice>();
        QCOMPARE(choice.against, std::string("share"));
        QCOMPARE(choice.outcome, std::string("gap"));
        QCOMPARE(choice.lines, std::string("group"));
        offer.outcomes = {{"gap", "Gap"}};
        view.showOffer("3 runs", offer);
        QVERIFY(!boxes(view)[0]->isEnabled()); // nothing to choose
    }

    // The picture is of many runs, whatever the other views show.
    void metadataAreNotThoseOfOneRun()
    {
        QTemporaryDir folder;
        OutcomeView view;
        view.showPicture(sweep());
        view.setExportInfo({.program = "Program 1", .run = "run-one", .spec = "{}"});
        const QString file = folder.filePath("a.csv");
        QVERIFY(bool(view.exportTo(file)));
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray text = csv.readAll();
        QVERIFY(text.contains("Program 1") && !text.contains("run-one"));
    }

    void emptyViewSaysWhatToDo()
    {
        OutcomeView view;
        QVERIFY(view.isEmpty());
        view.showPicture(sweep());
        QVERIFY(!view.isEmpty());
        view.showMessage("No run is finished.");
        QVERIFY(view.isEmpty());
        view.setAwaited(true); // another run
        QCOMPARE(view.findChild<QLabel*>("quiet")->text(), QString("No run is finished."));
        QCOMPARE(view.title(), QString("Outcomes of several runs"));
    }

private:
    // Those that are seen, from left to right.
    static std::vector<QComboBox*> boxes(const OutcomeView& view)
    {
        std::vector<QComboBox*> seen;
        for (auto* const box : view.findChildren<QComboBox*>())
            if (box->isVisible())
                seen.push_back(box);
        return seen;
    }
};

QTEST_MAIN(TestOutcomeView)
#include "tst_outcome_view.moc"
