// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything in the window can be reached and done by keys, and has a name for a screen reader.

#include "widgets/timeline.h"
#include "widgets/view_grid.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSet>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

namespace {

QString accessibleText(QObject* object, QAccessible::Text kind)
{
    QAccessibleInterface* const interface = QAccessible::queryAccessibleInterface(object);
    return interface ? interface->text(kind) : QString();
}

QString nameOf(QWidget* widget)
{
    return QString("%1 '%2' in %3")
        .arg(widget->metaObject()->className(), accessibleText(widget, QAccessible::Name),
             widget->parentWidget()->metaObject()->className());
}

// Returns whether a widget is something to use by itself, not a part of a control.
bool isControl(const QWidget& widget)
{
    const QWidget* const parent = widget.parentWidget();
    const bool isPart =
        qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent)
        || qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QAbstractItemView*>(parent)
        || qobject_cast<const QScrollBar*>(&widget) || qobject_cast<const QHeaderView*>(&widget);
    return !isPart
           && (qobject_cast<const QAbstractButton*>(&widget)
               || qobject_cast<const QAbstractSpinBox*>(&widget)
               || qobject_cast<const QAbstractSlider*>(&widget)
               || qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QLineEdit*>(&widget)
               || qobject_cast<const QAbstractItemView*>(&widget)
               || qobject_cast<const RunView*>(&widget));
}

QList<QWidget*> shownControls(const QWidget& window)
{
    QList<QWidget*> controls;
    for (QWidget* const widget : window.findChildren<QWidget*>())
        if (widget->window() == &window && widget->isVisible() && isControl(*widget))
            controls << widget;
    return controls;
}

// Returns whether what a button does has a key, or an entry in a context menu.
bool hasKey(const QWidget& widget)
{
    const auto* const button = qobject_cast<const QToolButton*>(&widget);
    if (button && button->defaultAction() && !button->defaultAction()->shortcut().isEmpty())
        return true;
    if (button && button->defaultAction() && button->defaultAction()->menu())
        return std::ranges::any_of(button->defaultAction()->menu()->actions(),
                                   [](QAction* each) { return !each->shortcut().isEmpty(); });
    return widget.parentWidget()->objectName() == "viewCell"; // Return and the Menu key
}

} // namespace

class TestKeyboard : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QTest::keyClick(window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), 30'000);
        auto* const grid = m_fixture->part<ViewGrid>();
        for (RunView* const view : grid->views())
            grid->setViewVisible(view, true);
        window()->resize(1280, 800);
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
    }
    void cleanup() { m_fixture.reset(); }

    void everyControlHasAName()
    {
        QStringList unnamed;
        for (QWidget* const control : shownControls(*window()))
            if (accessibleText(control, QAccessible::Name).isEmpty())
                unnamed << nameOf(control);
        QVERIFY2(unnamed.isEmpty(), qPrintable("\n" + unnamed.join('\n')));
    }

    void tabReachesEveryControlThatHasNoKey()
    {
        QList<QWidget*> reached;
        window()->setFocus();
        QTest::keyClick(window(), Qt::Key_Tab);
        for (QWidget* focus = QApplication::focusWidget(); focus && !reached.contains(focus);
             focus = QApplication::focusWidget()) {
            reached << focus;
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        QStringList missed;
        for (QWidget* const control : shownControls(*window()))
            if (control->isEnabled() && !hasKey(*control) && !reached.contains(control)
                && !reached.contains(control->focusProxy()))
                missed << nameOf(control);
        const QWidget* const stuck = QApplication::focusWidget();
        QVERIFY2(missed.isEmpty(),
                 qPrintable(QString("after %1 of %2, now at %3\n%4")
                                .arg(nameOf(reached.last()))
                                .arg(reached.size())
                                .arg(stuck ? stuck->metaObject()->className() : "nothing")
                                .arg(missed.join('\n'))));
    }

    // Qt does nothing on an ambiguous key. Those of a cell or a view act in one view only.
    void keysAreUnique()
    {
        QHash<QString, QStringList> uses;
        QSet<QString> ofCells;
        for (QAction* const action : window()->findChildren<QAction*>())
            for (const QKeySequence& key : action->shortcuts()) {
                const bool isOfCell = action->shortcutContext() == Qt::WidgetWithChildrenShortcut
                                      || action->shortcutContext() == Qt::WidgetShortcut;
                if (isOfCell)
                    ofCells << key.toString();
                else if (!action->associatedObjects().isEmpty())
                    uses[key.toString()] << action->text();
            }
        for (QShortcut* const shortcut : window()->findChildren<QShortcut*>())
            uses[shortcut->key().toString()] << shortcut->parent()->metaObject()->className();
        QStringList ambiguous;
        for (auto use = uses.cbegin(); use != uses.cend(); ++use)
            if (use->size() > 1 || ofCells.contains(use.key()))
                ambiguous << use.key() + ": " + use->join(", ");
        QVERIFY2(ambiguous.isEmpty(), qPrintable("\n" + ambiguous.join('\n')));
        QVERIFY(uses.size() > 20);
    }

    void keysFoldThePanes()
    {
        auto* const splitter = m_fixture->part<QSplitter>();
        const QList<int> before = splitter->sizes();
        QTest::keyClick(window(), Qt::Key_F7);
        QCOMPARE(splitter->sizes()[0], 0);
        QTest::keyClick(window(), Qt::Key_F8);
        QCOMPARE(splitter->sizes()[2], 0);
        QVERIFY(splitter->sizes()[1] > before[0] + before[1]);
        QTest::keyClick(window(), Qt::Key_F7);
        QTest::keyClick(window(), Qt::Key_F8);
        QCOMPARE(splitter->sizes(), before);
    }

    void timelineIsASliderOfSteps()
    {
        auto* const timeline = m_fixture->part<Timeline>();
        QAccessibleInterface* const interface = QAccessible::queryAccessibleInterface(timeline);
        QCOMPARE(interface->role(), QAccessible::Slider);
        QAccessibleValueInterface* const value = interface->valueInterface();
        QVERIFY(value);
        QCOMPARE(value->minimumValue().toInt(), 0);
        QCOMPARE(value->maximumValue().toInt(), 60);
        QCOMPARE(value->currentValue().toInt(), 60);
        value->setCurrentValue(25);
        QCOMPARE(value->currentValue().toInt(), 20); // the evaluation before
        QCOMPARE(m_fixture->accuracy()->cursorStep(), std::optional<std::int64_t>(20));
    }

private:
    [[nodiscard]] MainWindow* window() const { return m_fixture->window(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
