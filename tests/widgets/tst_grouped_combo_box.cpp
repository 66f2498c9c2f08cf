// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/grouped_combo_box.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <memory>

using namespace grokking;

class TestGroupedComboBox : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
        m_box = new GroupedComboBox(m_window.get());
        m_box->addChoice({"demo", "Demonstrations", "The missing subclass", "One is absent."});
        m_box->addChoice({"hu-fig3", "Hu et al.", "Fig. 3: perceptron", "No grokking."});
        m_box->addChoice({"miller-fig4", "Miller et al.", "Fig. 4: concealment", "Bits."});
        m_box->addChoice({"hu-fig4", "Hu et al.", "Fig. 4: LSTM", "Rises early."});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    // No letter is cut off without a sign.
    void textWithoutRoomEndsWithAnEllipsis()
    {
        ElidingComboBox box;
        box.addItem("Polynomial and sine");
        box.resize(400, box.height());
        QCOMPARE(box.shownText(), QString("Polynomial and sine"));
        box.resize(90, box.height());
        QVERIFY(box.shownText().startsWith("Poly"));
        QVERIFY(box.shownText().endsWith(QChar(0x2026)));
    }

    void choicesStandUnderTheirHeadings()
    {
        open();
        QCOMPARE(shown(), QStringList({"Demonstrations", "The missing subclass", "Hu et al.",
                                       "Fig. 3: perceptron", "Fig. 4: LSTM", "Miller et al.",
                                       "Fig. 4: concealment"}));
        QCOMPARE(list()->currentItem()->text(0), "The missing subclass");
    }

    void allWordsMustBeThere_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("titles");
        QTest::newRow("title") << "fig. 4"
                               << QStringList{"Hu et al.", "Fig. 4: LSTM", "Miller et al.",
                                              "Fig. 4: concealment"};
        QTest::newRow("paper and title")
            << "miller 4" << QStringList{"Miller et al.", "Fig. 4: concealment"};
        QTest::newRow("id") << "hu-fig3" << QStringList{"Hu et al.", "Fig. 3: perceptron"};
        QTest::newRow("explanation")
            << "ABSENT" << QStringList{"Demonstrations", "The missing subclass"};
        QTest::newRow("nothing") << "fig. 9" << QStringList{};
    }

    void allWordsMustBeThere()
    {
        QFETCH(QString, words);
        QFETCH(QStringList, titles);
        open();
        QTest::keyClicks(search(), words);
        QCOMPARE(shown(), titles);
        QCOMPARE(list()->isVisible(), !titles.isEmpty());
    }

    void clickChoosesOnce()
    {
        const QSignalSpy spy(m_box, &QComboBox::activated);
        open();
        QTreeWidgetItem* const item = list()->topLevelItem(1)->child(1);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualItemRect(item).center());
        QCOMPARE(spy.count(), 1);
        QCOMPARE(m_box->currentData().toString(), "hu-fig4");
        QVERIFY(!popover() || !popover()->isVisible());
    }

    void headingsCannotBeChosen()
    {
        const QSignalSpy spy(m_box, &QComboBox::activated);
        open();
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualItemRect(list()->topLevelItem(1)).center());
        QCOMPARE(spy.count(), 0);
        QVERIFY(popover()->isVisible());
    }

    void keysMoveAndChooseWhileOneTypes()
    {
        open();
        QTest::keyClicks(search(), "hu");
        QTest::keyClick(search(), Qt::Key_Down);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(m_box->currentData().toString(), "hu-fig4");
    }

    // Though another one that comes before has the words as well.
    void typedNameIsChosen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("whole") << "carvalho-f0"
                               << "carvalho-f0";
        QTest::newRow("beginning") << "carvalho-f0."
                                   << "carvalho-f0.2";
        QTest::newRow("in an explanation, too") << "demo"
                                                << "demo";
    }

    void typedNameIsChosen()
    {
        QFETCH(QString, name);
        QFETCH(QString, id);
        m_box->addChoice({"carvalho-f0.2", "Demonstrations", "Rare", "See also demo."});
        m_box->addChoice({"carvalho-f0", "Demonstrations", "Absent", "Another one."});
        open();
        QTest::keyClicks(search(), name);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(m_box->currentData().toString(), id);
    }

    void escapeChangesNothing()
    {
        const QSignalSpy spy(m_box, &QComboBox::activated);
        open();
        QTest::keyClicks(search(), "lstm");
        QTest::keyClick(search(), Qt::Key_Escape);
        QCOMPARE(spy.count(), 0);
        QCOMPARE(m_box->currentData().toString(), "demo");
    }

private:
    void open()
    {
        QTest::mouseClick(m_box, Qt::LeftButton);
        QVERIFY(popover());
        QVERIFY(QTest::qWaitForWindowExposed(popover()));
    }

    [[nodiscard]] ChoicePopover* popover() const { return m_box->findChild<ChoicePopover*>(); }
    [[nodiscard]] QTreeWidget* list() const { return popover()->findChild<QTreeWidget*>(); }
    [[nodiscard]] QLineEdit* search() const { return popover()->findChild<QLineEdit*>(); }

    [[nodiscard]] QStringList shown() const
    {
        QStringList titles;
        for (QTreeWidgetItemIterator item(list(), QTreeWidgetItemIterator::NotHidden); *item;
             ++item)
            titles << (*item)->text(0);
        return titles;
    }

    std::unique_ptr<QWidget> m_window;
    GroupedComboBox* m_box = nullptr;
};

QTEST_MAIN(TestGroupedComboBox)
#include "tst_grouped_combo_box.moc"
