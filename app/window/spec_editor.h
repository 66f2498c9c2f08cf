// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The spec on the form: edited by hand, replaced by a preset or a run, and checked after each
// change, which can be undone. Starts nothing. GUI thread only.
#pragma once

#include "app/window/slow_check.h"
#include "core/spec/preset.h"
#include "core/util/grouping.h"

#include <QObject>
#include <QUndoStack>

#include <vector>

namespace grokking {

class SpecEditor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SpecEditor)

public:
    explicit SpecEditor(std::vector<Preset> presets, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Preset>& presets() const { return m_presets; }
    [[nodiscard]] const ExperimentSpec& spec() const { return m_spec; }
    // Returns whether a run of the spec can start; problemsFound() has said why not.
    [[nodiscard]] bool isValid() const { return m_valid; }
    // Returns the preset the spec started from, or nullptr if it is none of presets().
    [[nodiscard]] const Preset* preset() const;
    // Returns the changes that can be undone, each with a name for people. The first spec is none.
    [[nodiscard]] QUndoStack& history() { return m_history; }

public slots:
    // Puts a preset on the form; an unknown id is ignored.
    void choosePreset(const QString& id);
    // Takes an edit of the form. Those of one setting are one change until settle().
    void edit(const grokking::ExperimentSpec& spec);
    // Ends the change that edit() makes: the slider was released, the number is typed.
    void settle() { m_openKind.clear(); }
    // Puts another spec on the form; `name` is what undoing this is called. Those of one `kind`
    // are one change until settle(); without it each is one.
    void replace(const grokking::ExperimentSpec& spec, const QString& name,
                 const std::string& kind = {});
    // Puts the first spec of a session on the form: nothing can be undone.
    void startWith(const grokking::ExperimentSpec& spec);
    // Goes back to the preset.
    void resetToPreset();
    // Takes the next seed, without the replay of live changes.
    void reseed();
    // Drops the replay of live changes that Rewind set up.
    void forgetReplay();

signals:
    // The form is to show this spec.
    void specChanged(const grokking::ExperimentSpec& spec);
    void presetShown(const grokking::Preset& preset);
    // A preset was put on the form that wants these views shown.
    void presetChosen(const QStringList& views);
    // The spec started from no preset there is: nothing to compare it with.
    void presetUnknown();
    // So many settings differ from the preset; 0 if it is unknown.
    void changesCounted(int changes);
    // Undo or redo changed this setting.
    void settingRestored(const QString& path);
    void problemsFound(const std::vector<grokking::SpecProblem>& problems);
    void groupsChanged(const grokking::Grouping& grouping);
    // The spec was found valid.
    void checked(const grokking::ExperimentSpec& spec);

private:
    void show(const ExperimentSpec& spec);
    void restore(const ExperimentSpec& spec);
    void record(const ExperimentSpec& before, const QString& name, const std::string& kind = {});
    void check();
    [[nodiscard]] std::vector<SpecProblem> problems();

    std::vector<Preset> m_presets;
    ExperimentSpec m_spec;
    bool m_valid = false;
    QUndoStack m_history;
    SlowCheck m_slowCheck;
    std::string m_openKind; // what further changes of this kind belong to the last one
};

// Returns a spec without the live changes of an earlier run.
[[nodiscard]] ExperimentSpec withoutSchedule(ExperimentSpec spec);

} // namespace grokking
