// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_fields.h"

#include "core/spec/cells.h"
#include "core/spec/spec_table.h"
#include "core/util/nearest_names.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace grokking {

namespace {

// Returns the slot whose entry holds `path`, with the rest of the path as the setting's id.
std::optional<std::pair<EntrySlot, std::string>> slotOf(std::string_view path)
{
    for (const EntrySlot& slot : entrySlots()) {
        if (path.starts_with(slot.path + "."))
            return std::pair{slot, std::string(path.substr(slot.path.size() + 1))};
    }
    return std::nullopt;
}

const SpecField* findField(std::string_view path)
{
    const auto& fields = specFields();
    const auto found =
        std::ranges::find(fields, path, [](const SpecField& field) { return field.param.id; });
    return found == fields.end() ? nullptr : &*found;
}

const EntrySpec& entryOf(const ExperimentSpec& spec, const EntrySlot& slot)
{
    return slot.entry(const_cast<ExperimentSpec&>(spec)); // only read from
}

void appendEntry(std::vector<ParamSpec>& params, const ExperimentSpec& spec, const EntrySlot& slot,
                 const Catalogs& catalogs)
{
    params.push_back(slotParam(slot, catalogs));
    const CatalogEntry* entry = findEntry(catalogs.*slot.catalog, entryOf(spec, slot).id);
    if (!entry)
        return;
    for (ParamSpec param : entry->parameters) {
        for (std::string* id :
             {&param.id, &param.rowsFrom, &param.columnsFrom, &param.activeWhile.id})
            if (!id->empty())
                *id = slot.path + "." + *id;
        params.push_back(std::move(param));
    }
}

// Returns the value as a spec holds it.
Value completed(const ParamSpec& param, const Value& value)
{
    const auto* const integer = std::get_if<std::int64_t>(&value);
    if (integer && param.kind == ParamKind::Real)
        return static_cast<double>(*integer);
    const auto* const text = std::get_if<std::string>(&value);
    if (!text || text->empty() || param.kind != ParamKind::File)
        return value;
    std::error_code failure; // the folder may be gone
    const std::filesystem::path whole = std::filesystem::absolute(*text, failure);
    return failure ? value : Value(whole.lexically_normal().string());
}

// Returns whether settings of two entries mean the same: an id alone does not say so.
bool meanTheSame(const ParamSpec& one, const ParamSpec& other)
{
    return one.id == other.id && one.title == other.title && one.kind == other.kind
           && one.unit == other.unit && one.minimum == other.minimum && one.maximum == other.maximum
           && std::ranges::equal(one.choices, other.choices, {}, &ParamChoice::id,
                                 &ParamChoice::id);
}

// Keeps what differs from the defaults of the entry before, where both have the setting. `before`
// is nullptr if nobody knows that entry.
void chooseEntry(EntrySpec& entry, const CatalogEntry* before, const CatalogEntry& chosen)
{
    Parameters parameters = defaultParameters(chosen);
    for (const ParamSpec& old : before ? before->parameters : std::vector<ParamSpec>()) {
        const auto value = entry.parameters.find(old.id);
        if (value == entry.parameters.end() || value->second == old.defaultValue)
            continue;
        for (const ParamSpec& param : chosen.parameters)
            if (meanTheSame(old, param) && complaint(param, value->second).empty())
                parameters[param.id] = value->second;
    }
    entry = {chosen.id, std::move(parameters)};
}

// Returns what is wrong with a value of kind Cells in its table, or an empty text.
std::string cellsComplaint(const std::string& text, std::int64_t rows, std::int64_t columns)
{
    const auto cells = parseCells(text);
    for (const Cell& cell : cells.value_or(std::vector<Cell>{}))
        if (cell.row >= rows || cell.column >= columns)
            return "names " + cellName(cell) + ", but the last of the table is "
                   + cellName({rows - 1, columns - 1}) + "; leave it out";
    return "";
}

bool belongsTo(const EntrySlot& slot, const SpecProblem& problem)
{
    return problem.path.starts_with(slot.path + ".");
}

bool isClean(const EntrySlot& slot, const std::vector<SpecProblem>& problems)
{
    return std::ranges::none_of(
        problems, [&](const SpecProblem& problem) { return belongsTo(slot, problem); });
}

// Appends the problems of single values, and of cells outside of their tables.
void appendValueProblems(std::vector<SpecProblem>& problems, const ExperimentSpec& spec,
                         const std::vector<ParamSpec>& params)
{
    const auto valueOf = [&](const std::string& path) {
        return specValue(spec, path).value_or(Value{});
    };
    for (const ParamSpec& param : params) {
        std::string wrong = complaint(param, valueOf(param.id));
        const Value cells = valueOf(param.id);
        const Value rows = valueOf(param.rowsFrom);
        const Value columns = valueOf(param.columnsFrom);
        if (wrong.empty() && param.kind == ParamKind::Cells
            && std::holds_alternative<std::string>(cells)
            && std::holds_alternative<std::int64_t>(rows)
            && std::holds_alternative<std::int64_t>(columns))
            wrong = cellsComplaint(std::get<std::string>(cells), std::get<std::int64_t>(rows),
                                   std::get<std::int64_t>(columns));
        if (!wrong.empty())
            problems.push_back({param.id, wrong});
    }
}

void appendEntryProblems(std::vector<SpecProblem>& problems, const ExperimentSpec& spec,
                         const EntrySlot& slot, const Catalogs& catalogs)
{
    const EntrySpec& entry = entryOf(spec, slot);
    const CatalogEntry* known = findEntry(catalogs.*slot.catalog, entry.id);
    if (!known)
        return; // already said of PATH.id
    const std::string prefix = slot.path + ".";
    for (const auto& [id, value] : entry.parameters) {
        if (std::ranges::find(known->parameters, id, &ParamSpec::id) == known->parameters.end())
            problems.push_back({prefix + id, "is not a setting of " + entry.id + "; remove it"});
    }
    if (isClean(slot, problems) && known->check) {
        for (SpecProblem problem : known->check(entry.parameters)) {
            problem.path = prefix + problem.path;
            problems.push_back(std::move(problem));
        }
    }
}

void appendScheduleProblems(std::vector<SpecProblem>& problems, const ExperimentSpec& spec,
                            const std::vector<ParamSpec>& params)
{
    std::int64_t previous = 0;
    for (std::size_t i = 0; i < spec.training.schedule.size(); ++i) {
        const ScheduledChange& change = spec.training.schedule[i];
        const std::string path = "training.schedule." + std::to_string(i);
        const auto param = std::ranges::find(params, change.path, &ParamSpec::id);
        if (param == params.end() || !param->live)
            problems.push_back({path + ".path", "\"" + change.path
                                                    + "\" cannot change during a run; use for "
                                                      "example training.optimizer.learningRate"});
        else if (const auto wrong = complaint(*param, Value(change.value)); !wrong.empty())
            problems.push_back({path + ".value", wrong});
        if (change.step < 0)
            problems.push_back({path + ".step", "must not be negative"});
        else if (change.step < previous)
            problems.push_back({path + ".step", "must not be before the change above it (step "
                                                    + std::to_string(previous) + ")"});
        previous = std::max(previous, change.step);
    }
}

bool isDevice(const std::string& device)
{
    if (device == "auto" || device == "cpu" || device == "cuda")
        return true;
    constexpr std::string_view prefix = "cuda:";
    const std::string_view number =
        std::string_view(device).substr(std::min(device.size(), prefix.size()));
    return device.starts_with(prefix) && !number.empty() && number.size() <= 3
           && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

const std::vector<SpecSection>& specSections()
{
    static const std::vector<SpecSection> sections{{"data", "Data"},
                                                   {"learner", "Learner"},
                                                   {"training", "Training"},
                                                   {"detection", "Detection"},
                                                   {"seeds", "Seeds"}};
    return sections;
}

std::string sectionOf(std::string_view path)
{
    return path == "seed" ? "seeds" : std::string(path.substr(0, path.find('.')));
}

std::vector<ParamSpec> specParameters(const ExperimentSpec& spec, const Catalogs& catalogs)
{
    std::vector<ParamSpec> params;
    for (const SpecSection& section : specSections()) {
        for (const EntrySlot& slot : entrySlots()) {
            if (sectionOf(slot.path) == section.id)
                appendEntry(params, spec, slot, catalogs);
        }
        for (const SpecField& field : specFields()) {
            if (sectionOf(field.param.id) == section.id)
                params.push_back(field.param);
        }
    }
    return params;
}

std::optional<Value> specValue(const ExperimentSpec& spec, std::string_view path)
{
    if (const SpecField* field = findField(path))
        return field->read(spec);
    const auto slot = slotOf(path);
    if (!slot)
        return std::nullopt;
    const EntrySpec& entry = entryOf(spec, slot->first);
    if (slot->second == "id")
        return Value(entry.id);
    const auto value = entry.parameters.find(slot->second);
    return value == entry.parameters.end() ? std::nullopt : std::optional(value->second);
}

bool isActive(const ExperimentSpec& spec, const ParamSpec& param)
{
    return holds(param.activeWhile, specValue(spec, param.activeWhile.id).value_or(Value{}));
}

Status setSpecValue(ExperimentSpec& spec, const Catalogs& catalogs, std::string_view path,
                    const Value& value)
{
    const auto params = specParameters(spec, catalogs);
    const auto param = std::ranges::find(params, path, &ParamSpec::id);
    if (param == params.end())
        return Error{ErrorCode::InvalidSpec,
                     "there is no such setting here"
                         + nearestText(nearestPaths(path, idsOf(params)))
                         + "; see `grokking spec` for all of them",
                     std::string(path)};
    const Value typed = completed(*param, value);
    const std::string wrong = typed == param->defaultValue ? "" : complaint(*param, typed);
    if (!wrong.empty())
        return Error{ErrorCode::InvalidSpec, wrong, std::string(path)};

    if (const SpecField* field = findField(path)) {
        field->write(spec, typed);
        return Success{};
    }
    const auto slot = slotOf(path);
    EntrySpec& entry = slot->first.entry(spec);
    if (slot->second != "id")
        entry.parameters[slot->second] = typed;
    else if (const Catalog& catalog = catalogs.*slot->first.catalog;
             entry.id != std::get<std::string>(typed))
        chooseEntry(entry, findEntry(catalog, entry.id),
                    *findEntry(catalog, std::get<std::string>(typed)));
    return Success{};
}

Status assign(ExperimentSpec& spec, const Catalogs& catalogs, std::string_view assignment)
{
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return Error{ErrorCode::InvalidSpec, "write path=value, for example data.f=0.2",
                     std::string(assignment)};
    std::string path(assignment.substr(0, equals));
    if (std::ranges::find(entrySlots(), path, &EntrySlot::path) != entrySlots().end())
        path += ".id";
    const auto params = specParameters(spec, catalogs);
    const auto param = std::ranges::find(params, path, &ParamSpec::id);
    if (param == params.end())
        return setSpecValue(spec, catalogs, path, Value{}); // the error message
    const auto value = parseValue(*param, assignment.substr(equals + 1));
    return value ? setSpecValue(spec, catalogs, path, *value) : Status(value.error());
}

ExperimentSpec defaultSpec(const Catalogs& catalogs)
{
    ExperimentSpec spec;
    for (const EntrySlot& slot : entrySlots()) {
        const Catalog& catalog = catalogs.*slot.catalog;
        if (!catalog.empty())
            slot.entry(spec) = {catalog.front().id, defaultParameters(catalog.front())};
    }
    return spec;
}

std::string slowCheck(const ExperimentSpec& spec, const Catalogs& catalogs)
{
    std::vector<SpecProblem> problems;
    appendValueProblems(problems, spec, specParameters(spec, catalogs));
    for (const EntrySlot& slot : entrySlots()) {
        const EntrySpec& entry = entryOf(spec, slot);
        const CatalogEntry* known = findEntry(catalogs.*slot.catalog, entry.id);
        if (known && known->isCheckSlow && isClean(slot, problems)
            && known->isCheckSlow(entry.parameters))
            return slot.path + ".id";
    }
    return "";
}

std::vector<SpecProblem> validate(const ExperimentSpec& spec, const Catalogs& catalogs)
{
    std::vector<SpecProblem> problems;
    const auto params = specParameters(spec, catalogs);
    appendValueProblems(problems, spec, params);
    for (const EntrySlot& slot : entrySlots())
        appendEntryProblems(problems, spec, slot, catalogs);
    if (!isDevice(spec.training.device))
        problems.push_back({"training.device", "must be auto, cpu, cuda or cuda:N, not \""
                                                   + spec.training.device + "\""});
    if (spec.training.engine == "fused" && spec.training.device.starts_with("cuda"))
        problems.push_back({"training.engine", "the fused engine computes on the CPU only; set "
                                               "training.device to cpu or auto, or the engine to "
                                               "auto or libtorch"});
    appendScheduleProblems(problems, spec, params);
    if (problems.empty() && catalogs.check)
        problems = catalogs.check(spec);
    return problems;
}

Error problemsError(const std::vector<SpecProblem>& problems, const std::string& context)
{
    std::string message;
    for (const SpecProblem& problem : problems)
        message += (message.empty() ? "" : "\n") + problem.path + " " + problem.message;
    return {ErrorCode::InvalidSpec, message, context};
}

std::string settingName(std::string path)
{
    if (path.ends_with(".id"))
        path.resize(path.size() - 3);
    return path.substr(path.rfind('.') + 1);
}

} // namespace grokking
