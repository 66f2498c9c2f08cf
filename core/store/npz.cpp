// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/npz.h"

#include "core/store/number_blob.h"

#include <zip.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace grokking {

namespace fs = std::filesystem;

namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

// Returns the header of a .npy file: magic, version 1.0, the length of what follows (16 bits,
// little-endian), and a Python dictionary padded to a multiple of 64 bytes with a line end.
std::string npyHeader(std::string_view dtype, const Shape& shape)
{
    std::string sizes;
    for (const std::int64_t size : shape)
        sizes += std::to_string(size) + (shape.size() == 1 ? "," : ", ");
    if (shape.size() > 1)
        sizes.resize(sizes.size() - 2);
    const std::string type = dtype == "float32" ? "<f4" : "<f8";
    std::string dictionary =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    constexpr std::size_t before = 10; // bytes of magic, version and length
    const std::size_t whole = (before + dictionary.size() + 1 + 63) / 64 * 64;
    dictionary.resize(whole - before - 1, ' ');
    dictionary += '\n';
    const auto length = dictionary.size();
    std::string header("\x93NUMPY\x01\x00", 8);
    header += static_cast<char>(length & 0xFF);
    header += static_cast<char>(length >> 8);
    return header + dictionary;
}

Error zipError(const fs::path& file, const std::string& reason)
{
    return {ErrorCode::FileAccess,
            "the archive cannot be written (" + reason + "); choose another folder or name",
            file.string()};
}

Result<Archive> create(const fs::path& file)
{
    int code = 0;
    Archive archive(zip_open(file.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
    if (archive)
        return archive;
    if (code == ZIP_ER_EXISTS)
        return Error{ErrorCode::FileExists, "this file exists; choose another name", file.string()};
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    return zipError(file, reason);
}

// Adds a file; `content` has to stay until the archive is closed. The date is always the same (the
// first a zip file can hold), so that equal parameters give equal archives.
bool add(zip_t* archive, const std::string& name, const std::string& content)
{
    zip_source_t* const source =
        zip_source_buffer(archive, content.data(), content.size(), /*freep=*/0);
    if (source == nullptr)
        return false;
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    const auto entry = static_cast<zip_uint64_t>(index);
    constexpr zip_uint16_t firstDate = (1 << 5) | 1; // 1980-01-01
    return zip_set_file_compression(archive, entry, ZIP_CM_STORE, 0) == 0
           && zip_file_set_dostime(archive, entry, 0, firstDate, 0) == 0;
}

} // namespace

Status writeNpz(const fs::path& file, std::span<const ParameterBlock> blocks,
                std::span<const double> parameters)
{
    Result<Archive> archive = create(file);
    if (!archive)
        return archive.error();
    const NumberBlob packed = packReals(parameters);
    const std::size_t size = packed.dtype == "float32" ? 4 : 8;
    std::vector<std::string> contents; // until the archive is closed
    contents.reserve(blocks.size());
    for (const ParameterBlock& block : blocks) {
        const auto count = static_cast<std::size_t>(elementCount(block.shape)) * size;
        const auto bytes =
            std::span(packed.bytes).subspan(static_cast<std::size_t>(block.offset) * size, count);
        std::string content = npyHeader(packed.dtype, block.shape);
        content.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        contents.push_back(std::move(content));
        if (!add(archive->get(), block.name + ".npy", contents.back()))
            return zipError(file, zip_strerror(archive->get()));
    }
    if (zip_close(archive->get()) != 0)
        return zipError(file, zip_strerror(archive->get()));
    (void)archive->release(); // closed
    return Success{};
}

} // namespace grokking
