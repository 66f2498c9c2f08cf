// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_library.h"

#include "core/store/database.h"
#include "core/store/meta.h"
#include "core/store/move_into_place.h"
#include "core/store/run_reader.h"
#include "core/store/writer_name.h"
#include "core/util/file_stamp.h"
#include "core/util/user_folder.h"

#include <algorithm>
#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

namespace {

Error accessError(const fs::path& path, const std::error_code& code, const std::string& whatToDo)
{
    return {ErrorCode::FileAccess, code.message() + "; " + whatToDo, path.string()};
}

// Returns what has become of the recorder of a run.
WriterState writerOf(const fs::path& file)
{
    const auto state = guarded<WriterState>(file, [&] {
        SQLite::Database database = openForReading(file);
        return writerState(metaText(database, "writer"));
    });
    return state ? *state : WriterState::Unknown;
}

// Moves a run with what a killed recorder left beside it; never over an existing file.
Status moveRun(const fs::path& from, const fs::path& to)
{
    return guarded<Success>(to, [&] {
        const fs::path journal = from.string() + "-journal";
        if (fs::exists(journal))
            (void)readListing(from); // rolls back, if it can
        moveIntoPlace(from, to);
        std::error_code ignored;
        fs::rename(journal, to.string() + "-journal", ignored);
        return Success{};
    });
}

// Returns what is wrong with a name of a run, or "".
std::string nameProblem(const std::string& name)
{
    constexpr std::size_t longest = 200; // bytes; file systems allow 255
    if (name.empty())
        return "the name is empty; write one";
    if (name.find('/') != std::string::npos || name.find('\0') != std::string::npos)
        return "a name cannot contain \"/\"; leave it out";
    if (name.front() == '.')
        return "a name that begins with a dot would be hidden; begin with another character";
    if (name.size() > longest)
        return "the name is too long; use at most " + std::to_string(longest) + " characters";
    return {};
}

} // namespace

bool isBeingRecorded(const fs::path& file)
{
    constexpr std::chrono::seconds recently(20);
    const auto listing = readListing(file);
    if (!listing || listing->end || listing->failure)
        return false;
    const WriterState writer = writerOf(file);
    if (writer != WriterState::Unknown)
        return writer == WriterState::Alive;
    const auto stamp = stampOf(file);
    return stamp && !isSettled(*stamp, recently);
}

Status refuseRecorded(const fs::path& file)
{
    if (isBeingRecorded(file))
        return Error{ErrorCode::FileAccess,
                     "this run is being recorded; stop it first, or wait 20 seconds if it was "
                     "killed",
                     file.string()};
    return Success{};
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

Result<fs::path> renameRun(const fs::path& file, const std::string& name)
{
    if (const std::string problem = nameProblem(name); !problem.empty())
        return Error{ErrorCode::Usage, problem, name};
    const fs::path target = file.parent_path() / (name + std::string(runFileExtension));
    if (target == file)
        return target;
    if (const Status free = refuseRecorded(file); !free)
        return free.error();
    if (const Status moved = moveRun(file, target); !moved)
        return moved.error();
    return target;
}

Result<fs::path> trashRun(const fs::path& file)
{
    if (const Status free = refuseRecorded(file); !free)
        return free.error();
    const fs::path trash = file.parent_path() / trashFolderName;
    std::error_code failure;
    fs::create_directory(trash, failure);
    if (failure)
        return accessError(trash, failure, "check the permissions of the folder");
    const fs::path target = newRunFile(trash, file.stem().string());
    if (const Status moved = moveRun(file, target); !moved)
        return moved.error();
    return target;
}

Status restoreRun(const fs::path& trashed, const fs::path& file)
{
    return moveRun(trashed, file);
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
