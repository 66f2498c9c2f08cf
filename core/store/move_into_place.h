// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a finished file under its name without ever overwriting another. Internal to core/store;
// throws StoreException.
#pragma once

#include <filesystem>

namespace grokking {

// A name beside `target` for writing it first; whatever is left there goes with the object.
class TemporaryFile
{
public:
    // Throws if the folder is missing or is none.
    explicit TemporaryFile(const std::filesystem::path& target);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

// Renames `from` to `to` in one atomic step; throws FileExists if there is a `to` already. A
// journal without its file, which a killed program left beside `to`, is removed.
void moveIntoPlace(const std::filesystem::path& from, const std::filesystem::path& to);

// Returns 16 random hexadecimal digits.
[[nodiscard]] std::string randomToken();

} // namespace grokking
