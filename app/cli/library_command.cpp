// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking library: the runs of a folder, what they take on the disk, and cleaning up.

#include "app/cli/commands.h"
#include "app/shared/grouped.h"
#include "app/shared/progress.h"
#include "core/spec/value_json.h"
#include "core/store/library_cleanup.h"
#include "core/store/run_library.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

struct LibraryOptions {
    std::string folder;
    bool json = false;
    bool rebuild = false;
    bool cleaning = false;
    bool yes = false;
    std::vector<std::string> kinds; // ids
};

template <class T>
Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json stepOrNull(const std::optional<Crossing>& crossing)
{
    return crossing ? Json(crossing->step) : Json(nullptr);
}

std::string idOf(const std::filesystem::path& file)
{
    return file.stem().string();
}

Json jsonOf(const RunListing& run)
{
    const auto& last = run.lastSample;
    return {{"id", idOf(run.file)},
            {"preset", run.preset},
            {"group", run.group},
            {"seed", run.seed},
            {"created", run.created},
            {"note", run.note},
            {"verdict", verdictName(run.summary.verdict)},
            {"t1", stepOrNull(run.summary.t1)},
            {"t2", stepOrNull(run.summary.t2)},
            {"gap", orNull(run.summary.gap)},
            {"steps", run.summary.lastStep},
            {"train_score", last ? jsonValue(last->train.score) : Json(nullptr)},
            {"test_score", last ? jsonValue(last->test.score) : Json(nullptr)},
            {"finished", run.finished},
            {"bytes", run.bytes},
            {"resume_bytes", run.resumeBytes}};
}

std::string crossingText(const std::optional<Crossing>& crossing)
{
    return crossing ? grouped(crossing->step) : "-";
}

void printRow(const std::string& name, const std::string& verdict, const std::string& t1,
              const std::string& t2, const std::string& size, const std::string& note)
{
    std::printf("%-40s  %-10s  %10s  %10s  %9s  %s\n", name.c_str(), verdict.c_str(), t1.c_str(),
                t2.c_str(), size.c_str(), note.c_str());
}

void printText(const RunFolder& folder, const LibraryUse& use)
{
    printRow("run", "verdict", "t1", "t2", "size", "note");
    for (const RunListing& run : folder.runs)
        printRow(idOf(run.file), std::string(verdictName(run.summary.verdict)),
                 crossingText(run.summary.t1), crossingText(run.summary.t2), bytesText(run.bytes),
                 run.note);
    for (const UnreadableRun& run : folder.unreadable)
        printRow(idOf(run.file), "unreadable", "-", "-", bytesText(run.bytes), run.error.message);
    std::printf("%s runs, %s", grouped(static_cast<std::int64_t>(use.runs)).c_str(),
                bytesText(use.bytes).c_str());
    if (use.trashBytes > 0)
        std::printf(", and %s in the trash", bytesText(use.trashBytes).c_str());
    std::printf("\n");
}

void printJson(const RunFolder& folder)
{
    for (const RunListing& run : folder.runs)
        std::cout << jsonLine(jsonOf(run)) << "\n";
    for (const UnreadableRun& run : folder.unreadable)
        std::cout << Json{{"id", idOf(run.file)},
                          {"error", run.error.message},
                          {"bytes", run.bytes}}
                         .dump(-1, ' ', false, Json::error_handler_t::replace)
                  << "\n";
}

const CleanupKindInfo& infoOf(CleanupKind kind)
{
    return *std::ranges::find(cleanupKinds(), kind, &CleanupKindInfo::kind);
}

// Keeps what was asked for; everything if nothing was.
std::vector<CleanupItem> chosen(std::vector<CleanupItem> items, const LibraryOptions& options)
{
    std::erase_if(items, [&](const CleanupItem& item) {
        return !options.kinds.empty()
               && std::ranges::find(options.kinds, infoOf(item.kind).id) == options.kinds.end();
    });
    return items;
}

void printItem(const CleanupItem& item, bool json)
{
    if (json)
        std::cout << Json{{"kind", infoOf(item.kind).id},
                          {"file", item.file.string()},
                          {"bytes", item.bytes}}
                         .dump(-1, ' ', false, Json::error_handler_t::replace)
                  << "\n";
    else
        std::printf("  %-50s %10s\n", item.file.filename().c_str(), bytesText(item.bytes).c_str());
}

