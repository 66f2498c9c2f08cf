// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/spec_change.h"

#include "core/spec/spec_difference.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "widgets/setting_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("SpecChange", text, nullptr, count);
}

// Returns a title as it stands within a sentence: "Weight decay" -> "weight decay".
QString withinSentence(QString title)
{
    if (title.size() > 1 && title[1].isLower())
        title[0] = title[0].toLower();
    return title;
}

QString settingChange(const SpecChange::Step& step, const std::string& path)
{
    const auto params = specParameters(step.after, catalogs());
    const auto param = std::ranges::find(params, path, &ParamSpec::id);
    const auto text = [&](const ExperimentSpec& spec) {
        return settingText(*param, specValue(spec, path).value_or(Value{}));
    };
    return QStringLiteral("%1 %2 → %3")
        .arg(withinSentence(QString::fromStdString(param->title)), text(step.before),
             text(step.after));
}

QString nameOf(const SpecChange::Step& step)
{
    const auto paths = changedPaths(step.before, step.after, catalogs());
    if (paths.empty())
        return tr("live changes");
    // A choice brings other settings along.
    if (paths.size() == 1 || paths.front().ends_with(".id"))
        return settingChange(step, paths.front());
    return tr("%n settings", static_cast<int>(paths.size()));
}

} // namespace

SpecChange::SpecChange(Step step, const QString& name, Show show)
    : QUndoCommand(name.isEmpty() ? nameOf(step) : name), m_step(std::move(step)),
      m_isNamed(!name.isEmpty()), m_show(std::move(show))
{
}

void SpecChange::redo()
{
    if (!std::exchange(m_made, false))
        m_show(m_step.after);
}

bool SpecChange::mergeWith(const QUndoCommand* next)
{
    const Step& step = static_cast<const SpecChange*>(next)->m_step;
    if (!step.continues || m_step.kind.empty() || step.kind != m_step.kind)
        return false;
    m_step.after = step.after;
    setText(m_isNamed ? next->text() : nameOf(m_step));
    setObsolete(m_step.before == m_step.after);
    return true;
}

} // namespace grokking
