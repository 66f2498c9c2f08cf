// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/spec_editor.h"

#include "core/data/dataset_catalog.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "core/train/run_memory.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace grokking {

ExperimentSpec withoutSchedule(ExperimentSpec spec)
{
    spec.training.schedule.clear();
    return spec;
}

SpecEditor::SpecEditor(std::vector<Preset> presets, QObject* parent)
    : QObject(parent), m_presets(std::move(presets))
{
}

void SpecEditor::choosePreset(const QString& id)
{
    const auto preset = std::ranges::find(m_presets, id.toStdString(), &Preset::id);
    if (preset != m_presets.end())
        replace(preset->spec);
}

void SpecEditor::replace(const ExperimentSpec& spec)
{
    m_spec = spec;
    emit specChanged(m_spec);
    check();
    const auto preset = std::ranges::find(m_presets, m_spec.preset, &Preset::id);
    if (preset != m_presets.end())
        emit presetShown(*preset);
}

void SpecEditor::edit(const ExperimentSpec& spec)
{
    m_spec = spec;
    check();
}

void SpecEditor::reseed()
{
    ExperimentSpec spec = withoutSchedule(m_spec);
    if (spec.seed < std::numeric_limits<std::int64_t>::max())
        ++spec.seed;
    replace(spec);
}

void SpecEditor::forgetReplay()
{
    replace(withoutSchedule(m_spec));
}

void SpecEditor::check()
{
    const auto problems = validate(m_spec, catalogs());
    m_valid = problems.empty();
    emit problemsFound(problems);
    if (!m_valid)
        return;
    emit memoryEstimated(QString::fromStdString(memoryText(runMemory(m_spec).atOnce())));
    const DatasetKind* const kind = findDataset(m_spec.data.id);
    emit groupsChanged(kind->grouping ? kind->grouping(m_spec.data.parameters, datasetSeeds(m_spec))
                                      : Grouping{});
}

} // namespace grokking
