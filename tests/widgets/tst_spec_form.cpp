// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/form_row.h"
#include "widgets/spec_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace grokking;

class TestSpecForm : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_form = std::make_unique<SpecForm>(m_catalogs); }

    void showsEverySettingThatMeansSomething()
    {
        const auto params = specParameters(m_form->spec(), m_catalogs);
        QVERIFY(params.size() > 20);
        for (const ParamSpec& param : params)
            QVERIFY2((row(QString::fromStdString(param.id)) != nullptr)
                         == isActive(m_form->spec(), param),
                     param.id.c_str());
    }

    // What was set before comes back.
    void settingComesAndGoesWithAnother()
    {
        enter("training.evaluateEvery", "40");
        QVERIFY(!row("training.evaluationsPerDecade"));
        enter("training.evaluation", "log");
        QVERIFY(!row("training.evaluateEvery"));
        QVERIFY(row("training.evaluationsPerDecade"));
        enter("training.evaluation", "every");
        QVERIFY(!row("training.evaluationsPerDecade"));
        QVERIFY(row("training.evaluateEvery"));
        QVERIFY(specValue(m_form->spec(), "training.evaluateEvery") == Value(std::int64_t{40}));
    }

    void roundTripsEveryKind_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::newRow("real") << "data.f"
                              << "0.35";
        QTest::newRow("integer") << "data.n"
                                 << "400";
        QTest::newRow("text") << "data.label"
                              << "mine";
        QTest::newRow("choice") << "learner.activation"
                                << "tanh";
        QTest::newRow("boolean") << "learner.bias"
                                 << "false";
        QTest::newRow("optional, pinned") << "seeds.data"
                                          << "7";
        QTest::newRow("zero with a word") << "training.optimizer.weightDecay"
                                          << "0";
    }
    void roundTripsEveryKind()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        ExperimentSpec wanted = m_form->spec();
        QVERIFY(assign(wanted, m_catalogs, (path + "=" + text).toStdString()));
        QSignalSpy edits(m_form.get(), &SpecForm::specEdited);
        m_form->setSpec(wanted);
        QCOMPARE(edits.count(), 0);
        QVERIFY(m_form->spec() == wanted);

        // The same by hand: back to the default in the spec, then through the editor.
        m_form = std::make_unique<SpecForm>(m_catalogs);
        QSignalSpy typed(m_form.get(), &SpecForm::specEdited);
        enter(path, text);
        QVERIFY(typed.count() >= 1);
        QVERIFY(m_form->spec() == wanted);
    }

    // A set of cells is a table of check boxes as large as other settings say.
    void cellsAreCheckedInATable()
    {
        enter("data.id", "table");
        auto* table = qobject_cast<QTableWidget*>(field("data.marked"));
        QVERIFY(table);
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->columnCount(), 3);
        QCOMPARE(table->verticalHeaderItem(2)->text(), QString("C"));
        QSignalSpy edits(m_form.get(), &SpecForm::specEdited);
        table->item(1, 2)->setCheckState(Qt::Checked);
        table->item(0, 0)->setCheckState(Qt::Checked);
        QCOMPARE(edits.count(), 2);
        QVERIFY(specValue(m_form->spec(), "data.marked") == Value("A1 B3"));

        enter("data.lines", "4");
        QCOMPARE(table->rowCount(), 4);
        QVERIFY(table->item(1, 2)->checkState() == Qt::Checked);
        table->item(1, 2)->setCheckState(Qt::Unchecked);
        table->item(0, 0)->setCheckState(Qt::Unchecked);
        QVERIFY(specValue(m_form->spec(), "data.marked") == Value{});

        ExperimentSpec other = m_form->spec();
        QVERIFY(assign(other, m_catalogs, "data.marked=D4"));
        edits.clear();
        m_form->setSpec(other);
        QCOMPARE(edits.count(), 0);
        QVERIFY(table->item(3, 3)->checkState() == Qt::Checked);
    }

    // The space bar checks the current cell; Tab leaves the table.
    void cellsAreCheckedByKeyboard()
    {
        enter("data.id", "table");
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
        auto* table = qobject_cast<QTableWidget*>(field("data.marked"));
        table->setFocus();
        table->setCurrentCell(0, 0);
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Space);
        QVERIFY(specValue(m_form->spec(), "data.marked") == Value("B1"));
        QTest::keyClick(table, Qt::Key_Tab);
        QVERIFY(!table->hasFocus());
    }

    // A whole path is taken as it is typed, a relative one once it is entered.
    void pathsOfFilesAreTyped()
    {
        enter("data.id", "table");
        QSignalSpy edits(m_form.get(), &SpecForm::specEdited);
        enter("data.source", "/tables/mine.csv");
        QVERIFY(edits.count() > 1);
        QVERIFY(specValue(m_form->spec(), "data.source") == Value("/tables/mine.csv"));

        edits.clear();
        enter("data.source", "mine.csv");
        QCOMPARE(edits.count(), 0);
        QVERIFY(row("data.source")->problem().contains(QDir::currentPath()));
        QTest::keyClick(field("data.source"), Qt::Key_Return);
        const QString whole = QDir::current().filePath("mine.csv");
        QVERIFY(specValue(m_form->spec(), "data.source") == Value(whole.toStdString()));
        QCOMPARE(qobject_cast<QLineEdit*>(field("data.source"))->text(), whole);
        QVERIFY(row("data.source")->problem().isEmpty());

        enter("data.source", "~/mine.csv");
        QTest::keyClick(field("data.source"), Qt::Key_Return);
        QCOMPARE(qobject_cast<QLineEdit*>(field("data.source"))->text(),
                 QDir::home().filePath("mine.csv"));

        enter("data.source", " ");
        QVERIFY(row("data.source")->problem().contains("missing"));
    }

    // The dialog opens at the file that is set; Cancel leaves that.
    void filesAreChosenInADialog()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("mine.csv");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        enter("data.id", "table");
        m_form->show();
        auto* button = row("data.source")->findChild<QToolButton*>("chooseFile");
        QVERIFY(button);
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QVERIFY(!button->accessibleName().isEmpty());
        for (const bool accepted : {true, false}) {
            button->click();
            QPointer<QFileDialog> dialog = m_form->findChild<QFileDialog*>();
            QVERIFY(dialog);
            if (accepted)
                emit dialog->fileSelected(path);
            else
                QCOMPARE(dialog->directory(), QDir(folder.path()));
            dialog->reject();
            QTRY_VERIFY(!dialog);
            QVERIFY(specValue(m_form->spec(), "data.source") == Value(path.toStdString()));
        }
    }

    void illegalInputIsMarkedAndNotTaken()
    {
        const ExperimentSpec before = m_form->spec();
        QSignalSpy edits(m_form.get(), &SpecForm::specEdited);
        enter("data.f", "x");
        QCOMPARE(edits.count(), 0);
        QVERIFY(m_form->spec() == before);
        QVERIFY(row("data.f")->problem().contains("from 0 to 1"));
        QVERIFY(field("data.f")->property("invalid").toBool());
        enter("data.f", "0.5");
        QVERIFY(row("data.f")->problem().isEmpty());
    }

    void problemsAreShownAtTheirFields()
    {
        m_form->show();
        m_form->showProblems({{"data.n", "must be at least 4"}, {"data.noise", "too large"}});
        QCOMPARE(row("data.n")->problem(), QString("Must be at least 4"));
        QVERIFY(row("data.noise")->isVisible()); // advanced ones are opened
        m_form->showProblems({});
        QVERIFY(row("data.n")->problem().isEmpty());
    }

    void choosingAnotherEntryKeepsTheOtherRowsAndTheFocus()
    {
        m_form->resize(300, 300);
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
        auto* scrollBar = m_form->findChild<QScrollArea*>()->verticalScrollBar();
        scrollBar->setValue(20);
        const int place = scrollBar->value();
        const FormRow* shared = row("data.f");
        const FormRow* width = row("learner.width");
        QWidget* choice = field("data.id");
        choice->setFocus();
        enter("data.id", "modular");
        QCOMPARE(m_form->spec().data.id, std::string("modular"));
        QVERIFY(!row("data.n"));
        QVERIFY(row("data.p"));
        QCOMPARE(row("data.f"), shared);
        QCOMPARE(row("learner.width"), width);
        QVERIFY(choice->hasFocus());
        QTest::qWait(0); // lays out
        QCOMPARE(scrollBar->value(), place);
    }

    void basicFractionsHaveASlider()
    {
        auto* slider = row("data.f")->findChild<QSlider*>();
        QVERIFY(slider);
        QVERIFY(!row("data.n")->findChild<QSlider*>());
        QVERIFY(!row("data.noise")->findChild<QSlider*>());
        slider->setValue(75);
        QCOMPARE(realValue(m_form->spec().data.parameters, "f"), 0.75);
        enter("data.f", "0.1");
        QCOMPARE(slider->value(), 10);
    }

    void liveSettingsAreReportedWhileRunning()
    {
        QSignalSpy live(m_form.get(), &SpecForm::liveValueChanged);
        enter("training.optimizer.learningRate", "0.002");
        QCOMPARE(live.count(), 0);
        m_form->setRunning(true);
        enter("training.optimizer.learningRate", "0.005");
        QCOMPARE(live.count(), 0); // still being typed: 0, 0.0, 0.00 are not meant
        QTest::keyClick(row("training.optimizer.learningRate")->field(), Qt::Key_Return);
        QCOMPARE(live.count(), 1);
        QCOMPARE(live.last().at(0).toString(), QString("training.optimizer.learningRate"));
        QCOMPARE(live.last().at(1).toDouble(), 0.005);
        QTest::keyClick(row("training.optimizer.learningRate")->field(), Qt::Key_Return);
        QCOMPARE(live.count(), 1); // nothing new
        QVERIFY(!hint()->isVisibleTo(m_form.get()));
    }

    void illegalTextMakesTheFormUnreadableUntilCorrected()
    {
        QSignalSpy readable(m_form.get(), &SpecForm::readableChanged);
        enter("data.n", "abc");
        QVERIFY(!m_form->isReadable());
        QCOMPARE(readable.count(), 1);
        enter("data.n", "50");
        QVERIFY(m_form->isReadable());
        QCOMPARE(readable.count(), 2);
    }

    void decimalCommaIsNotSilentlyDropped()
    {
        enter("data.f", "0,5");
        QVERIFY(!m_form->isReadable());
        enter("data.n", "1,000");
        QCOMPARE(integerValue(m_form->spec().data.parameters, "n"), 1000);
    }

    void otherEditsBelongToTheNextRun()
    {
        m_form->setRunning(true);
        QSignalSpy live(m_form.get(), &SpecForm::liveValueChanged);
        enter("data.n", "500");
        QCOMPARE(live.count(), 0);
        QVERIFY(hint()->isVisibleTo(m_form.get()));
        m_form->setRunning(false);
        QVERIFY(!hint()->isVisibleTo(m_form.get()));
    }

    void withoutAPresetNothingIsMarked()
    {
        enter("data.f", "0.35");
        QVERIFY(!row("data.f")->isChanged());
        QVERIFY(!shownReset("data.f"));
    }

    void changedRowsAreMarkedCountedAndReset()
    {
        const ExperimentSpec preset = m_form->spec();
        m_form->setPresetSpec(preset);
        QVERIFY(!row("data.f")->isChanged());
        enter("data.f", "0.35");
        enter("training.optimizer.weightDecay", "0");
        QVERIFY(row("data.f")->isChanged());
        QVERIFY(labels().contains("1 changed"));
        QCOMPARE(shownReset("training.optimizer.weightDecay")->toolTip(), QString("Preset: 1e-4"));
        QVERIFY(!shownReset("data.n"));

        QSignalSpy edits(m_form.get(), &SpecForm::specEdited);
        shownReset("data.f")->click();
        QCOMPARE(edits.count(), 1);
        QVERIFY(!row("data.f")->isChanged());
        shownReset("training.optimizer.weightDecay")->click();
        QVERIFY(m_form->spec() == preset);
        QVERIFY(!labels().contains("1 changed"));
    }

    void resetOfAChoiceBringsItsSettingsBack()
    {
        ExperimentSpec preset = m_form->spec();
        preset.training.optimizer.parameters["weightDecay"] = 0.5;
        m_form->setPresetSpec(preset);
        m_form->setSpec(preset);
        enter("training.optimizer.id", "sgd");
        QVERIFY(!row("training.optimizer.weightDecay"));
        shownReset("training.optimizer.id")->click();
        QVERIFY(m_form->spec() == preset);
    }

    void resetOfALiveSettingReachesTheRun()
    {
        m_form->setPresetSpec(m_form->spec());
        enter("training.optimizer.learningRate", "0.005");
        m_form->setRunning(true);
        QSignalSpy live(m_form.get(), &SpecForm::liveValueChanged);
        shownReset("training.optimizer.learningRate")->click();
        QCOMPARE(live.count(), 1);
        QCOMPARE(live.last().at(1).toDouble(), 1e-3);
    }

    // Edits of one setting are one change until they settle.
    void editsSettle_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::newRow("check box") << "learner.bias"
                                   << "false";
        QTest::newRow("choice") << "learner.activation"
                                << "tanh";
    }
    void editsSettle()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QSignalSpy settled(m_form.get(), &SpecForm::editSettled);
        enter(path, text);
        QCOMPARE(settled.count(), 1);
    }

    void draggedSliderSettlesWhenReleased()
    {
        m_form->resize(300, 600);
        m_form->show();
        auto* slider = row("data.f")->findChild<QSlider*>();
        QSignalSpy edits(m_form.get(), &SpecForm::specEdited);
        QSignalSpy settled(m_form.get(), &SpecForm::editSettled);
        slider->setSliderDown(true);
        slider->setSliderPosition(70);
        slider->setSliderPosition(80);
        QCOMPARE(edits.count(), 2);
        QCOMPARE(settled.count(), 0);
        slider->setSliderDown(false);
        QCOMPARE(settled.count(), 1);
    }

    void typedNumberSettlesWithReturn()
    {
        QSignalSpy settled(m_form.get(), &SpecForm::editSettled);
        enter("data.n", "120");
        QCOMPARE(settled.count(), 0);
        QTest::keyClick(field("data.n"), Qt::Key_Return);
        QCOMPARE(settled.count(), 1);
    }

    void fieldsHaveNamesAndBuddies()
    {
        for (const FormRow* each : m_form->findChildren<FormRow*>()) {
            QVERIFY(!each->field()->accessibleName().isEmpty());
            QVERIFY(each->findChild<QLabel*>()->buddy() == each->field());
        }
    }

    void fitsIntoANarrowPane()
    {
        QVERIFY(m_form->minimumSizeHint().width() <= 280);
        m_form->resize(280, 600);
        m_form->show();
        auto* area = m_form->findChild<QScrollArea*>();
        QTRY_COMPARE(area->widget()->width(), area->viewport()->width());
    }

