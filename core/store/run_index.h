// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The index of a folder of runs: what a list shows of each file, so that 10,000 runs are listed
// without opening them. A file in the folder that may be deleted at any time and is made anew when
// it is damaged or of another version. Several programs may use it at once. Internal to core/store;
// throws SQLite::Exception and StoreException; one thread.
#pragma once

#include "core/store/run_reader.h"
#include "core/util/file_stamp.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace grokking {

constexpr std::string_view runIndexName = ".index.sqlite";

struct IndexedRun {
    std::string name; // of the file, in its folder
    FileStamp stamp;  // the file's when it was read
    RunListing listing;
};

class RunIndex
{
public:
    // Opens the index of a folder, or makes an empty one.
    explicit RunIndex(const std::filesystem::path& folder);

    // Returns what is known, by name, with empty `listing.file`.
    [[nodiscard]] std::unordered_map<std::string, IndexedRun> load();

    // Adds or replaces rows and drops others, all in one short transaction.
    void update(std::span<const IndexedRun> runs, std::span<const std::string> dropped);

private:
    SQLite::Database m_database;
};

} // namespace grokking
