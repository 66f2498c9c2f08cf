// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_images.h"

#include "core/data/csv_table.h"

#include <cmath>
#include <optional>
#include <utility>

namespace grokking {

namespace {

// Returns the label that a class is called.
std::optional<std::uint8_t> labelOf(const std::string& name)
{
    const auto number = csvNumber(name);
    if (!number || *number < 0.0 || *number >= digitClasses || *number != std::floor(*number))
        return std::nullopt;
    return static_cast<std::uint8_t>(*number);
}

bool isPixel(double value)
{
    return value >= 0.0 && value <= 255.0 && value == std::floor(value);
}

} // namespace

Result<ImageSource> readCsvImages(const std::filesystem::path& file)
{
    const auto problem = [&](const std::string& what) {
        return Error{ErrorCode::InvalidFile, what, file.string()};
    };
    const auto table = readCsvTable({.file = file.string(), .labelPlace = 0});
    if (!table)
        return table.error();
    const std::int64_t pixels = table->inputs.rowSize();
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(pixels)));
    if (side * side != pixels)
        return problem("has " + std::to_string(pixels)
                       + " columns after the label, which are not the pixels of a square");
    IdxArray images({table->inputs.rows(), side, side});
    IdxArray labels({table->inputs.rows()});
    for (std::int64_t row = 0; row < labels.rows(); ++row) {
        const auto place = static_cast<std::size_t>(row);
        const CsvGroup& group = table->facts.groups[static_cast<std::size_t>(table->groups[place])];
        const std::string& name = table->facts.classes[static_cast<std::size_t>(group.label)];
        const auto label = labelOf(name);
        if (!label)
            return problem("its first column says " + name + "; labels are 0 to 9");
        labels.values()[place] = *label;
        const auto values = table->inputs.row(row);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!isPixel(values[i]))
                return problem("picture " + std::to_string(row + 1) + " has the pixel "
                               + std::to_string(values[i])
                               + "; pixels are whole numbers from 0 to 255");
            images.row(row)[i] = static_cast<std::uint8_t>(values[i]);
        }
    }
    auto set = imageSet(std::move(images), std::move(labels), file.string());
    if (!set)
        return set.error();
    return ImageSource{std::move(*set), std::nullopt};
}

} // namespace grokking
