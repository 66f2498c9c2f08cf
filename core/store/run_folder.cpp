// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_folder.h"

#include "core/store/database.h"
#include "core/store/run_index.h"
#include "core/store/run_library.h"
#include "core/util/file_stamp.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <unordered_map>
#include <utility>

namespace grokking {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t batch = 200; // files read before the index is written

struct RunFile {
    std::string name;
    FileStamp stamp;
};

std::vector<RunFile> runFilesIn(const fs::path& folder)
{
    std::vector<RunFile> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != runFileExtension)
            continue;
        if (const auto stamp = stampOf(entry.path())) // none: a folder, or gone by now
            files.push_back({entry.path().filename().string(), *stamp});
    }
    std::ranges::sort(files, {}, &RunFile::name);
    return files;
}

// One pass over a folder.
class FolderReader
{
public:
    FolderReader(fs::path folder, const ListOptions& options)
        : m_folder(std::move(folder)), m_options(options)
    {
    }

    Result<RunFolder> list()
    {
        const std::vector<RunFile> files = runFilesIn(m_folder);
        openIndex();
        const auto changed = static_cast<std::size_t>(
            std::ranges::count_if(files, [this](const RunFile& file) { return !isKnown(file); }));
        for (const RunFile& file : files) {
            if (m_options.stop.stop_requested())
                return Error{ErrorCode::Unavailable, "listing was stopped", m_folder.string()};
            if (isKnown(file))
                takeKnown(file);
            else
                read(file, changed);
        }
        dropVanished(files);
        writeIndex();
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool isKnown(const RunFile& file) const
    {
        const auto known = m_known.find(file.name);
        return known != m_known.end() && known->second.stamp == file.stamp;
    }

    void takeKnown(const RunFile& file)
    {
        RunListing& listing = m_known.find(file.name)->second.listing;
        listing.file = m_folder / file.name;
        m_found.runs.push_back(std::move(listing));
    }

    void read(const RunFile& file, std::size_t changed)
    {
        const fs::path path = m_folder / file.name;
        // What is not settled may change without a new stamp, so it is read again next time. The
        // stamp is older than what is read: a change in between shows as another stamp.
        const bool settled = isSettled(file.stamp, std::chrono::seconds(3), m_options.now);
        Result<RunListing> listing = readListing(path);
        if (listing) {
            if (settled)
                m_new.push_back({file.name, file.stamp, *listing});
            m_found.runs.push_back(std::move(*listing));
        } else if (stampOf(path)) {
            m_found.unreadable.push_back({path, listing.error(), file.stamp.size});
        }
        ++m_found.filesRead;
        if (m_options.progress)
            m_options.progress(m_found.filesRead, changed);
        if (m_new.size() >= batch)
            writeIndex();
    }

    void dropVanished(const std::vector<RunFile>& files)
    {
        for (const auto& [name, run] : m_known)
            if (!std::ranges::binary_search(files, name, {}, &RunFile::name))
                m_vanished.push_back(name);
    }

    void openIndex()
    {
        tryWithIndex([this] {
            m_index = std::make_unique<RunIndex>(m_folder);
            m_known = m_index->load();
        });
    }

    void writeIndex()
    {
        if (m_index && (!m_new.empty() || !m_vanished.empty()))
            tryWithIndex([this] { m_index->update(m_new, m_vanished); });
        m_new.clear();
        m_vanished.clear();
    }

    template <class Work>
    void tryWithIndex(const Work& work)
    {
        const Status done = guarded<Success>(m_folder / runIndexName, [&] {
            work();
            return Success{};
        });
        if (done)
            return;
        m_index.reset();
        m_found.indexProblem =
            Error{done.error().code,
                  "the index of this folder cannot be used, so listing takes longer: "
                      + done.error().message,
                  (m_folder / runIndexName).string()};
    }

    fs::path m_folder;
    const ListOptions& m_options;
    RunFolder m_found;
    std::unique_ptr<RunIndex> m_index;
    std::unordered_map<std::string, IndexedRun> m_known; // of the index
    std::vector<IndexedRun> m_new;                       // not in the index yet
    std::vector<std::string> m_vanished;
};

} // namespace

Result<RunFolder> listRuns(const fs::path& folder, const ListOptions& options)
{
    try {
        return FolderReader(folder, options).list();
    } catch (const fs::filesystem_error& exception) {
        return Error{ErrorCode::FileAccess,
                     exception.code().message() + "; choose a folder that can be read",
                     folder.string()};
    }
}

Status removeRunIndex(const fs::path& folder)
{
    const fs::path index = folder / runIndexName;
    std::error_code failure;
    fs::remove(index.string() + "-journal", failure);
    fs::remove(index, failure);
    if (failure)
        return Error{ErrorCode::FileAccess,
                     failure.message() + "; check the permissions of the folder", index.string()};
    return Success{};
}

} // namespace grokking