void printItems(const std::vector<CleanupItem>& items, bool json)
{
    for (const CleanupKindInfo& kind : cleanupKinds()) {
        std::int64_t bytes = 0;
        std::int64_t count = 0;
        for (const CleanupItem& item : items)
            if (item.kind == kind.kind) {
                bytes += item.bytes;
                ++count;
            }
        if (count > 0 && !json)
            std::printf("%s (%s): %s, %s. %s\n", std::string(kind.title).c_str(),
                        std::string(kind.id).c_str(), grouped(count).c_str(),
                        bytesText(bytes).c_str(), std::string(kind.loss).c_str());
        for (const CleanupItem& item : items)
            if (item.kind == kind.kind)
                printItem(item, json);
    }
}

ExitStatus clean(const std::filesystem::path& folder, const RunFolder& listed,
                 const LibraryOptions& options)
{
    if (options.yes && options.kinds.empty())
        return complain(
            {ErrorCode::Usage, "name what to remove, for example: clean trash --yes", "--yes"});
    const auto items = chosen(findCleanup(folder, listed), options);
    printItems(items, options.json);
    if (items.empty())
        std::cerr << "there is nothing to clean up\n";
    else if (!options.yes)
        std::cerr << "nothing was removed; name what is to go and add --yes\n";
    if (!options.yes)
        return ExitStatus::Done;
    ExitStatus status = ExitStatus::Done;
    std::int64_t freed = 0;
    for (const CleanupItem& item : items) {
        const auto bytes = cleanUp(item);
        if (bytes)
            freed += *bytes;
        else
            status = worse(status, complain(bytes.error()));
    }
    std::cerr << bytesText(freed) << " freed\n";
    return status;
}

// Shows on a terminal how far reading is; a list from the index needs no reading.
void showReading(std::size_t read, std::size_t files)
{
    constexpr std::size_t interval = 100;
    if (read % interval == 0 || read == files)
        std::cerr << "\rreading " << read << " of " << files << " runs"
                  << (read == files ? "\n" : "") << std::flush;
}

ExitStatus library(const LibraryOptions& options)
{
    const std::filesystem::path folder =
        options.folder.empty() ? defaultRunFolder() : std::filesystem::path(options.folder);
    if (options.rebuild)
        if (const Status removed = removeRunIndex(folder); !removed)
            return complain(removed.error());
    ListOptions listing;
    if (Progress::defaultStyle() == Progress::Style::Bar)
        listing.progress = showReading;
    const auto listed = listRuns(folder, listing);
    if (!listed)
        return complain(listed.error());
    if (listed->indexProblem)
        std::cerr << "warning: " << listed->indexProblem->text() << "\n";
    if (options.cleaning)
        return clean(folder, *listed, options);
    if (options.json)
        printJson(*listed);
    else
        printText(*listed, libraryUse(folder, *listed));
    return ExitStatus::Done;
}

} // namespace

void addLibraryCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<LibraryOptions>();
    CLI::App* const command =
        app.add_subcommand("library", "The stored runs, what they take on the disk, cleaning up");
    command->add_option("--folder", options->folder, "Folder; default: the user's folder of runs");
    command->add_flag("--json", options->json,
                      "Print one JSON object per run (or thing) on a line");
    command->add_flag("--rebuild-index", options->rebuild,
                      "Read all run files again instead of trusting the index");
    command->require_subcommand(0, 1);
    CLI::App* const cleaning = command->add_subcommand(
        "clean", "List what could go; remove it with --yes. Without --yes nothing is removed");
    cleaning->fallthrough();
    std::vector<std::string> ids;
    for (const CleanupKindInfo& kind : cleanupKinds())
        ids.emplace_back(kind.id);
    cleaning
        ->add_option("KIND", options->kinds,
                     "What: trash, damaged, unstarted, resume-data, leftovers; default: all")
        ->check(CLI::IsMember(ids));
    cleaning->add_flag("--yes", options->yes, "Remove what is listed");
    cleaning->callback([options] { options->cleaning = true; });
    command->callback([options, &action] { action = [options] { return library(*options); }; });
}

} // namespace grokking
