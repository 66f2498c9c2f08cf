// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of an experiment that do not come from a catalog: one row binds a description to
// the member it describes. For core/spec only.
#pragma once

#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <functional>
#include <vector>

namespace grokking {

struct SpecField {
    ParamSpec param; // `id` is the whole path
    std::function<Value(const ExperimentSpec&)> read;
    std::function<void(ExperimentSpec&, const Value&)> write; // the value has the right type
};

// Returns the rows in form order.
[[nodiscard]] const std::vector<SpecField>& specFields();

// One place of a spec that holds a choice from a catalog.
struct EntrySlot {
    std::string path; // "training.optimizer"
    std::string title;
    Catalog Catalogs::*catalog;
    EntrySpec& (*entry)(ExperimentSpec&);
};

// Returns the slots in form order: data, learner, training.optimizer.
[[nodiscard]] const std::vector<EntrySlot>& entrySlots();

// Returns the description of the choice itself: a Choice with the id PATH.id.
[[nodiscard]] ParamSpec slotParam(const EntrySlot& slot, const Catalogs& catalogs);

} // namespace grokking
