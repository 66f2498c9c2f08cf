// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The form of an experiment: one row per setting of specParameters(), under one heading per
// section, in a scroll area of its own; made for 280 to 340 pixels of width. Says what the user
// changed through signals and never runs or stores anything. GUI thread only.
#pragma once

#include "core/spec/spec_fields.h"

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QLabel;
class QScrollArea;

namespace grokking {

class FormSection;

class SpecForm : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SpecForm)

public:
    // `catalogs` outlives the form.
    explicit SpecForm(const Catalogs& catalogs, QWidget* parent = nullptr);

    // Returns the settings as they stand, including a number still being typed if it is legal.
    [[nodiscard]] const ExperimentSpec& spec() const { return m_spec; }

    // Returns whether every field holds a legal value; one being mistyped is not in spec().
    [[nodiscard]] bool isReadable() const;

    // Puts a widget of the caller below the rows of a section and takes ownership; replaces
    // (and deletes) the one before. An unknown section is a bug (asserts).
    void setSectionWidget(const QString& sectionId, QWidget* widget);

public slots:
    // Shows another spec. Emits nothing. Rows both specs have keep focus and scroll position.
    void setSpec(const grokking::ExperimentSpec& spec);

    // Marks the settings that differ from this spec, that of the preset, and lets the user reset
    // each of them; nullopt marks none.
    void setPresetSpec(const std::optional<grokking::ExperimentSpec>& spec);

    // Marks the fields these problems belong to and shows the messages below them; clears all
    // other marks.
    void showProblems(const std::vector<grokking::SpecProblem>& problems);

    // While a run goes on, settings it can take live are reported by liveValueChanged(), and a
    // hint says that any other edit belongs to the next run.
    void setRunning(bool running);

    // Reports a live setting while a run goes on, if it is not the one last reported.
    void commit(const QString& path);

signals:
    // The user changed a setting; the spec holds it already.
    void specEdited(const grokking::ExperimentSpec& spec);

    // The edits reported so far are done with: a number is typed, a slider released.
    void editSettled();

    // The user changed a live setting for good (Return, arrows, focus elsewhere) while a run goes
    // on; not with every key while a number is being typed.
    void liveValueChanged(const QString& path, double value);

    // What the user typed made isReadable() false or true.
    void readableChanged(bool readable);

private:
    void edit(const QString& path, const Value& value);
    void reset(const QString& path);
    void report(const QString& path);
    void noteReadability();
    [[nodiscard]] bool isLive(const QString& path) const;
    void updateRows();
    void noteNextRun();

    const Catalogs& m_catalogs;
    ExperimentSpec m_spec;
    std::optional<ExperimentSpec> m_presetSpec;
    std::map<QString, FormSection*> m_sections; // by section id
    QScrollArea* m_scrollArea;
    QLabel* m_hint;
    bool m_running = false;
    bool m_readable = true;
    ExperimentSpec m_inForce; // live settings as last reported, while a run goes on
};

} // namespace grokking
