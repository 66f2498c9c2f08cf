// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opens run files and turns what goes wrong into Errors that say what to do. Internal to
// core/store: inside it the database's exceptions and StoreException fly; guarded() stops them
// at the border.
#pragma once

#include "core/util/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <filesystem>
#include <string>
#include <utility>

namespace grokking {

// How long SQLite waits for another program's lock before it gives up.
constexpr int patienceMs = 10'000;
constexpr int recordingPatienceMs = 1'000; // the recorder tries again by itself

// What to say of a run file that is gone while it is being written.
constexpr const char* movedMessage =
    "the file was moved or deleted while it was being written; put "
    "it back, then try again";

// Carries an Error up to guarded().
class StoreException final : public std::exception
{
public:
    explicit StoreException(Error error) : m_error(std::move(error)) {}
    [[nodiscard]] const Error& error() const { return m_error; }
    [[nodiscard]] const char* what() const noexcept override { return m_error.message.c_str(); }

private:
    Error m_error;
};

// Throws: the content of the file makes no sense; `what` says which part and why.
[[noreturn]] void throwDamaged(const std::string& what);

// Opens an existing run file to read, also while it is being written, and also in a folder that
// cannot be written. Rolls back what a killed writer left unfinished. Throws.
[[nodiscard]] SQLite::Database openForReading(const std::filesystem::path& file);

// Opens an existing run file to read and write. Throws.
[[nodiscard]] SQLite::Database openForWriting(const std::filesystem::path& file,
                                              int lockPatienceMs = patienceMs);

// Translates a failure of the database; `systemError` is the errno behind it, 0 if unknown.
[[nodiscard]] Error databaseError(const SQLite::Exception& exception,
                                  const std::filesystem::path& file, int systemError = 0);

// Runs `work`, which returns a T or throws, and returns its value or what went wrong.
template <class T, class Work>
Result<T> guarded(const std::filesystem::path& file, Work&& work)
{
    try {
        return std::forward<Work>(work)();
    } catch (const StoreException& exception) {
        Error error = exception.error();
        if (error.context.empty())
            error.context = file.string();
        return error;
    } catch (const SQLite::Exception& exception) {
        return databaseError(exception, file);
    } catch (const std::exception& exception) {
        return Error{ErrorCode::Internal, exception.what(), file.string()};
    }
}

} // namespace grokking