private:
    // A row that is gone is hidden until the event loop deletes it.
    static bool isRemoved(const FormRow* row)
    {
        return row->isHidden() && row->testAttribute(Qt::WA_WState_ExplicitShowHide);
    }
    FormRow* row(const QString& path) const
    {
        for (FormRow* each : m_form->findChildren<FormRow*>())
            if (each->path() == path && !isRemoved(each))
                return each;
        return nullptr;
    }
    QWidget* field(const QString& path) const { return row(path)->field(); }
    QToolButton* shownReset(const QString& path) const
    {
        QToolButton* button = row(path)->resetButton();
        return button->isVisibleTo(row(path)) ? button : nullptr;
    }
    QStringList labels() const
    {
        QStringList texts;
        for (const QLabel* label : m_form->findChildren<QLabel*>())
            texts << label->text();
        return texts;
    }
    QLabel* hint() const { return m_form->findChild<QLabel*>("hint"); }

    // Enters a value the way a user does.
    void enter(const QString& path, const QString& text) const
    {
        QWidget* widget = field(path);
        if (auto* check = qobject_cast<QCheckBox*>(widget)) {
            if (check->isChecked() != (text == "true"))
                check->click();
        } else if (auto* combo = qobject_cast<QComboBox*>(widget)) {
            combo->setCurrentIndex(combo->findData(text));
            emit combo->activated(combo->currentIndex());
        } else {
            auto* edit = qobject_cast<QLineEdit*>(widget);
            edit = edit ? edit : widget->findChild<QLineEdit*>();
            edit->selectAll();
            QTest::keyClicks(edit, text);
        }
    }

    const Catalogs m_catalogs = test::catalogs();
    std::unique_ptr<SpecForm> m_form;
};

QTEST_MAIN(TestSpecForm)
#include "tst_spec_form.moc"
