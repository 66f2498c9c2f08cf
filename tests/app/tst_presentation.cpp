// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The mode for projecting, and that nothing of it is left behind.
#include "app/window/presentation.h"
#include "app/window/session.h"
#include "widgets/runs_table.h"
#include "widgets/spec_form.h"
#include "widgets/step_cursor.h"
#include "widgets/theme.h"
#include "widgets/timeline.h"
#include "widgets/view_arrangement.h"
#include "widgets/view_grid.h"

#include <QLabel>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>
#include <qcustomplot.h>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr double enlargement = 1.5;
constexpr double rounding = 0.01; // of a font size

} // namespace

class TestPresentation : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        applyTheme(*qApp, ColorScheme::Light);
        m_fixture = std::make_unique<WindowFixture>();
        window()->resize(1111, 777);
        action()->trigger();
        action()->trigger(); // whatever the first time leaves is not what comes back
        part<QSplitter>()->setSizes({250, 561, 300});
    }
    void cleanup() { m_fixture.reset(); }

    void viewsGetTheScreenAndLargerType()
    {
        const double before = m_fixture->accuracy()->font().pointSizeF();
        const int timeline = part<Timeline>()->height();
        QTest::keyClick(window(), Qt::Key_F11);
        QTRY_COMPARE(window()->size(), window()->screen()->size());
        QVERIFY(part<SpecForm>()->visibleRegion().isEmpty());
        QVERIFY(part<RunsTable>()->visibleRegion().isEmpty());
        QVERIFY(!part<QStatusBar>()->isVisible());
        const auto isLarger = [before](double size) {
            return qAbs(size - enlargement * before) < rounding;
        };
        for (RunView* const view : window()->findChildren<RunView*>()) {
            QVERIFY2(isLarger(view->font().pointSizeF()), qPrintable(view->title()));
            QVERIFY2(isLarger(view->plot()->xAxis->tickLabelFont().pointSizeF()),
                     qPrintable(view->title()));
        }
        QVERIFY(part<Timeline>()->height() > 1.25 * timeline);
        QCOMPARE(window()->font().pointSizeF(), before);
    }

    void everythingIsAsBefore_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Escape") << static_cast<int>(Qt::Key_Escape);
        QTest::newRow("F11") << static_cast<int>(Qt::Key_F11);
        QTest::newRow("the button") << 0;
    }
    void everythingIsAsBefore()
    {
        QFETCH(int, key);
        const Look before = look();
        action()->trigger();
        QTRY_COMPARE(window()->size(), window()->screen()->size());
        changeEverything();
        QVERIFY(!(look() == before));
        if (key == 0)
            action()->trigger();
        else
            QTest::keyClick(window(), static_cast<Qt::Key>(key));
        QVERIFY(!action()->isChecked());
        QTRY_COMPARE(window()->size(), before.size);
        QVERIFY(look() == before);
    }

    void numbersAtTheAxesAreAsBefore()
    {
        QTest::keyClick(window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), 30'000);
        QTRY_VERIFY(!m_fixture->accuracy()->isEmpty());
        window()->resize(1110, 777); // in one jump
        QStringList before;
        QTRY_VERIFY(std::exchange(before, axisTexts()) == axisTexts() && before.size() > 4);
        action()->trigger();
        QTRY_VERIFY(axisTexts() != before);
        action()->trigger();
        QTRY_COMPARE(axisTexts(), before);
    }

    void titlesStayBold()
    {
        const auto isBold = [this] {
            return m_fixture->accuracy()
                       ->parentWidget()
                       ->findChild<QLabel*>("cellTitle")
                       ->font()
                       .weight()
                   == QFont::DemiBold;
        };
        QVERIFY(isBold());
        action()->trigger();
        QVERIFY(isBold());
        action()->trigger();
        QVERIFY(isBold());
    }

    void nextStartIsAsBefore()
    {
        part<ViewGrid>()->setViewVisible(m_fixture->accuracy(), false);
        const Look before = look();
        action()->trigger();
        changeEverything();
        const Session session = window()->session();
        m_fixture->reopen();
        window()->restore(session);
        QTRY_COMPARE(window()->size(), before.size);
        QTRY_VERIFY(look() == before);
        QVERIFY(!action()->isChecked());
    }

    void maximizedWindowStaysMaximized()
    {
        window()->showMaximized();
        action()->trigger();
        QVERIFY(window()->isFullScreen());
        action()->trigger();
        QVERIFY(window()->isMaximized());
        QVERIFY(!window()->isFullScreen());
    }

    void escapeFreesTheViewsFirst()
    {
        auto* const views = part<ViewGrid>();
        action()->trigger();
        views->maximize(m_fixture->accuracy());
        QTest::keyClick(window(), Qt::Key_Escape);
        QCOMPARE(views->maximizedView(), nullptr);
        QVERIFY(action()->isChecked());
        QTest::keyClick(window(), Qt::Key_Escape);
        QVERIFY(!action()->isChecked());
    }

    void keyIsInTheHelp()
    {
        QVERIFY2(action()->toolTip().contains("full screen"), qPrintable(action()->toolTip()));
        QVERIFY2(action()->toolTip().contains("(F11)"), qPrintable(action()->toolTip()));
    }

private:
    // What a user would notice.
    struct Look {
        bool hasStatus = false;
        QSize size;
        QList<int> panes;
        ViewArrangement arrangement;
        double type = 0.0;

        bool operator==(const Look&) const = default;
    };

    [[nodiscard]] MainWindow* window() const { return m_fixture->window(); }
    [[nodiscard]] QAction* action() const { return part<Presentation>()->action(); }
    template <class Widget>
    [[nodiscard]] Widget* part() const
    {
        return m_fixture->part<Widget>();
    }
    [[nodiscard]] Look look() const
    {
        return {part<QStatusBar>()->isVisible(), window()->size(), part<QSplitter>()->sizes(),
                part<ViewGrid>()->arrangement(), m_fixture->accuracy()->font().pointSizeF()};
    }
    // Returns what is written at the axes of the views to be seen.
    [[nodiscard]] QStringList axisTexts() const
    {
        QStringList texts;
        for (const RunView* const view : part<ViewGrid>()->views())
            if (view->isVisible())
                texts << view->plot()->xAxis->tickVectorLabels().toList()
                      << view->plot()->yAxis->tickVectorLabels().toList();
        return texts;
    }
    // What somebody may do while presenting.
    void changeEverything()
    {
        auto* const views = part<ViewGrid>();
        views->swapViews(views->views()[0], views->views()[1]);
        views->setViewVisible(views->views()[2], false);
        QTest::keyClick(window(), Qt::Key_F7);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestPresentation)
#include "tst_presentation.moc"
