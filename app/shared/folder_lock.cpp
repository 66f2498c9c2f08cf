// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace grokking {

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::filesystem::path& folder)
{
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return Error{ErrorCode::FileAccess,
                     "this folder cannot be opened: " + std::system_category().message(errno),
                     folder.string()};
    auto lock = std::make_unique<FolderLock>(descriptor);
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return Error{ErrorCode::FileAccess,
                     "another study is recording into this folder; wait for it, or stop it",
                     folder.string()};
    return lock;
}

FolderLock::~FolderLock()
{
    close(m_descriptor);
}

} // namespace grokking
