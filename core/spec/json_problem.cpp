// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/json_problem.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

// Where the parser stopped.
struct Stop {
    std::size_t begin = 0; // of the word it did not expect, in bytes; the size if none is left
    std::string message;   // of the library
};

bool says(const std::string& message, std::string_view what)
{
    return message.find(what) != std::string::npos;
}

// Returns the bytes of the text that stand in what the parser read last. Control characters are
// written out in it: "<U+000A>".
std::size_t sizeInText(const std::string& read)
{
    constexpr std::string_view control = "<U+00";
    constexpr std::size_t writtenOut = 8;
    std::size_t size = read.size();
    for (auto at = read.find(control); at != std::string::npos; at = read.find(control, at + 1))
        size -= writtenOut - 1;
    return size;
}

bool isLetter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

// Of texts and numbers the parser gives all that it read; of others it says where they end.
std::size_t beginOf(std::string_view text, std::size_t end, const std::string& read,
                    const std::string& message)
{
    const std::size_t last = std::min(end, text.size());
    for (const char* const whole : {"unexpected string literal", "unexpected number literal",
                                    "invalid string", "invalid number", "number overflow"})
        if (says(message, whole))
            return last - std::min(last, sizeInText(read));
    if (end > text.size() && says(message, "unexpected end of input"))
        return text.size();
    std::size_t begin = last - 1;
    const bool isCutWord = says(message, "invalid literal") && !isLetter(text[begin]);
    while (begin > 0 && isLetter(text[begin - 1]) && (isLetter(text[begin]) || isCutWord))
        --begin;
    return begin;
}

// Reads on to the first mistake.
class MistakeFinder : public nlohmann::json_sax<Json>
{
public:
    explicit MistakeFinder(std::string_view text) : m_text(text) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(Json::number_integer_t) override { return true; }
    bool number_unsigned(Json::number_unsigned_t) override { return true; }
    bool number_float(Json::number_float_t, const Json::string_t&) override { return true; }
    bool string(Json::string_t&) override { return true; }
    bool binary(Json::binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(Json::string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }

    bool parse_error(std::size_t end, const std::string& read,
                     const Json::exception& error) override
    {
        m_stop = Stop{.begin = beginOf(m_text, end, read, error.what()), .message = error.what()};
        return false;
    }

    [[nodiscard]] const std::optional<Stop>& stop() const { return m_stop; }

private:
    std::string_view m_text;
    std::optional<Stop> m_stop;
};

std::string placeText(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, byte);
    const std::string_view line = before.substr(before.find_last_of('\n') + 1); // npos + 1 is 0
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    const auto column = 1 + std::ssize(line) - std::count_if(line.begin(), line.end(), continues);
    return "in line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n'))
           + ", column " + std::to_string(column) + " ";
}

// Returns what the parser would have gone on with.
std::string expected(const std::string& message)
{
    const auto ends = [&](std::string_view what) { return message.ends_with(what); };
    if (ends("expected string literal"))
        return "a name in double quotes";
    if (ends("expected ':'"))
        return "a colon";
    if (ends("expected '}'"))
        return "a comma or }";
    if (ends("expected ']'"))
        return "a comma or ]";
    return ends("expected end of input") ? "the end" : "a value";
}

// Returns what is wrong with a word of its own, if it is that.
std::optional<std::string> wordProblem(const std::string& message)
{
    if (says(message, "ill-formed UTF-8"))
        return "is a text that is not UTF-8; save the file as UTF-8";
    if (says(message, "missing closing quote") || says(message, "control character U+000A")
        || says(message, "control character U+000D"))
        return "a text begins that does not end on its line; add the double quote at its end";
    if (says(message, "control character"))
        return "is a text with a tab or another control character; write \\t for a tab";
    if (says(message, "invalid string"))
        return "is a text with a \\ that means nothing in JSON; write \\\\ for a single one";
    if (says(message, "number overflow"))
        return "is a number that is too large; correct it";
    if (says(message, "invalid number"))
        return "is a number that is not complete; correct it";
    return std::nullopt;
}

std::string advice(std::string_view before, std::string_view found, std::string_view wanted)
{
    const auto last = before.find_last_not_of(" \t\r\n");
    const bool isAfterComma = last != std::string_view::npos && before[last] == ',';
    if (isAfterComma && (found == "}" || found == "]"))
        return "remove the comma before it";
    if (found.starts_with('/') || found.starts_with('#'))
        return "remove it, JSON has no comments";
    if (found.starts_with('\'') || (!found.empty() && isLetter(found.front())))
        return "write names and texts in double quotes";
    if (wanted == "the end")
        return "remove it";
    return wanted == "a colon" || wanted.starts_with("a comma") ? "put it before that"
                                                                : "correct it";
}

// Returns the word at a place of a text: up to a sign that ends it; empty if it is too long or too
// strange for a message.
std::string_view wordAt(std::string_view text, std::size_t begin)
{
    constexpr std::size_t longest = 24;
    constexpr std::string_view signs = "{}[]:,";
    if (begin >= text.size())
        return {};
    if (signs.find(text[begin]) != std::string_view::npos)
        return text.substr(begin, 1);
    const auto end = text[begin] == '"' ? text.find('"', begin + 1)
                                        : text.find_first_of("{}[]:, \t\r\n\"", begin + 1) - 1;
    const std::string_view word =
        text.substr(begin, end >= text.size() ? std::string_view::npos : end + 1 - begin);
    const bool isPlain = std::ranges::all_of(word, [](char c) { return c >= ' ' && c <= '~'; });
    return isPlain && word.size() <= longest ? word : std::string_view();
}

} // namespace

std::string jsonProblem(std::string_view text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "it is empty";
    MistakeFinder finder(text);
    if (Json::sax_parse(text, &finder) || !finder.stop())
        return "";
    const auto& [place, message] = *finder.stop();
    if (const auto problem = wordProblem(message))
        return placeText(text, place) + *problem;
    const std::string wanted = expected(message);
    const std::string problem = placeText(text, place) + wanted + " is expected";
    if (place == text.size())
        return problem + ", not the end; the text may have been cut";
    const std::string found(wordAt(text, place));
    return problem + (found.empty() ? "" : ", not " + found) + "; "
           + advice(text.substr(0, place), found, wanted);
}

} // namespace grokking
