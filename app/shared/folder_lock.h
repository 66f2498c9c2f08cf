// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps two studies from recording into one folder. The lock leaves no file behind and ends with
// the process, however that ends. One owner.
#pragma once

#include "core/util/result.h"

#include <filesystem>
#include <memory>

namespace grokking {

class FolderLock
{
public:
    // Locks an existing folder. Fails (FileAccess) if another process has it or it cannot be
    // opened; a file system that cannot lock folders is used without.
    [[nodiscard]] static Result<std::unique_ptr<FolderLock>>
    take(const std::filesystem::path& folder);

    explicit FolderLock(int descriptor) : m_descriptor(descriptor) {}
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_descriptor; // of the folder
};

} // namespace grokking
