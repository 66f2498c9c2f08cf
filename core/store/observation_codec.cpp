// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/observation_codec.h"

#include "core/store/database.h"
#include "core/util/overloaded.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

std::string textOf(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<double> numbersOf(const Array<double>& array)
{
    return {array.values().begin(), array.values().end()};
}

// Returns the element count of a shape read from a file, or -1 if it is no shape at all.
Array<double> arrayOf(const Shape& shape, std::span<const double> numbers)
{
    if (shape.empty() && numbers.empty())
        return {};
    if (checkedElementCount(shape) != std::ssize(numbers))
        throwDamaged("an observation has " + std::to_string(numbers.size())
                     + " numbers, which do not fill its shape");
    Array<double> array(shape);
    std::ranges::copy(numbers, array.values().begin());
    return array;
}

EncodedContent encodeCurve(const BandedCurve& curve)
{
    EncodedContent encoded{"curve", "", {}};
    Json sizes = Json::array();
    for (const auto* part : {&curve.x, &curve.y, &curve.low, &curve.high}) {
        sizes.push_back(part->size());
        encoded.numbers.insert(encoded.numbers.end(), part->begin(), part->end());
    }
    encoded.layout = textOf({{"sizes", sizes}});
    return encoded;
}

BandedCurve decodeCurve(const Json& layout, std::span<const double> numbers)
{
    const auto sizes = layout.at("sizes").get<std::array<std::size_t, 4>>();
    std::array<std::vector<double>, 4> parts;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (sizes[i] > numbers.size() - taken)
            throwDamaged("a curve has too few numbers");
        const auto part = numbers.subspan(taken, sizes[i]);
        parts[i].assign(part.begin(), part.end());
        taken += sizes[i];
    }
    if (taken != numbers.size())
        throwDamaged("a curve has too many numbers");
    return {parts[0], parts[1], parts[2], parts[3]};
}

ObservationContent decode(const EncodedContent& encoded, const Json& layout)
{
    const auto& [kind, text, numbers] = encoded;
    if (kind == "scalar" && numbers.size() == 1)
        return Scalar{numbers.front()};
    if (kind == "vector")
        return NamedVector{layout.at("names"), numbers};
    if (kind == "matrix")
        return Matrix{layout.at("rowNames"), layout.at("columnNames"),
                      arrayOf(layout.at("shape"), numbers)};
    if (kind == "points")
        return PointCloud{arrayOf(layout.at("shape"), numbers), layout.at("groups")};
    if (kind == "curve")
        return decodeCurve(layout, numbers);
    if (kind == "images")
        return ImageGrid{arrayOf(layout.at("shape"), numbers)};
    throwDamaged("an observation is of the unknown kind \"" + kind + "\"");
}

} // namespace

EncodedContent encodeContent(const ObservationContent& content)
{
    return std::visit(
        Overloaded{
            [](const Scalar& scalar) {
                return EncodedContent{"scalar", "{}", {scalar.value}};
            },
            [](const NamedVector& vector) {
                return EncodedContent{"vector", textOf({{"names", vector.names}}), vector.values};
            },
            [](const Matrix& matrix) {
                return EncodedContent{"matrix",
                                      textOf({{"rowNames", matrix.rowNames},
                                              {"columnNames", matrix.columnNames},
                                              {"shape", matrix.values.shape()}}),
                                      numbersOf(matrix.values)};
            },
            [](const PointCloud& cloud) {
                return EncodedContent{
                    "points", textOf({{"shape", cloud.points.shape()}, {"groups", cloud.groups}}),
                    numbersOf(cloud.points)};
            },
            [](const BandedCurve& curve) { return encodeCurve(curve); },
            [](const ImageGrid& grid) {
                return EncodedContent{"images", textOf({{"shape", grid.images.shape()}}),
                                      numbersOf(grid.images)};
            },
        },
        content);
}

ObservationContent decodeContent(const EncodedContent& encoded)
{
    try {
        return decode(encoded, Json::parse(encoded.layout));
    } catch (const Json::exception& exception) {
        throwDamaged(std::string("the layout of an observation (") + exception.what() + ")");
    }
}

} // namespace grokking
