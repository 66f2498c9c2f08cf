// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_library.h"

#include "core/store/database.h"
#include "core/store/meta.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

namespace {

// Returns the value of an environment variable that names an absolute folder, otherwise "".
fs::path folderFrom(const char* variable)
{
    const char* value = std::getenv(variable);
    const fs::path folder = value == nullptr ? "" : value;
    return folder.is_absolute() ? folder : fs::path();
}

std::vector<fs::path> runFilesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == runFileExtension && entry.is_regular_file())
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

Error accessError(const fs::path& path, const std::error_code& code, const std::string& whatToDo)
{
    return {ErrorCode::FileAccess, code.message() + "; " + whatToDo, path.string()};
}

} // namespace

Result<RunFolder> listRuns(const fs::path& folder)
{
    RunFolder found;
    try {
        for (const fs::path& file : runFilesIn(folder)) {
            Result<RunListing> listing = readListing(file);
            if (listing)
                found.runs.push_back(std::move(*listing));
            else
                found.unreadable.push_back({file, listing.error()});
        }
    } catch (const fs::filesystem_error& exception) {
        return accessError(folder, exception.code(), "choose a folder that can be read");
    }
    return found;
}

fs::path defaultRunFolder()
{
    fs::path data = folderFrom("XDG_DATA_HOME");
    if (data.empty())
        data = folderFrom("HOME") / ".local" / "share";
    return data / "grokking-explorer" / "runs";
}

fs::path newRunFile(const fs::path& folder, const std::string& stem)
{
    std::string name = stem.empty() ? "run" : stem;
    std::ranges::replace(name, '/', '-');
    const std::string extension(runFileExtension);
    fs::path file = folder / (name + extension);
    std::error_code ignored;
    for (int number = 2; fs::exists(fs::symlink_status(file, ignored)); ++number)
        file = folder / (name + "-" + std::to_string(number) + extension);
    return file;
}

Status setNote(const fs::path& file, const std::string& note)
{
    return guarded<Success>(file, [&] {
        SQLite::Database database = openForWriting(file);
        writeMeta(database, "note", note);
        return Success{};
    });
}

Status removeRun(const fs::path& file)
{
    std::error_code failure;
    if (file.extension() != runFileExtension || fs::is_directory(file, failure))
        return Error{ErrorCode::Usage, "this is not a run file; name a .grok file", file.string()};
    if (!fs::remove(file, failure) && !failure)
        return Error{ErrorCode::FileAccess, "there is no such file; check its name", file.string()};
    if (failure)
        return accessError(file, failure, "check the permissions of the folder");
    fs::remove(file.string() + "-journal", failure);
    return Success{};
}

} // namespace grokking
