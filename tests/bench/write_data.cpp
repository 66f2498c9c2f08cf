// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the training set of a spec as two arrays in NumPy's format, for comparisons with other
// programs: inputs.npy, float64 (examples, features), and labels.npy, int32 (examples).
//   write_data SPEC.json FOLDER

#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"
#include "core/train/preparation.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

using namespace grokking;

namespace {

std::string shapeText(const Shape& shape)
{
    std::string text = "(";
    for (const std::int64_t size : shape)
        text += std::to_string(size) + ",";
    return text + ")";
}

// Format version 1.0: magic, header length (uint16, little-endian), header padded to 64 bytes.
template <class T>
bool writeArray(const std::string& file, const char* type, const Shape& shape,
                std::span<const T> values)
{
    std::string header = std::string("{'descr': '") + type
                         + "', 'fortran_order': False, 'shape': " + shapeText(shape) + "}";
    constexpr std::size_t prefix = 10;
    header.resize((prefix + header.size()) / 64 * 64 + 64 - prefix, ' ');
    header.back() = '\n';
    std::ofstream stream(file, std::ios::binary);
    stream.write("\x93NUMPY\x01\x00", 8);
    stream.put(static_cast<char>(header.size() % 256));
    stream.put(static_cast<char>(header.size() / 256));
    const auto bytes = std::as_bytes(values);
    stream << header;
    stream.write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
    return bool(stream.flush());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: write_data SPEC.json FOLDER\n");
        return 2;
    }
    std::ifstream stream(argv[1]);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const auto spec = specFromJson(text, catalogs(), argv[1]);
    if (!spec) {
        std::fprintf(stderr, "%s\n", spec.error().text().c_str());
        return 3;
    }
    const auto made = prepareDataset(*spec);
    if (!made) {
        std::fprintf(stderr, "%s\n", made.error().text().c_str());
        return 3;
    }
    const Dataset& data = *made;
    const auto& labels = std::get<ClassTargets>(data.train.targets).labels;
    const std::string folder = std::string(argv[2]) + "/";
    const bool written =
        writeArray(folder + "inputs.npy", "<f8", data.train.inputs.shape(),
                   data.train.inputs.values())
        && writeArray(folder + "labels.npy", "<i4", {data.train.size()}, std::span(labels));
    if (!written)
        std::fprintf(stderr, "cannot write into %s\n", argv[2]);
    return written ? 0 : 5;
}
