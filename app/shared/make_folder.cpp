// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/make_folder.h"

#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

Result<fs::path> makeFolder(const fs::path& folder)
{
    std::error_code status;
    fs::create_directories(folder, status);
    if (!status && !fs::is_directory(folder, status) && !status)
        status = std::make_error_code(std::errc::not_a_directory);
    if (status)
        return Error{ErrorCode::FileAccess, "this folder cannot be made: " + status.message(),
                     folder.string()};
    return folder;
}

} // namespace grokking
