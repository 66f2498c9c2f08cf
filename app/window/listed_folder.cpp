// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/listed_folder.h"

#include "core/store/library_cleanup.h"
#include "widgets/number_text.h"

#include <QCoreApplication>

namespace grokking {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ListedFolder", text);
}

QString nameOf(const std::filesystem::path& file)
{
    return QString::fromStdString(file.stem().string());
}

RunRow rowOf(const RunListing& listing)
{
    return {.file = QString::fromStdString(listing.file.string()),
            .name = nameOf(listing.file),
            .preset = QString::fromStdString(listing.preset),
            .seed = listing.seed,
            .created = QDateTime::fromString(QString::fromStdString(listing.created), Qt::ISODate),
            .summary = listing.summary,
            .last = listing.lastSample,
            .note = QString::fromStdString(listing.note),
            .error = listing.failure ? QString::fromStdString(listing.failure->text()) : QString(),
            .group = QString::fromStdString(listing.group)};
}

RunRow rowOf(const UnreadableRun& run)
{
    return {.file = QString::fromStdString(run.file.string()),
            .name = nameOf(run.file),
            .error = QString::fromStdString(run.error.message)};
}

QString useText(const LibraryUse& use)
{
    const auto bytes = [](std::int64_t count) { return QString::fromStdString(bytesText(count)); };
    QString text =
        tr("%1, %2").arg(runsText(static_cast<std::int64_t>(use.runs)), bytes(use.bytes));
    if (use.trashBytes > 0)
        text += tr(" · trash %1").arg(bytes(use.trashBytes));
    return text;
}

} // namespace

ListedFolder listFolder(const std::filesystem::path& folder, const ListOptions& options)
{
    const auto found = listRuns(folder, options);
    if (!found)
        return {.use = useText({}), .problem = found.error()};
    ListedFolder listed{
        .isRead = true, .use = useText(libraryUse(folder, *found)), .problem = found->indexProblem};
    for (const RunListing& run : found->runs)
        listed.runs.push_back({rowOf(run), run.end || run.failure});
    for (const UnreadableRun& run : found->unreadable)
        listed.runs.push_back({rowOf(run)});
    return listed;
}

} // namespace grokking
