// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/spec_editor.h"

#include "app/window/spec_change.h"
#include "core/data/dataset_catalog.h"
#include "core/spec/spec_difference.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace grokking {

namespace {

constexpr int mostChanges = 200; // kept for undo

} // namespace

ExperimentSpec withoutSchedule(ExperimentSpec spec)
{
    spec.training.schedule.clear();
    return spec;
}

SpecEditor::SpecEditor(std::vector<Preset> presets, QObject* parent)
    : QObject(parent), m_presets(std::move(presets))
{
    m_history.setUndoLimit(mostChanges);
    connect(&m_slowCheck, &SlowCheck::finished, this, &SpecEditor::check);
}

const Preset* SpecEditor::preset() const
{
    const auto preset = std::ranges::find(m_presets, m_spec.preset, &Preset::id);
    return preset == m_presets.end() ? nullptr : &*preset;
}

void SpecEditor::choosePreset(const QString& id)
{
    const auto preset = std::ranges::find(m_presets, id.toStdString(), &Preset::id);
    if (preset == m_presets.end())
        return;
    replace(preset->spec, tr("preset “%1”").arg(QString::fromStdString(preset->title)));
    QStringList views;
    for (const std::string& view : preset->views)
        views << QString::fromStdString(view);
    emit presetChosen(views);
}

void SpecEditor::replace(const ExperimentSpec& spec, const QString& name, const std::string& kind)
{
    const ExperimentSpec before = m_spec;
    show(spec);
    record(before, name, kind);
}

void SpecEditor::startWith(const ExperimentSpec& spec)
{
    show(spec);
    m_history.clear();
}

void SpecEditor::edit(const ExperimentSpec& spec)
{
    const ExperimentSpec before = std::exchange(m_spec, spec);
    check();
    const auto paths = changedPaths(before, m_spec, catalogs());
    record(before, {}, paths.size() == 1 ? paths.front() : std::string());
}

void SpecEditor::resetToPreset()
{
    if (const Preset* const origin = preset())
        replace(origin->spec, tr("reset to preset"));
}

void SpecEditor::reseed()
{
    ExperimentSpec spec = withoutSchedule(m_spec);
    if (spec.seed < std::numeric_limits<std::int64_t>::max())
        ++spec.seed;
    replace(spec, {});
}

void SpecEditor::forgetReplay()
{
    replace(withoutSchedule(m_spec), {});
}

void SpecEditor::record(const ExperimentSpec& before, const QString& name, const std::string& kind)
{
    if (before == m_spec || before.data.id.empty()) // no change, or the first spec
        return;
    const bool continues = !kind.empty() && kind == m_openKind;
    m_openKind = kind;
    m_history.push(new SpecChange({before, m_spec, kind, continues}, name,
                                  [this](const ExperimentSpec& spec) { restore(spec); }));
}

void SpecEditor::show(const ExperimentSpec& spec)
{
    m_spec = spec;
    emit specChanged(m_spec);
    if (const Preset* const origin = preset())
        emit presetShown(*origin);
    else
        emit presetUnknown();
    check();
}

void SpecEditor::restore(const ExperimentSpec& spec)
{
    settle();
    const auto paths = changedPaths(m_spec, spec, catalogs());
    show(spec);
    for (const std::string& path : paths)
        emit settingRestored(QString::fromStdString(path));
}

// While a slow check goes on, that is the problem.
std::vector<SpecProblem> SpecEditor::problems()
{
    const std::string slow = slowCheck(m_spec, catalogs());
    if (slow.empty())
        return validate(m_spec, catalogs());
    m_slowCheck.start(m_spec);
    return {{slow, tr("is being checked; this takes some seconds").toStdString()}};
}

void SpecEditor::check()
{
    const auto found = problems();
    m_valid = found.empty();
    emit problemsFound(found);
    const Preset* const origin = preset();
    emit changesCounted(
        origin ? static_cast<int>(changedPaths(origin->spec, m_spec, catalogs()).size()) : 0);
    if (!m_valid)
        return;
    const DatasetKind* const kind = findDataset(m_spec.data.id);
    emit groupsChanged(kind->grouping ? kind->grouping(m_spec.data.parameters, datasetSeeds(m_spec))
                                      : Grouping{});
    emit checked(m_spec);
}

} // namespace grokking
