// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The spec on the form: its history, and what differs from the preset.
#include "app/window/spec_editor.h"

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

ExperimentSpec presetSpec(std::initializer_list<std::string> assignments = {})
{
    ExperimentSpec spec = smallExperiment(assignments);
    spec.preset = "first";
    return spec;
}

std::vector<Preset> presets()
{
    ExperimentSpec second = smallExperiment({"data.f=0.25"});
    second.preset = "second";
    return {{"first", "", "First", "", "", presetSpec()}, {"second", "", "Second", "", "", second}};
}

} // namespace

class TestSpecEditor : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_editor = std::make_unique<SpecEditor>(presets());
        m_editor->choosePreset("first");
    }

    void theFirstSpecCannotBeUndone() { QVERIFY(!history().canUndo()); }

    void changesHaveNames_data()
    {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* assignment, const char* name) {
            QTest::newRow(assignment) << assignment << QString::fromUtf8(name);
        };
        row("training.optimizer.weightDecay=1e-5", "weight decay 0 → 1e-5");
        row("data.n=1200", "training samples N 36 → 1,200");
        row("training.batchSize=0", "batch size 10 → full batch");
        row("training.optimizer=sgd", "optimizer Adam → SGD");
        row("training.evaluateEarly=false", "evaluate early steps on → off");
        row("seeds.data=7", "seed of data follows seed → 7");
    }
    void changesHaveNames()
    {
        QFETCH(QString, assignment);
        m_editor->replace(
            presetSpec({"training.optimizer=adam", "training.optimizer.weightDecay=0"}), {});
        ExperimentSpec spec = m_editor->spec();
        QVERIFY(assign(spec, catalogs(), assignment.toStdString()));
        m_editor->edit(spec);
        QTEST(history().undoText(), "name");
    }

    void undoAndRedoShowTheSpec()
    {
        QSignalSpy shown(m_editor.get(), &SpecEditor::specChanged);
        const ExperimentSpec edited = presetSpec({"data.n=40"});
        m_editor->edit(edited);
        QCOMPARE(shown.count(), 0); // the form shows it already
        history().undo();
        QVERIFY(m_editor->spec() == presetSpec());
        QCOMPARE(shown.count(), 1);
        history().redo();
        QVERIFY(m_editor->spec() == edited);
        QCOMPARE(shown.count(), 2);
    }

    void aDraggedSliderIsOneStep()
    {
        for (const char* f : {"data.f=0.3", "data.f=0.2", "data.f=0.1"})
            m_editor->edit(presetSpec({f}));
        QCOMPARE(history().count(), 1);
        QVERIFY2(history().undoText().endsWith("0.5 → 0.1"), qPrintable(history().undoText()));
        m_editor->settle();
        m_editor->edit(presetSpec({"data.f=0.4"}));
        QCOMPARE(history().count(), 2);
        history().undo();
        history().undo();
        QVERIFY(m_editor->spec() == presetSpec());
    }

    void draggedBackIsNoStep()
    {
        m_editor->edit(presetSpec({"data.f=0.3"}));
        m_editor->edit(presetSpec());
        QCOMPARE(history().count(), 0);
    }

    void anotherSettingIsAnotherStep()
    {
        m_editor->edit(presetSpec({"data.f=0.3"}));
        m_editor->edit(presetSpec({"data.f=0.3", "data.n=40"}));
        QCOMPARE(history().count(), 2);
    }

    void editAfterUndoIsAStepOfItsOwn()
    {
        m_editor->edit(presetSpec({"data.f=0.3"}));
        m_editor->settle();
        m_editor->edit(presetSpec({"data.f=0.2"}));
        history().undo();
        m_editor->edit(presetSpec({"data.f=0.1"}));
        QCOMPARE(history().count(), 2);
        history().undo();
        QVERIFY(m_editor->spec() == presetSpec({"data.f=0.3"}));
    }

    void presetReseedAndResetAreSteps()
    {
        m_editor->choosePreset("second");
        QCOMPARE(history().undoText(), QString::fromUtf8("preset “Second”"));
        m_editor->reseed();
        QCOMPARE(history().undoText(), QString::fromUtf8("seed 0 → 1"));
        m_editor->resetToPreset();
        QCOMPARE(history().undoText(), QString("reset to preset"));
        QCOMPARE(m_editor->spec().seed, 0);
        for (int step = 0; step < 3; ++step)
            history().undo();
        QVERIFY(m_editor->spec() == presetSpec());
    }

    void choosingTheSamePresetIsNoStep()
    {
        m_editor->choosePreset("first");
        QVERIFY(!history().canUndo());
    }

    void changesFromThePresetAreCounted()
    {
        QSignalSpy counted(m_editor.get(), &SpecEditor::changesCounted);
        m_editor->edit(presetSpec({"data.f=0.3", "data.n=40"}));
        QCOMPARE(counted.last().front().toInt(), 2);
        m_editor->resetToPreset();
        QCOMPARE(counted.last().front().toInt(), 0);
    }

    void unknownPresetIsSaid()
    {
        QSignalSpy unknown(m_editor.get(), &SpecEditor::presetUnknown);
        QSignalSpy counted(m_editor.get(), &SpecEditor::changesCounted);
        ExperimentSpec foreign = smallExperiment({"data.n=40"});
        foreign.preset = "of-another-program";
        m_editor->replace(foreign, "opening");
        QCOMPARE(unknown.count(), 1);
        QCOMPARE(counted.last().front().toInt(), 0);
        QVERIFY(!m_editor->preset());
    }

    void restoredSettingsAreReported()
    {
        m_editor->edit(presetSpec({"data.f=0.3"}));
        QSignalSpy restored(m_editor.get(), &SpecEditor::settingRestored);
        history().undo();
        QCOMPARE(restored.count(), 1);
        QCOMPARE(restored.front().front().toString(), QString("data.f"));
    }

private:
    [[nodiscard]] QUndoStack& history() const { return m_editor->history(); }

    std::unique_ptr<SpecEditor> m_editor;
};

QTEST_GUILESS_MAIN(TestSpecEditor)
#include "tst_spec_editor.moc"
