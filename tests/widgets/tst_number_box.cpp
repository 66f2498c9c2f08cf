// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/number_box.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace grokking;

namespace {

ParamSpec realParam(ParamScale scale = ParamScale::Logarithmic)
{
    return {.id = "x",
            .title = "x",
            .defaultValue = 1e-3,
            .minimum = 0.0,
            .maximum = 10.0,
            .scale = scale,
            .zeroText = "none"};
}

ParamSpec integerParam(bool optional = false)
{
    return {.id = "seeds.data",
            .title = "n",
            .kind = ParamKind::Integer,
            .defaultValue = std::int64_t{200},
            .minimum = 0,
            .maximum = 1e6,
            .optional = optional};
}

QLineEdit* editOf(NumberBox& box)
{
    return box.findChild<QLineEdit*>();
}

void type(NumberBox& box, const QString& text)
{
    editOf(box)->selectAll();
    QTest::keyClicks(editOf(box), text);
}

} // namespace

class TestNumberBox : public QObject
{
    Q_OBJECT

private slots:
    // Where there is room for a few digits the first ones are seen, not the last.
    void longNumberShowsItsBeginning()
    {
        NumberBox box({.id = "x", .defaultValue = 1.0});
        box.setValue(0.0024787521766663585);
        QLineEdit* const field = box.findChild<QLineEdit*>();
        QVERIFY(field->text().length() > 15);
        QCOMPARE(field->cursorPosition(), 0);
    }

    void readsScientificNotation()
    {
        NumberBox box(realParam());
        type(box, "2.5e-3");
        QCOMPARE(box.value(), Value(2.5e-3));
    }

    void readsGroupedIntegers()
    {
        NumberBox box(integerParam());
        type(box, "50,000");
        QCOMPARE(box.value(), Value(std::int64_t{50'000}));
        type(box, "2e4");
        QCOMPARE(box.value(), Value(std::int64_t{20'000}));
    }

    void keepsTheLastLegalValue()
    {
        NumberBox box(realParam());
        box.setValue(0.5);
        QSignalSpy complaints(&box, &NumberBox::complained);
        type(box, "99");
        QCOMPARE(complaints.count(), 1);
        QCOMPARE(box.value(), Value(9.0)); // what was legal while typing
        QTest::keyClick(&box, Qt::Key_Escape);
        QCOMPARE(editOf(box)->text(), QString("9"));
    }

    void showsAWordForZero()
    {
        NumberBox box(realParam());
        box.setValue(0.0);
        QCOMPARE(editOf(box)->text(), QString("none"));
    }

    void optionalMayBeEmpty()
    {
        NumberBox box(integerParam(true));
        box.setValue(std::int64_t{7});
        QSignalSpy edits(&box, &NumberBox::valueEdited);
        editOf(box)->selectAll();
        QTest::keyClick(editOf(box), Qt::Key_Delete);
        QCOMPARE(box.value(), Value());
        QCOMPARE(edits.count(), 1);
        QCOMPARE(editOf(box)->placeholderText(), QString("follows seed"));
    }

    void stepsByFactors_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("to");
        QTest::newRow("1 to 2") << 1e-3 << 1 << 2e-3;
        QTest::newRow("2 to 5") << 2e-3 << 1 << 5e-3;
        QTest::newRow("5 to 10") << 5e-3 << 1 << 1e-2;
        QTest::newRow("down a decade") << 1e-3 << -3 << 1e-4;
        QTest::newRow("between the series") << 3e-3 << 1 << 5e-3;
        QTest::newRow("up from zero") << 0.0 << 1 << 5e-6;
        QTest::newRow("not above the maximum") << 10.0 << 1 << 10.0;
        QTest::newRow("down to zero") << 5e-6 << -1 << 0.0;
    }
    void stepsByFactors()
    {
        QFETCH(double, from);
        QFETCH(int, steps);
        QFETCH(double, to);
        NumberBox box(realParam());
        box.setValue(from);
        box.stepBy(steps);
        QCOMPARE(std::get<double>(box.value()), to);
    }

    void stepsLinearly()
    {
        NumberBox box(realParam(ParamScale::Linear));
        box.setValue(0.3);
        box.stepBy(1);
        QCOMPARE(std::get<double>(box.value()), 0.4);
        NumberBox count(integerParam());
        count.setValue(std::int64_t{200});
        count.stepBy(-1);
        QCOMPARE(count.value(), Value(std::int64_t{190}));
    }

    void writesShortExponents()
    {
        NumberBox box(realParam());
        box.setValue(1e-5);
        QCOMPARE(editOf(box)->text(), QString("1e-5"));
    }
};

QTEST_MAIN(TestNumberBox)
#include "tst_number_box.moc"
