// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing in the window is cut off or covered, in sizes from a netbook's to a wall's and, as CTest
// starts it, at several scale factors: held against the geometry of widgets and of plotted texts.

#include "app/window/presentation.h"
#include "widgets/eliding_combo_box.h"
#include "widgets/theme.h"
#include "widgets/view_grid.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitterHandle>
#include <QStyleOptionComboBox>
#include <QToolButton>

#include "tests/app/window_fixture.h"
#include "tests/support/drawn_texts.h"

using namespace grokking;
using namespace grokking::test;

namespace {

QString nameOf(const QWidget& widget)
{
    const QString text = widget.property("text").toString();
    return QString("%1 '%2'").arg(widget.metaObject()->className(),
                                  text.isEmpty() ? widget.accessibleName() : text);
}

// Returns by how many pixels a widget is too small for its text; 0 if it has room, or may elide.
int missing(const QWidget& widget)
{
    if (const auto* const label = qobject_cast<const QLabel*>(&widget)) {
        if (label->text().isEmpty())
            return 0;
        return label->wordWrap() ? label->heightForWidth(label->width()) - label->height()
                                 : label->fontMetrics().horizontalAdvance(label->text())
                                       - label->contentsRect().width();
    }
    if (const auto* const tool = qobject_cast<const QToolButton*>(&widget))
        return tool->toolButtonStyle() == Qt::ToolButtonIconOnly
                   ? 0
                   : tool->sizeHint().width() - tool->width();
    if (qobject_cast<const QPushButton*>(&widget) || qobject_cast<const QCheckBox*>(&widget))
        return widget.sizeHint().width() - widget.width();
    const auto* const box = qobject_cast<const QComboBox*>(&widget);
    if (box && !qobject_cast<const ElidingComboBox*>(box)) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        const QRect room = box->style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                        QStyle::SC_ComboBoxEditField, box);
        return box->fontMetrics().horizontalAdvance(box->currentText()) - room.width();
    }
    return 0;
}

// Returns whether a widget lays out its parts itself, and may let them overlap.
bool isClosed(const QWidget& widget)
{
    return qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QComboBox*>(&widget)
           || qobject_cast<const QLineEdit*>(&widget)
           || qobject_cast<const QAbstractItemView*>(&widget)
           || qobject_cast<const QCustomPlot*>(&widget);
}

