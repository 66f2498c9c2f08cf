// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digit_settings.h"

#include "core/data/csv_images.h"
#include "core/data/size_settings.h"
#include "core/util/file_memory.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace grokking {

namespace fs = std::filesystem;

namespace {

// Pictures read from files.
struct ReadImages {
    ImageSource images;
    std::string fingerprint;
};

bool areShipped(const Parameters& values)
{
    return textValue(values, "source") == "shipped";
}

bool areIdx(const Parameters& values)
{
    return textValue(values, "source") == "idx";
}

// Returns the table, or for IDX files their folder, of which the setting may name a file.
Result<fs::path> placeOf(const Parameters& values)
{
    const auto* const text = std::get_if<std::string>(&values.at("file"));
    if (!text || text->empty())
        return Error{ErrorCode::InvalidSpec,
                     areIdx(values) ? "is needed: choose train-images-idx3-ubyte of MNIST or "
                                      "Fashion-MNIST, or take the pictures of this program"
                                    : "is needed: choose a table with a picture in each row, or "
                                      "take the pictures of this program"};
    std::error_code status;
    return areIdx(values) && !fs::is_directory(*text, status) ? fs::path(*text).parent_path()
                                                              : fs::path(*text);
}

// Returns the stamps of the files that pictures are read from.
FileStamps stampsOf(const Parameters& values, const fs::path& place)
{
    FileStamps stamps;
    const auto add = [&](const fs::path& file) {
        if (const auto stamp = stampOf(file))
            stamps[file] = *stamp;
    };
    if (!areIdx(values)) {
        add(place);
        return stamps;
    }
    std::error_code status;
    for (fs::directory_iterator entry(place, status), end; !status && entry != end;
         entry.increment(status))
        if (const std::string name = entry->path().filename().string();
            name.starts_with("train-") || name.starts_with("t10k-"))
            add(entry->path());
    return stamps;
}

// By source and place.
using ImageKey = std::pair<std::string, fs::path>;
using ImageMemory = FileMemory<ImageKey, std::shared_ptr<const ReadImages>>;

ImageMemory& remembered()
{
    static ImageMemory images(2); // MNIST takes 47 MB
    return images;
}

ImageKey keyOf(const Parameters& values, const fs::path& place)
{
    return {textValue(values, "source"), place};
}

Result<std::shared_ptr<const ReadImages>> readImages(const Parameters& values,
                                                     const fs::path& place)
{
    auto images = areIdx(values) ? readIdxFolder(place) : readCsvImages(place);
    if (!images)
        return images.error();
    std::string fingerprint = imageFingerprint(*images);
    return std::make_shared<const ReadImages>(
        ReadImages{std::move(*images), std::move(fingerprint)});
}

Result<std::shared_ptr<const ReadImages>> readRemembered(const Parameters& values)
{
    const auto place = placeOf(values);
    if (!place)
        return place.error();
    return remembered().get(keyOf(values, *place), stampsOf(values, *place),
                            [&] { return readImages(values, *place); });
}

std::int64_t imagesOf(const ImageSet& images, std::int64_t label)
{
    return std::ranges::count(images.labels.values(), static_cast<std::uint8_t>(label));
}

ParamSpec imbalance()
{
    auto shared = classSubclassParameters();
    ParamSpec param = *std::ranges::find(shared, "f", &ParamSpec::id);
    param.help = "Share of training pictures that the subsampled clusters keep, relative to the "
                 "others: 0 removes them, 1 keeps all. The test set stays balanced (Carvalho et "
                 "al., Eq. 1).";
    return param;
}

ParamSpec testPictures()
{
    ParamSpec param =
        testSamples(500, "Test pictures, equally many of each cluster and the same for every f.");
    param.tier = ParamTier::Advanced;
    return param;
}

} // namespace

