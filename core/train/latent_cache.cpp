// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/latent_cache.h"

#include "core/util/fingerprint.h"
#include "core/util/user_folder.h"

#include <zlib.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace grokking {

namespace fs = std::filesystem;

namespace {

// Behind it: length and text of the recipe, the number of rows of both splits, of columns, the
// accuracy, the vectors, and the CRC-32 of all that comes before, as this machine writes numbers.
constexpr std::string_view signature = "grokking-explorer latents 1\n";
constexpr std::string_view ending = ".latents";
constexpr std::string_view draftEnding = ".part";
constexpr std::size_t mostFiles = 100;

std::uint32_t checksum(std::string_view bytes)
{
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Any two recipes have different names, as good as certainly; the file says it in full.
fs::path fileOf(const fs::path& folder, const std::string& recipe)
{
    return folder / (fingerprintText(recipe) + std::string(ending));
}

template <class T>
void append(std::string& bytes, std::span<const T> values)
{
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

template <class T>
void append(std::string& bytes, const T& value)
{
    append(bytes, std::span<const T>(&value, 1));
}

// Takes values from the front of a text; fails for good once there are too few.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_left(bytes) {}

    [[nodiscard]] std::string_view text(std::size_t length)
    {
        if (length > m_left.size()) {
            m_good = false;
            m_left = {};
            return {};
        }
        const std::string_view taken = m_left.substr(0, length);
        m_left.remove_prefix(length);
        return taken;
    }

    template <class T>
    [[nodiscard]] T value()
    {
        T value{};
        const std::string_view bytes = text(sizeof(T));
        std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }

    [[nodiscard]] Array<float> rows(std::int64_t rows, std::int64_t columns)
    {
        const auto count = checkedElementCount({rows, columns});
        if (!count || static_cast<std::size_t>(*count) > m_left.size() / sizeof(float)) {
            m_good = false;
            return {};
        }
        Array<float> array({rows, columns});
        const std::string_view bytes = text(array.values().size_bytes());
        if (!bytes.empty())
            std::memcpy(array.values().data(), bytes.data(), bytes.size());
        return array;
    }

    [[nodiscard]] bool isDone() const { return m_good && m_left.empty(); }

private:
    std::string_view m_left;
    bool m_good = true;
};

std::string encoded(const std::string& recipe, const Latents& latents)
{
    std::string bytes(signature);
    append(bytes, static_cast<std::uint64_t>(recipe.size()));
    bytes += recipe;
    append(bytes, latents.train.rows());
    append(bytes, latents.test.rows());
    append(bytes, std::max(latents.train.rowSize(), latents.test.rowSize()));
    append(bytes, latents.accuracy);
    append(bytes, latents.train.values());
    append(bytes, latents.test.values());
    append(bytes, checksum(bytes));
    return bytes;
}

std::optional<Latents> decoded(std::string_view bytes, const std::string& recipe)
{
    constexpr std::size_t sum = sizeof(std::uint32_t);
    if (bytes.size() < signature.size() + sum)
        return std::nullopt;
    const std::string_view content = bytes.substr(0, bytes.size() - sum);
    if (Reader(bytes.substr(content.size())).value<std::uint32_t>() != checksum(content))
        return std::nullopt;
    Reader reader(content);
    if (reader.text(signature.size()) != signature
        || reader.text(reader.value<std::uint64_t>()) != recipe)
        return std::nullopt;
    const auto trainRows = reader.value<std::int64_t>();
    const auto testRows = reader.value<std::int64_t>();
    const auto columns = reader.value<std::int64_t>();
    Latents latents{.accuracy = reader.value<double>()};
    latents.train = reader.rows(trainRows, columns);
    latents.test = reader.rows(testRows, columns);
    return reader.isDone() ? std::optional(std::move(latents)) : std::nullopt;
}

// Removes the files that were written first, if there are too many, and drafts left behind by
// programs that were killed.
void removeOldest(const fs::path& folder)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code ignored;
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    std::error_code status; // of going through the folder
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end;
         entry.increment(status)) {
        const auto time = entry->last_write_time(ignored);
        if (entry->path().extension() == ending)
            files.emplace_back(time, entry->path());
        else if (entry->path().extension() == draftEnding && time < old)
            fs::remove(entry->path(), ignored);
    }
    if (files.size() <= mostFiles)
        return;
    std::ranges::sort(files);
    for (const auto& [time, file] : std::span(files).first(files.size() - mostFiles))
        fs::remove(file, ignored);
}

} // namespace

fs::path latentCacheFolder()
{
    constexpr const char* program = "grokking-explorer";
    if (const fs::path cache = folderFrom("XDG_CACHE_HOME"); !cache.empty())
        return cache / program;
    const fs::path home = folderFrom("HOME");
    return home.empty() ? fs::path() : home / ".cache" / program;
}

std::optional<Latents> readCachedLatents(const fs::path& folder, const std::string& recipe)
{
    if (folder.empty())
        return std::nullopt;
    std::ifstream stream(fileOf(folder, recipe), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    return stream.bad() ? std::nullopt : decoded(bytes, recipe);
}

void cacheLatents(const fs::path& folder, const std::string& recipe, const Latents& latents)
{
    if (folder.empty())
        return;
    std::error_code status;
    fs::create_directories(folder, status);
    static std::atomic<int> number = 0;
    const fs::path target = fileOf(folder, recipe);
    const fs::path draft = target.string() + "." + std::to_string(getpid()) + "-"
                           + std::to_string(number++) + std::string(draftEnding);
    std::ofstream stream(draft, std::ios::binary);
    stream << encoded(recipe, latents);
    stream.close();
    if (stream)
        fs::rename(draft, target, status);
    if (!stream || status)
        fs::remove(draft, status);
    removeOldest(folder);
}

} // namespace grokking
