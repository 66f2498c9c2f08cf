// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape over a plane whose values are known: what is drawn where.
#include "tests/widgets/landscape_fixture.h"

#include <QSignalSpy>

using namespace grokking;
using namespace grokking::test;

class TestLandscapeView : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_view = shownLandscape(); }
    void cleanup() { m_view.reset(); }

    void emptyViewSaysThatItIsComputed()
    {
        LandscapeView view;
        view.showScene(scene());
        QVERIFY(view.isEmpty());
        QVERIFY(view.labels().isEmpty());
        QVERIFY(!view.findChildren<QLabel*>().empty());
        view.showLandscape(landscape());
        QVERIFY(!view.isEmpty());
    }

    void planeIsShownFromEndToEnd()
    {
        QCOMPARE(m_view->title(), QString("Landscape, this run"));
        QCOMPARE(m_view->plot()->xAxis->range().lower, -7.0);
        QCOMPARE(m_view->plot()->xAxis->range().upper, 4.0);
        QCOMPARE(m_view->plot()->yAxis->label(), QString("Log outputscale"));
        QCOMPARE(m_view->placeAt(m_view->pixelOf({1.5, -2.5})), QPointF(1.5, -2.5));
    }

    void layersAreChosen()
    {
        QCOMPARE(m_view->layer(), LandscapeLayer::Objective);
        QCOMPARE(m_view->labels().front(), QString("What training minimizes"));
        m_view->chooseLayer(LandscapeLayer::Error);
        QCOMPARE(m_view->labels().front(), QString("Data fit"));
        m_view->chooseLayer(LandscapeLayer::Complexity);
        QCOMPARE(m_view->labels().front(), QString("Complexity term"));
    }

    // What is equally high has one color, and what is not has others.
    void colorsFollowTheValues()
    {
        m_view->chooseLayer(LandscapeLayer::Error);
        QCOMPARE(m_view->colorAt({-6.0, 1.0}), m_view->colorAt({-6.0, -4.0}));
        QVERIFY(m_view->colorAt({-6.0, 1.0}) != m_view->colorAt({3.0, 1.0}));
        m_view->chooseLayer(LandscapeLayer::Complexity);
        QCOMPARE(m_view->colorAt({-6.0, 1.0}), m_view->colorAt({3.0, 1.0}));
        QVERIFY(!m_view->colorAt({5.0, 0.0}).isValid());
    }

    void mouseTellsTheValues()
    {
        const QString text = m_view->textAt(m_view->pixelOf({2.0, 3.0}));
        QVERIFY2(text.contains("error 12") && text.contains("complexity 3")
                     && text.contains("objective 6"),
                 qPrintable(text));
        QCOMPARE(m_view->textAt(m_view->pixelOf({-6.0, -4.0})), QString("Start A"));
        QVERIFY(m_view->textAt({0.0, 0.0}).isEmpty());
    }

    // Error below 6 is left of -4, complexity above 1 above 1.
    void linesCutThePlane()
    {
        QVERIFY(!m_view->labels().join(' ').contains("LEHC"));
        RunSummary summary = test::grokkedSummary(100);
        summary.regions = RegionLines{6.0, 1.0};
        m_view->showSummary(summary);
        for (const char* const name : {"LEHC memorized", "LELC generalized", "HEHC", "HELC"})
            QVERIFY2(m_view->labels().contains(QString(name)), name);
        QVERIFY(m_view->textAt(m_view->pixelOf({-5.0, 3.0})).endsWith("LEHC"));
        QVERIFY(m_view->textAt(m_view->pixelOf({-5.0, 0.0})).endsWith("LELC"));
        QVERIFY(m_view->textAt(m_view->pixelOf({2.0, 3.0})).endsWith("HEHC"));
        m_view->showLines(RegionLines{6.0, 3.5});
        QVERIFY(m_view->textAt(m_view->pixelOf({-5.0, 3.0})).endsWith("LELC"));
        m_view->showLines(RegionLines{6.0, 9.0});
        QVERIFY(!m_view->labels().contains(QString("HEHC")));
    }

    void valuesAreWrittenAsCsv()
    {
        const QStringList lines = m_view->csv().split('\n');
        QCOMPARE(lines.size(), 23 * 23 + 2);
        QCOMPARE(lines[0], QString("Log lengthscale,Log outputscale,error,complexity,objective"));
        QCOMPARE(lines[1], QString("-7,-5,3,-5,35"));
        QCOMPARE(lines[23 * 23], QString("4,5,14,5,20"));
    }

    void sliceIsSaidInThePlot()
    {
        const QString slice = "slice: Mean 0.5 (where they start)";
        m_view->showSlice(slice);
        QVERIFY2(writtenIn(*m_view).contains(slice), qPrintable(writtenIn(*m_view).join('|')));
        m_view->showSlice({});
        QVERIFY(!writtenIn(*m_view).contains(slice));
    }

    void anotherModelIsShownByItsObjective()
    {
        m_view->chooseLayer(LandscapeLayer::Complexity);
        LandscapeScene same = scene();
        same.start = QPointF(0.0, 0.0);
        m_view->showScene(same);
        QCOMPARE(m_view->layer(), LandscapeLayer::Complexity);
        m_view->showScene({.axes = {"w1", "w2", "w3", "w4"}, .across = 0, .up = 3});
        QCOMPARE(m_view->layer(), LandscapeLayer::Objective);
    }

    // Only where there is something to choose; two equal axes change places.
    void axesAreChosen()
    {
        QVERIFY(!boxOf(*m_view, "Parameter across")->isVisible());
        LandscapeScene weights{.axes = {"w1", "w2", "w3", "w4"}, .across = 0, .up = 3};
        m_view->showScene(weights);
        QVERIFY(boxOf(*m_view, "Parameter across")->isVisible());
        QVERIFY(m_view->isEmpty()); // what was drawn was of other axes
        QSignalSpy planes(m_view.get(), &LandscapeView::planeChosen);
        QTest::keyClick(boxOf(*m_view, "Parameter across"), Qt::Key_Down);
        QCOMPARE(planes.takeFirst(), (QVariantList{1, 3}));
        weights.across = 1;
        m_view->showScene(weights);
        boxOf(*m_view, "Parameter up")->setCurrentIndex(2);
        QTest::keyClick(boxOf(*m_view, "Parameter up"), Qt::Key_Up);
        QCOMPARE(planes.takeFirst(), (QVariantList{3, 1}));
    }

    void otherParametersAreTakenFromTheStep()
    {
        QSignalSpy others(m_view.get(), &LandscapeView::othersChosen);
        buttonOf(*m_view, "Others at this step")->click();
        QCOMPARE(others.count(), 1);
        QCOMPARE(others.front().front().value<OtherParameters>(), OtherParameters::AtStep);
        LandscapeScene alone = scene();
        alone.hasOthers = false;
        m_view->showScene(alone);
        QVERIFY(!buttonOf(*m_view, "Others at this step")->isVisible());
    }

    void scaleOfValuesIsLinearOrLogarithmic()
    {
        const LandscapeScale linear(std::vector{-1.0, 3.0, std::nan("")});
        QVERIFY(!linear.isLogarithmic());
        QCOMPARE(linear.share(0.0), 0.5); // the root of a quarter
        QCOMPARE(linear.value(0.5), 0.0);
        QVERIFY(std::isnan(linear.share(std::nan(""))));
        QCOMPARE(linear.levels().size(), std::size_t{15});
        QCOMPARE(linear.levels()[3], linear.value(0.25));
        const LandscapeScale logarithmic(std::vector{0.01, 100.0});
        QVERIFY(logarithmic.isLogarithmic());
        QCOMPARE(logarithmic.share(1.0), 0.5);
        QCOMPARE(logarithmic.share(1e-9), 0.0);
        QVERIFY(std::abs(logarithmic.value(0.25) - 0.1) < 1e-12);
        QCOMPARE(LandscapeScale(std::vector{1e-9, 1.0}).low(), 1e-6);
        QVERIFY(LandscapeScale(std::vector{2.0, 4.0}, LandscapeScale::Spacing::Logarithmic)
                    .isLogarithmic());
        QVERIFY(LandscapeScale().isEmpty());
        QVERIFY(LandscapeScale(std::vector{2.0, 2.0}).levels().empty());
    }

private:
    std::unique_ptr<LandscapeView> m_view;
};

QTEST_MAIN(TestLandscapeView)
#include "tst_landscape_view.moc"