std::vector<ParamSpec> digitParameters()
{
    return {
        {.id = "source",
         .title = "Pictures",
         .help = "Where the pictures come from.",
         .kind = ParamKind::Choice,
         .defaultValue = "shipped",
         .choices = {{"shipped", "MNIST, 5000 digits",
                      "500 of each digit, 20 by 20 pixels; the program brings them along."},
                     {"idx", "IDX files",
                      "MNIST, Fashion-MNIST or anything in their format: ten classes of small "
                      "gray pictures."},
                     {"csv", "CSV table",
                      "A row for each picture: the label 0 to 9 first, then as many pixels, 0 to "
                      "255, as a square has."}}},
        {.id = "file",
         .title = "File",
         .help = "The table. Of IDX files train-images-idx3-ubyte, as it is or with .gz; those of "
                 "the labels and of the test set (t10k-...) lie beside it.",
         .kind = ParamKind::File,
         .optional = true,
         .activeWhile = {"source", {"idx", "csv"}}},
        imbalance(),
        trainingSamples(500, "Training pictures over all clusters, before rounding by Eq. 1."),
        {.id = "clusters",
         .title = "Clusters per digit",
         .help = "Subclasses of each digit, found by k-means.",
         .kind = ParamKind::Integer,
         .defaultValue = 2,
         .minimum = 1,
         .maximum = 64},
        {.id = "clustersFrom",
         .title = "Clusters from",
         .help = "What k-means compares the pictures by.",
         .kind = ParamKind::Choice,
         .defaultValue = "resnet",
         .choices = {{"resnet", "ResNet (paper)",
                      "Latent vectors of a small residual network that is trained first, on all "
                      "training pictures. Needs LibTorch; takes up to a minute once."},
                     {"pixels", "Pixels", "The pictures as they are."}}},
        subsampledPerClassSetting("Subsampled per digit",
                                  "Clusters of each digit that keep the share f of the pictures; "
                                  "the seed of subsampling draws which."),
        {.id = "subsampled",
         .title = "Subsampled by hand",
         .help = "Chooses the subsampled clusters; digit 0, 1, ... by row A, B, ..., its clusters "
                 "1, 2, ..., the largest first, by column. None checked: drawn, so many per digit "
                 "as said above.",
         .kind = ParamKind::Cells,
         .tier = ParamTier::Advanced,
         .optional = true,
         .rowsFrom = "digits",
         .columnsFrom = "clusters"},
        {.id = "digits",
         .title = "Digits",
         .help = "How many digits there are: 0, 1, ...",
         .kind = ParamKind::Integer,
         .defaultValue = digitClasses,
         .minimum = 2,
         .maximum = static_cast<double>(digitClasses),
         .tier = ParamTier::Advanced},
        {.id = "perDigit",
         .title = "Training pictures per digit",
         .help = "Pictures of each digit that network and k-means see and that training pictures "
                 "are chosen "
                 "from; the others are for the test set.",
         .unit = "pictures",
         .kind = ParamKind::Integer,
         .defaultValue = 350,
         .minimum = 10,
         .maximum = 100'000,
         .scale = ParamScale::Logarithmic,
         .tier = ParamTier::Advanced},
        testPictures(),
    };
}

Result<DigitSettings> readDigitSettings(const Parameters& values)
{
    DigitSettings settings{
        .source = shippedDigits(),
        .design = {.classes = integerValue(values, "digits"),
                   .subclasses = integerValue(values, "clusters"),
                   .subsampledPerClass = integerValue(values, "subsampledPerClass")},
        .space = textValue(values, "clustersFrom") == "pixels" ? DigitSpace::Pixels
                                                               : DigitSpace::Latents,
        .perDigit = integerValue(values, "perDigit")};
    if (const auto* cells = std::get_if<std::string>(&values.at("subsampled")))
        settings.design.subsampledByHand = parseCells(*cells).value_or(std::vector<Cell>{});
    if (areShipped(values))
        return settings;
    const auto files = readRemembered(values);
    if (!files)
        return files.error();
    settings.source = std::shared_ptr<const ImageSource>(*files, &(*files)->images);
    settings.fingerprint = (*files)->fingerprint;
    return settings;
}

std::optional<SpecProblem> poolProblem(const DigitSettings& settings)
{
    const ImageSource& source = *settings.source;
    const auto text = [](std::int64_t number) { return std::to_string(number); };
    const std::int64_t clusters = settings.design.subclasses;
    for (std::int64_t label = 0; label < settings.design.classes; ++label) {
        const std::int64_t there = imagesOf(source.train, label);
        // Without pictures for testing, some of these are left for it.
        const std::int64_t most = source.test ? there : there - clusters;
        if (settings.perDigit > most)
            return SpecProblem{"perDigit", "is more than there are: " + text(there)
                                               + " pictures of digit " + text(label)
                                               + "; use at most "
                                               + text(std::max<std::int64_t>(most, 0))};
    }
    if (clusters > settings.perDigit)
        return SpecProblem{"clusters", "is more than the training pictures of a digit; use at most "
                                           + text(settings.perDigit)};
    return std::nullopt;
}

std::vector<SpecProblem> checkDigits(const Parameters& values)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return {{"file", settings.error().text()}};
    const SubclassDesign& design = settings->design;
    if (auto problem = poolProblem(*settings))
        return {*problem};
    const std::int64_t most = settings->perDigit * design.classes;
    if (integerValue(values, "n") > most)
        return {{"n", "is more than there are to choose from; use at most " + std::to_string(most)
                          + ", or more training pictures per digit"}};
    return checkClassSubclass(design, values);
}

bool areDigitsUnread(const Parameters& values)
{
    if (areShipped(values))
        return false;
    const auto place = placeOf(values);
    if (!place)
        return false;
    const FileStamps stamps = stampsOf(values, *place);
    return !stamps.empty() && !remembered().knows(keyOf(values, *place), stamps);
}

} // namespace grokking
