// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/image_set.h"

#include "core/util/fingerprint.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

// The files themselves; CMake says where they are.
asm(".pushsection .rodata\n"
    ".global grokkingDigitImages, grokkingDigitImagesEnd\n"
    ".global grokkingDigitLabels, grokkingDigitLabelsEnd\n"
    ".hidden grokkingDigitImages, grokkingDigitImagesEnd\n"
    ".hidden grokkingDigitLabels, grokkingDigitLabelsEnd\n"
    "grokkingDigitImages:\n"
    ".incbin \"" GROKKING_DIGITS "/digits-images-idx3-ubyte.gz\"\n"
    "grokkingDigitImagesEnd:\n"
    "grokkingDigitLabels:\n"
    ".incbin \"" GROKKING_DIGITS "/digits-labels-idx1-ubyte.gz\"\n"
    "grokkingDigitLabelsEnd:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const std::uint8_t grokkingDigitImages[];
extern const std::uint8_t grokkingDigitImagesEnd[];
extern const std::uint8_t grokkingDigitLabels[];
extern const std::uint8_t grokkingDigitLabelsEnd[];
}

namespace grokking {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t largestSide = 64;

// Returns the file of this kind ("train", "images-idx3-ubyte") as its many copies call it.
std::optional<fs::path> findFile(const fs::path& folder, const std::string& split,
                                 const std::string& kind)
{
    std::string dotted = kind; // as some archives unpack it
    std::ranges::replace(dotted, '-', '.');
    dotted.replace(dotted.rfind('.'), 1, "-");
    for (const std::string& name : {kind, dotted})
        for (const char* const ending : {"", ".gz"}) {
            std::error_code status;
            fs::path file = folder / (split + "-" + name + ending);
            if (fs::exists(file, status))
                return file;
        }
    return std::nullopt;
}

Result<fs::path> neededFile(const fs::path& folder, const std::string& split,
                            const std::string& kind)
{
    if (auto file = findFile(folder, split, kind))
        return *file;
    return Error{ErrorCode::FileAccess,
                 "has no file " + split + "-" + kind
                     + ", or that with .gz; choose the folder of "
                       "an MNIST or Fashion-MNIST data set",
                 folder.string()};
}

Result<ImageSet> readPair(const fs::path& folder, const std::string& split)
{
    const auto imageFile = neededFile(folder, split, "images-idx3-ubyte");
    if (!imageFile)
        return imageFile.error();
    const auto labelFile = neededFile(folder, split, "labels-idx1-ubyte");
    if (!labelFile)
        return labelFile.error();
    auto images = readIdx(*imageFile, 3);
    if (!images)
        return images.error();
    auto labels = readIdx(*labelFile, 1);
    if (!labels)
        return labels.error();
    return imageSet(std::move(*images), std::move(*labels), imageFile->string());
}

ImageSource readShipped()
{
    const std::string name = "the digits of this program";
    auto images = parseIdx({grokkingDigitImages, grokkingDigitImagesEnd}, 3, name);
    auto labels = parseIdx({grokkingDigitLabels, grokkingDigitLabelsEnd}, 1, name);
    auto set = imageSet(std::move(*images), std::move(*labels), name);
    return {std::move(*set), std::nullopt};
}

// Says sizes and all values.
std::string contentText(const ImageSet& images)
{
    const auto pixels = images.pixels.values();
    const auto labels = images.labels.values();
    const auto text = [](std::span<const std::uint8_t> bytes) {
        return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    return std::to_string(images.height()) + " x " + std::to_string(images.width()) + " "
           + fingerprintText(text(pixels)) + " " + fingerprintText(text(labels));
}

} // namespace

Result<ImageSet> imageSet(IdxArray images, IdxArray labels, const std::string& context)
{
    const auto problem = [&](const std::string& what) {
        return Error{ErrorCode::InvalidFile, what, context};
    };
    const auto text = [](std::int64_t number) { return std::to_string(number); };
    const Shape& shape = images.shape();
    if (shape[0] != labels.rows())
        return problem("holds " + text(shape[0]) + " images, but its labels are "
                       + text(labels.rows()) + "; use files that belong together");
    if (shape[0] == 0)
        return problem("holds no images");
    if (std::min(shape[1], shape[2]) < 1 || std::max(shape[1], shape[2]) > largestSide)
        return problem("holds images of " + text(shape[1]) + " x " + text(shape[2])
                       + " pixels; they may have 1 to " + text(largestSide)
                       + " in height and width");
    const auto values = labels.values();
    const auto wrong =
        std::ranges::find_if(values, [](std::uint8_t label) { return label >= digitClasses; });
    if (wrong != values.end())
        return problem("its label number " + text(wrong - values.begin() + 1) + " is "
                       + text(*wrong) + "; labels are 0 to 9");
    return ImageSet{std::move(images), std::move(labels)};
}

const std::shared_ptr<const ImageSource>& shippedDigits()
{
    static const auto digits = std::make_shared<const ImageSource>(readShipped());
    return digits;
}

Result<ImageSource> readIdxFolder(const fs::path& folder)
{
    std::error_code status;
    if (!fs::is_directory(folder, status))
        return Error{ErrorCode::FileAccess, "there is no such folder", folder.string()};
    auto train = readPair(folder, "train");
    if (!train)
        return train.error();
    ImageSource source{std::move(*train), std::nullopt};
    if (!findFile(folder, "t10k", "images-idx3-ubyte")
        && !findFile(folder, "t10k", "labels-idx1-ubyte"))
        return source;
    auto test = readPair(folder, "t10k");
    if (!test)
        return test.error();
    if (test->height() != source.train.height() || test->width() != source.train.width())
        return Error{ErrorCode::InvalidFile,
                     "its images for training and for testing have different sizes",
                     folder.string()};
    source.test = std::move(*test);
    return source;
}

std::string imageFingerprint(const ImageSource& source)
{
    return fingerprintText(contentText(source.train)
                           + (source.test ? " " + contentText(*source.test) : ""));
}

} // namespace grokking
