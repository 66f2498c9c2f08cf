// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The spec on the form: edited by hand, replaced by a preset or a run, and checked after each
// change. Starts nothing. GUI thread only.
#pragma once

#include "core/spec/preset.h"
#include "core/util/grouping.h"

#include <QObject>

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

public slots:
    // Puts a preset on the form; an unknown id is ignored.
    void choosePreset(const QString& id);
    // Takes an edit of the form.
    void edit(const grokking::ExperimentSpec& spec);
    // Puts another spec on the form.
    void replace(const grokking::ExperimentSpec& spec);
    // Takes the next seed, without the replay of live changes.
    void reseed();
    // Drops the replay of live changes that Rewind set up.
    void forgetReplay();

signals:
    // The form is to show this spec.
    void specChanged(const grokking::ExperimentSpec& spec);
    void presetShown(const grokking::Preset& preset);
    void problemsFound(const std::vector<grokking::SpecProblem>& problems);
    // A run of the spec on the form takes about so much memory, for example "35 MB".
    void memoryEstimated(const QString& memory);
    void groupsChanged(const grokking::Grouping& grouping);

private:
    void check();

    std::vector<Preset> m_presets;
    ExperimentSpec m_spec;
    bool m_valid = false;
};

// Returns a spec without the live changes of an earlier run.
[[nodiscard]] ExperimentSpec withoutSchedule(ExperimentSpec spec);

} // namespace grokking
