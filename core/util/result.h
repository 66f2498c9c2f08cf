// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error, for failures that are expected (files, specs, input).
// Plain values; safe to move between threads. Bugs are asserted, not reported through here.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace grokking {

enum class ErrorCode {
    Usage,       // the command line or a call cannot be understood
    InvalidSpec, // a spec does not describe an experiment that can run
    InvalidFile, // a file is truncated, damaged, or of another kind
    NewerSchema, // a file was written by a newer version of the program
    FileExists,  // refused to overwrite
    FileAccess,  // missing, unreadable or unwritable file or folder
    DiskFull,    // a write failed for lack of space
    Unavailable, // a library, device or amount of memory this machine does not have
    Internal     // a library failed in a way nobody foresaw
};

// What happened and what to do next, in `message`; where (file, field, line), in `context`.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string context;

    // Returns "context: message", or the message alone when there is no context.
    [[nodiscard]] std::string text() const
    {
        return context.empty() ? message : context + ": " + message;
    }

    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] explicit operator bool() const { return m_state.index() == 0; }

    // Returns the value; calling it on an error is a bug (asserts).
    [[nodiscard]] T& value()
    {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] const T& value() const
    {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    // Returns the error; calling it on a value is a bug (asserts).
    [[nodiscard]] const Error& error() const
    {
        assert(m_state.index() == 1);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

// Success without a value.
struct Success {
    bool operator==(const Success&) const = default;
};
using Status = Result<Success>;

} // namespace grokking
