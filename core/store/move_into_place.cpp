// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/move_into_place.h"

#include "core/store/database.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <random>
#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

namespace {

fs::path folderOf(const fs::path& file)
{
    return fs::absolute(file).parent_path();
}

// Returns 0 or the errno.
int renameWithoutReplacing(const char* from, const char* to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    if (link(from, to) != 0) // a file system without the flag, for example NFS
        return errno;
    unlink(from);
    return 0;
}

} // namespace

TemporaryFile::TemporaryFile(const fs::path& target)
    : m_path(folderOf(target) / ("." + target.filename().string() + "." + randomToken() + ".part"))
{
    std::error_code ignored;
    if (!fs::is_directory(folderOf(target), ignored))
        throw StoreException({ErrorCode::FileAccess,
                              "the folder does not exist; create it or choose another one",
                              folderOf(target).string()});
}

TemporaryFile::~TemporaryFile()
{
    std::error_code ignored;
    fs::remove(m_path, ignored);
    fs::remove(m_path.string() + "-journal", ignored);
}

void moveIntoPlace(const fs::path& from, const fs::path& to)
{
    // Whoever is killed while removing a run leaves its journal, which SQLite would roll back into
    // the new file.
    if (std::error_code ignored; !fs::exists(fs::symlink_status(to, ignored)))
        fs::remove(to.string() + "-journal", ignored);
    const int failure = renameWithoutReplacing(from.c_str(), to.c_str());
    if (failure == EEXIST)
        throw StoreException(
            {ErrorCode::FileExists,
             "there is a file of this name already; choose another name or remove it"});
    if (failure != 0)
        throw StoreException({ErrorCode::FileAccess, std::string("the file cannot be created (")
                                                         + std::strerror(failure)
                                                         + "); choose another folder"});
}

std::string randomToken()
{
    std::random_device device;
    std::string token;
    for (int i = 0; i < 16; ++i)
        token += "0123456789abcdef"[device() % 16];
    return token;
}

} // namespace grokking
