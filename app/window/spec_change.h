// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One change of the spec on the form that can be undone. Owned by the undo stack. GUI thread only.
#pragma once

#include "core/spec/experiment_spec.h"

#include <QUndoCommand>

#include <functional>
#include <string>

namespace grokking {

class SpecChange : public QUndoCommand
{
public:
    // What was done: the change from one spec to another is made already.
    struct Step {
        ExperimentSpec before;
        ExperimentSpec after;
        std::string kind = {};  // path of the one setting edited, or another; empty = never merged
        bool continues = false; // belongs to the change before if that is of the same kind
    };
    using Show = std::function<void(const ExperimentSpec&)>;

    // An empty name is made from the settings that differ: "weight decay 1e-4 → 1e-3".
    SpecChange(Step step, const QString& name, Show show);

    void undo() override { m_show(m_step.before); }
    void redo() override;
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* next) override;

private:
    Step m_step;
    bool m_isNamed; // by who made it
    Show m_show;
    bool m_made = true; // the first redo() is that of QUndoStack::push()
};

} // namespace grokking
