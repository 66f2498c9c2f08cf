// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of the error-complexity plane are dragged, typed and reset; the shares follow.
#include "app/window/region_keeper.h"
#include "widgets/number_box.h"

#include <QMenu>
#include <QSignalSpy>
#include <QWidgetAction>
#include <QtTest>
#include <qcustomplot.h>

#include <memory>

using namespace grokking;

namespace {

// 1,000 steps: 200 at high error; then low error, 300 at complexity 1,000 and 500 at 10.
std::vector<Sampled> samples()
{
    std::vector<Sampled> samples;
    for (const auto& [step, error, complexity] : {std::tuple{0, 10.0, 1'000.0},
                                                  {200, 0.1, 1'000.0},
                                                  {500, 0.1, 10.0},
                                                  {1'000, 0.1, 10.0}}) {
        Sampled& sample = samples.emplace_back();
        sample.step = step;
        sample.error = error;
        sample.complexity = complexity;
    }
    return samples;
}

RunSummary summaryWith(const RegionLines& lines)
{
    return {.t1 = Crossing{200}, .regions = lines};
}

const RegionLines computed{.error = 1.0, .complexity = 100.0};

} // namespace

class TestRegionKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<ErrorComplexityView>();
        m_keeper = std::make_unique<RegionKeeper>(*m_view);
        m_view->resize(500, 400);
        m_view->show();
        show("a");
    }

    void computedLinesComeWithTheSharesOfSteps()
    {
        QCOMPARE(shares(), (RegionShares{0.3, 0.5, 0.2, 0.0}));
        QVERIFY(m_view->labels().contains("LEHC memorized 30 %"));
        QVERIFY(m_view->readout().endsWith("LEHC 30 %"));
    }

    // Right of all points: what was LEHC becomes LELC, and HEHC becomes HELC.
    void draggedComplexityLineChangesTheShares()
    {
        drag(m_view->crossing() + QPointF(0, 40), QPointF(pixelOfComplexity(1'500.0), 200.0));
        QCOMPARE(shares(), (RegionShares{0.0, 0.8, 0.0, 0.2}));
        QCOMPARE(m_view->lines()->error, computed.error);
        QVERIFY(std::abs(m_view->lines()->complexity / 1'500.0 - 1.0) < 0.05);
        QVERIFY(m_view->shownRegions()->isChosen);
        QVERIFY(!m_view->cursor().pinned);
    }

    // Below all points: nothing has a low error.
    void draggedErrorLineChangesTheShares()
    {
        drag(m_view->crossing() + QPointF(40, 0), QPointF(200.0, pixelOfError(0.08)));
        QCOMPARE(shares(), (RegionShares{0.0, 0.0, 0.5, 0.5}));
        QCOMPARE(m_view->lines()->complexity, computed.complexity);
    }

    void crossingMovesBothLines()
    {
        drag(m_view->crossing(), {pixelOfComplexity(1'500.0), pixelOfError(0.08)});
        QCOMPARE(shares(), (RegionShares{0.0, 0.0, 0.0, 1.0}));
    }

    void doubleClickOnALineResetsBoth()
    {
        drag(m_view->crossing(), {pixelOfComplexity(1'500.0), pixelOfError(0.08)});
        QVERIFY(m_view->doubleClick(m_view->crossing()));
        QCOMPARE(m_view->lines().value(), computed);
        QVERIFY(!m_view->shownRegions()->isChosen);
        QVERIFY(!m_view->doubleClick(m_view->crossing() + QPointF(30, 30)));
    }

    void linesAreTypedIntoTheMenu()
    {
        QMenu menu;
        m_view->fillMenu(menu);
        auto* const field = qobject_cast<QWidgetAction*>(menu.actions().at(1))->defaultWidget();
        auto* const box = field->findChild<NumberBox*>();
        QCOMPARE(box->accessibleName(), "Complexity line");
        QCOMPARE(std::get<double>(box->value()), 100.0);
        emit box->valueEdited(2'000.0);
        QCOMPARE(shares(), (RegionShares{0.0, 0.8, 0.0, 0.2}));
        menu.clear();
        m_view->fillMenu(menu);
        menu.actions().at(2)->trigger();
        QCOMPARE(m_view->lines().value(), computed);
    }

    void chosenLinesBelongToTheRun()
    {
        drag(m_view->crossing(), {pixelOfComplexity(1'500.0), pixelOfError(0.08)});
        const auto chosen = m_view->lines();
        m_keeper->showSummary(summaryWith({.error = 2.0, .complexity = 50.0}));
        QCOMPARE(m_view->lines(), chosen);
        show("b");
        QCOMPARE(m_view->lines().value(), computed);
        show("a");
        QCOMPARE(m_view->lines(), chosen);
    }

    void renamedRunKeepsItsLines()
    {
        drag(m_view->crossing(), {pixelOfComplexity(1'500.0), pixelOfError(0.08)});
        const auto chosen = m_view->lines();
        m_keeper->renameRun("a", "new name");
        m_keeper->showSummary(summaryWith(computed));
        QCOMPARE(m_view->lines(), chosen);
        show("a"); // another run of the old name
        QCOMPARE(m_view->lines().value(), computed);
        m_keeper->renameRun("new name", "newer name"); // while it is not shown
        show("newer name");
        QCOMPARE(m_view->lines(), chosen);
    }

    // Complexity lines at 100, 300 and 900: the median is 300.
    void seedsShownTogetherShareTheMedians()
    {
        const auto history = std::make_shared<RunHistory>();
        m_keeper->setOverlays(
            {{"one", history, summaryWith({.error = 1.0, .complexity = 300.0})},
             {"two", history, summaryWith({.error = 1.0, .complexity = 900.0})},
             {"no t1", history, {}},
             {"other", history, summaryWith({.error = 9.0, .complexity = 9e6}), "other learner"},
             {"itself", history, summaryWith({.error = 1.0, .complexity = 1e6}), {}, true}});
        QCOMPARE(m_view->lines().value(), (RegionLines{.error = 1.0, .complexity = 300.0}));
        m_keeper->setOverlays({});
        QCOMPARE(m_view->lines().value(), computed);
    }

    void noLinesBeforeTheRunHasMemorized()
    {
        m_keeper->showSummary({});
        QVERIFY(!m_view->shownRegions());
        QVERIFY(!m_view->lines());
        QVERIFY(!m_view->doubleClick({200, 200}));
        QSignalSpy chosen(m_view.get(), &ErrorComplexityView::linesChosen);
        drag({200, 200}, {250, 250});
        QCOMPARE(chosen.count(), 0);
    }

private:
    void show(const QString& file)
    {
        m_view->startRun({.errorLabel = "Error", .complexityLabel = "Complexity"});
        m_view->showSamples(samples());
        m_keeper->showRun(file, summaryWith(computed));
        for (int pass = 0; pass < 2; ++pass) // the margins settle in the first
            m_view->plot()->replot();
    }

    [[nodiscard]] RegionShares shares() const
    {
        return m_view->shownRegions().value().shares.value();
    }

    [[nodiscard]] double pixelOfComplexity(double value) const
    {
        return m_view->plot()->xAxis->coordToPixel(value);
    }

    [[nodiscard]] double pixelOfError(double value) const
    {
        return m_view->plot()->yAxis->coordToPixel(value);
    }

    void drag(const QPointF& from, const QPointF& to)
    {
        QCustomPlot* const plot = m_view->plot();
        QTest::mousePress(plot, Qt::LeftButton, {}, from.toPoint());
        QMouseEvent move(QEvent::MouseMove, to, plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QApplication::sendEvent(plot, &move);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, to.toPoint());
    }

    std::unique_ptr<ErrorComplexityView> m_view;
    std::unique_ptr<RegionKeeper> m_keeper;
};

QTEST_MAIN(TestRegionKeeper)
#include "tst_region_keeper.moc"
