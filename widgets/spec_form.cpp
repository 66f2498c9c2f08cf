// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/spec_form.h"

#include "core/spec/spec_difference.h"
#include "widgets/form_row.h"
#include "widgets/form_section.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cassert>
#include <utility>

namespace grokking {

namespace {

constexpr int margin = 12;
constexpr int sideMargin = 4; // beside the marks of changed rows and the buttons that reset them
constexpr int sectionSpacing = 20;
constexpr int narrowest = 280;

std::optional<double> numberOf(const Value& value)
{
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    return std::nullopt;
}

} // namespace

SpecForm::SpecForm(const Catalogs& catalogs, QWidget* parent)
    : QWidget(parent), m_catalogs(catalogs), m_spec(defaultSpec(catalogs)),
      m_scrollArea(new QScrollArea(this)), m_hint(new QLabel(this))
{
    auto* content = new QWidget(m_scrollArea);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(sideMargin, margin, sideMargin, margin);
    rows->setSpacing(sectionSpacing);
    for (const SpecSection& section : specSections()) {
        auto* widget = new FormSection(QString::fromStdString(section.title), content);
        connect(widget, &FormSection::valueEdited, this, &SpecForm::edit);
        connect(widget, &FormSection::valueCommitted, this, [this](const QString& path) {
            emit editSettled();
            commit(path);
        });
        connect(widget, &FormSection::resetRequested, this, &SpecForm::reset);
        connect(widget, &FormSection::complained, this, &SpecForm::noteReadability);
        rows->addWidget(widget);
        m_sections[QString::fromStdString(section.id)] = widget;
    }
    rows->addStretch(1);
    m_scrollArea->setWidget(content);
    m_scrollArea->setWidgetResizable(true);
    m_scrollArea->setFrameShape(QFrame::NoFrame);
    m_scrollArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scrollArea->setFocusPolicy(Qt::NoFocus);
    m_hint->setObjectName(QStringLiteral("hint"));
    m_hint->setWordWrap(true);
    m_hint->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scrollArea, 1);
    layout->addWidget(m_hint);
    setMinimumWidth(narrowest);
    updateRows();
}

void SpecForm::setSectionWidget(const QString& sectionId, QWidget* widget)
{
    const auto section = m_sections.find(sectionId);
    assert(section != m_sections.end());
    section->second->setExtraWidget(widget);
}

void SpecForm::setSpec(const ExperimentSpec& spec)
{
    if (spec == m_spec)
        return;
    m_spec = spec;
    updateRows();
}

void SpecForm::setPresetSpec(const std::optional<ExperimentSpec>& spec)
{
    m_presetSpec = spec;
    updateRows();
}

void SpecForm::showProblems(const std::vector<SpecProblem>& problems)
{
    for (const auto& [id, section] : m_sections) {
        for (FormRow* row : section->rows()) {
            QStringList messages;
            for (const SpecProblem& problem : problems)
                if (problem.path == row->param().id)
                    messages << QString::fromStdString(problem.message);
            if (!row->isUnreadable()) // that is said already
                row->setProblem(messages.join(u'\n'));
            if (!messages.isEmpty() && row->param().tier == ParamTier::Advanced)
                section->setExpanded(true);
        }
    }
}

void SpecForm::setRunning(bool running)
{
    if (running && !m_running)
        m_inForce = m_spec;
    m_running = running;
    m_hint->hide();
    for (const auto& [id, section] : m_sections)
        for (FormRow* row : section->rows())
            row->setLive(running);
}

void SpecForm::edit(const QString& path, const Value& value)
{
    if (!setSpecValue(m_spec, m_catalogs, path.toStdString(), value))
        return; // the editor checked the value; only a stale row can get here
    report(path);
}

void SpecForm::reset(const QString& path)
{
    copySetting(m_spec, *m_presetSpec, m_catalogs, path.toStdString());
    report(path);
    emit editSettled();
    commit(path);
}

void SpecForm::report(const QString& path)
{
    updateRows();
    noteReadability();
    emit specEdited(m_spec);
    if (m_running && !isLive(path))
        noteNextRun();
}

void SpecForm::commit(const QString& path)
{
    const auto value = specValue(m_spec, path.toStdString());
    if (!m_running || !isLive(path) || value == specValue(m_inForce, path.toStdString()))
        return;
    if (!setSpecValue(m_inForce, m_catalogs, path.toStdString(), *value))
        return; // another optimizer was chosen for the next run
    emit liveValueChanged(path, numberOf(*value).value_or(0.0));
}

bool SpecForm::isLive(const QString& path) const
{
    const auto params = specParameters(m_spec, m_catalogs);
    const auto param = std::ranges::find(params, path.toStdString(), &ParamSpec::id);
    return param != params.end() && param->live;
}

bool SpecForm::isReadable() const
{
    return std::ranges::none_of(m_sections, [](const auto& section) {
        return std::ranges::any_of(section.second->rows(), &FormRow::isUnreadable);
    });
}

void SpecForm::noteReadability()
{
    if (std::exchange(m_readable, isReadable()) != isReadable())
        emit readableChanged(m_readable);
}

// Brings all rows in line with the spec.
void SpecForm::updateRows()
{
    const std::vector<ParamSpec> params = specParameters(m_spec, m_catalogs);
    const auto count = [this](const std::string& path) {
        const Value value = specValue(m_spec, path).value_or(Value{});
        const auto* integer = std::get_if<std::int64_t>(&value);
        return integer ? *integer : 0;
    };
    for (const auto& [sectionId, section] : m_sections) {
        std::vector<ParamSpec> own;
        std::ranges::copy_if(params, std::back_inserter(own),
                             [this, &sectionId = sectionId](const ParamSpec& param) {
                                 return sectionOf(param.id) == sectionId.toStdString()
                                        && isActive(m_spec, param);
                             });
        section->setParameters(own);
        for (FormRow* row : section->rows()) {
            const std::string& id = row->param().id;
            if (row->param().kind == ParamKind::Cells)
                row->setTableSize(count(row->param().rowsFrom), count(row->param().columnsFrom));
            row->setValue(specValue(m_spec, id).value_or(Value{}));
            row->setPresetValue(m_presetSpec ? specValue(*m_presetSpec, id) : std::nullopt);
            row->setLive(m_running);
        }
        section->countChanges();
    }
}

void SpecForm::noteNextRun()
{
    m_hint->setText(tr("This change belongs to the next run. Only settings marked ● change the "
                       "run that goes on."));
    m_hint->show();
}

} // namespace grokking
