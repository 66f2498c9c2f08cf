// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/run_files.h"

#include "app/shared/new_file.h"
#include "core/store/run_library.h"

#include <algorithm>
#include <iostream>
#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> runFilesOf(const std::vector<std::string>& filesAndFolders)
{
    std::vector<fs::path> files;
    for (const std::string& name : filesAndFolders) {
        std::error_code status;
        if (!fs::is_directory(name, status)) {
            files.emplace_back(name);
            continue;
        }
        const std::size_t before = files.size();
        for (fs::directory_iterator entry(name, status), end; !status && entry != end;
             entry.increment(status)) {
            if (entry->path().extension() == runFileExtension)
                files.push_back(entry->path());
        }
        if (status)
            return Error{ErrorCode::FileAccess, "this folder cannot be read: " + status.message(),
                         name};
        if (files.size() == before)
            return Error{ErrorCode::InvalidFile, "there are no run files (.grok) in this folder",
                         name};
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    }
    return files;
}

Status writeText(const std::string& text, const std::string& file)
{
    if (file.empty()) {
        std::cout << text << std::flush;
        return Success{};
    }
    return writeNewFile(file, [&](std::ostream& stream) { stream << text; });
}

} // namespace grokking