QList<QWidget*> shownChildren(const QWidget& widget)
{
    QList<QWidget*> children;
    for (QWidget* const child : widget.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (child->isVisible() && !child->isWindow() && !child->size().isEmpty()
            && !child->testAttribute(Qt::WA_TransparentForMouseEvents)
            && !qobject_cast<QSplitterHandle*>(child))
            children << child;
    return children;
}

void checkWidgets(const QWidget& widget, QStringList& problems)
{
    if (const int pixels = missing(widget); pixels > 0)
        problems << QString("%1 lacks %2 pixels").arg(nameOf(widget)).arg(pixels);
    if (isClosed(widget))
        return;
    const QList<QWidget*> children = shownChildren(widget);
    const auto* const area = qobject_cast<const QScrollArea*>(widget.parentWidget());
    const bool scrolls = area && area->viewport() == &widget;
    for (qsizetype i = 0; i < children.size(); ++i) {
        if (!scrolls && !widget.rect().contains(children[i]->geometry()))
            problems << QString("%1 reaches out of %2").arg(nameOf(*children[i]), nameOf(widget));
        for (qsizetype j = 0; j < i; ++j)
            if (children[i]->geometry().intersects(children[j]->geometry()))
                problems << QString("%1 covers %2").arg(nameOf(*children[i]), nameOf(*children[j]));
        checkWidgets(*children[i], problems);
    }
}

void checkPlot(RunView& view, QStringList& problems)
{
    const std::vector<DrawnText> texts = drawnTexts(*view.plot());
    const QRectF inside = QRectF(view.plot()->rect()).adjusted(-1, -1, 1, 1);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!inside.contains(texts[i].ink))
            problems << QString("%1: '%2' is cut off").arg(view.title(), texts[i].text);
        for (std::size_t j = 0; j < i; ++j)
            if (texts[i].ink.adjusted(1, 1, -1, -1).intersects(texts[j].ink))
                problems << QString("%1: '%2' covers '%3'")
                                .arg(view.title(), texts[i].text, texts[j].text);
    }
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QTest::keyClick(m_fixture->window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), 30'000);
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void nothingIsCutOffOrCovered_data() { addSizes(); }
    void nothingIsCutOffOrCovered()
    {
        resize();
        if (QTest::currentTestFailed())
            return;
        auto* const grid = m_fixture->part<ViewGrid>();
        grid->resetArrangement();
        QStringList problems;
        check("usual views", problems);
        for (RunView* const view : grid->views())
            grid->setViewVisible(view, true);
        check("all views", problems);
        QVERIFY2(problems.isEmpty(), qPrintable('\n' + problems.join('\n')));
    }

    void maximizedViewsAreComplete_data() { addSizes(); }
    void maximizedViewsAreComplete()
    {
        resize();
        if (QTest::currentTestFailed())
            return;
        auto* const grid = m_fixture->part<ViewGrid>();
        QStringList problems;
        for (RunView* const view : grid->views()) {
            grid->setViewVisible(view, true);
            if (!grid->isViewOffered(view))
                continue;
            grid->maximize(view);
            check("alone", problems);
        }
        grid->maximize(nullptr);
        QVERIFY2(problems.isEmpty(), qPrintable('\n' + problems.join('\n')));
    }

    void presentedViewsAreComplete_data() { addSizes(); }
    void presentedViewsAreComplete()
    {
        m_fixture->part<ViewGrid>()->resetArrangement();
        auto* const present = m_fixture->part<Presentation>()->action();
        present->setChecked(true);
        QApplication::processEvents();
        m_fixture->window()->setWindowState(Qt::WindowNoState); // on a screen of that size
        QApplication::processEvents();
        resize();
        if (QTest::currentTestFailed())
            return;
        QStringList problems;
        check("presented", problems);
        QFETCH(QSize, pixels);
        QCOMPARE(m_fixture->window()->size(), pixels / qApp->devicePixelRatio());
        present->setChecked(false);
        QVERIFY2(problems.isEmpty(), qPrintable('\n' + problems.join('\n')));
    }

private:
    static void addSizes()
    {
        QTest::addColumn<QSize>("pixels");
        QTest::addColumn<ColorScheme>("colors");
        for (const QSize size :
             {QSize(1024, 600), QSize(1280, 800), QSize(1920, 1080), QSize(3840, 2160)})
            QTest::addRow("%d x %d", size.width(), size.height()) << size << ColorScheme::Light;
        QTest::newRow("1280 x 800, dark") << QSize(1280, 800) << ColorScheme::Dark;
    }

    void resize()
    {
        QFETCH(QSize, pixels);
        QFETCH(ColorScheme, colors);
        const QSize size = pixels / qApp->devicePixelRatio();
        applyTheme(*qApp, colors);
        m_fixture->window()->resize(size);
        QCOMPARE(m_fixture->window()->size(), size);
    }

    // What arrives from a worker thread asks for another layout; what is wrong stays wrong.
    void check(const QString& what, QStringList& problems)
    {
        constexpr int attempts = 20;
        QStringList found = look();
        for (int i = 0; i < attempts && !found.isEmpty(); ++i) {
            QTest::qWait(50);
            found = look();
        }
        for (const QString& each : found)
            problems << what + ": " + each;
    }

    [[nodiscard]] QStringList look() const
    {
        QStringList found;
        for (int pass = 0; pass < 3; ++pass) // a layout may ask for another one
            QApplication::processEvents();
        for (RunView* const view : m_fixture->window()->findChildren<RunView*>()) {
            if (!view->isVisible() || !view->plot()->isVisible())
                continue;
            view->redraw();
            view->redraw(); // names of ticks may have moved the axes
            checkPlot(*view, found);
        }
        checkWidgets(*m_fixture->window(), found);
        const auto* const bar = m_fixture->part<QToolBar>();
        for (QAction* const action : bar->actions())
            if (action->isVisible() && !bar->widgetForAction(action)->isVisible())
                found << "the toolbar has no room for " + action->text();
        return found;
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestLayout)
#include "tst_layout.moc"
