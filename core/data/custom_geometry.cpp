// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/custom_geometry.h"

#include "core/data/class_subclass.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <time.h> // clock_gettime

namespace grokking {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 2s;        // of a search, in time of its thread
constexpr auto quickPatience = 20ms; // of one that may hold up a window
constexpr std::size_t maximumAnswers = 1'000;

// Time that the calling thread has computed, so that a busy machine finds what an idle one does.
std::chrono::nanoseconds threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

GiveUp after(std::chrono::milliseconds duration)
{
    const auto end = threadTime() + duration;
    return [end] { return threadTime() >= end; };
}

std::string counted(std::int64_t count, const std::string& noun, const std::string& plural)
{
    return std::to_string(count) + " " + (count == 1 ? noun : plural);
}

std::string distanceText(int distance, BetweenRule rule)
{
    return (rule == BetweenRule::AtLeast ? "at least " : "") + std::to_string(distance);
}

std::string codesApart(int distance, BetweenRule rule, int bits)
{
    return "pairwise " + distanceText(distance, rule) + " apart in " + counted(bits, "bit", "bits");
}

// `what` begins with a count: "4 codes". `verb` follows if that is all there are.
CodeAnswer tooMuch(const std::string& path, const FoundCodes& found, const std::string& what,
                   const std::string& verb, const std::string& rest, const std::string& advice)
{
    const std::string message =
        found.complete ? "is too much: at most " + what + " " + verb + " " + rest + "; " + advice
                       : "may be too much: found " + what + " " + rest + " in "
                             + std::to_string(std::chrono::seconds(patience).count())
                             + " seconds, maximum unknown; " + advice;
    return {.problems = {{path, message}}, .final = found.complete};
}

CodeAnswer tooManyCodes(const std::string& path, const FoundCodes& found, int distance,
                        BetweenRule rule, int bits, const std::string& advice)
{
    const std::int64_t count = std::ssize(found.codes);
    return tooMuch(path, found, counted(count, "code", "codes"), count == 1 ? "is" : "are",
                   codesApart(distance, rule, bits), advice);
}

// Cuts a clique into classes.
SubclassCodes inClasses(const SubclassCodes& clique, std::int64_t subclasses)
{
    SubclassCodes classes;
    for (std::size_t i = 0; i < clique.size(); ++i) {
        if (static_cast<std::int64_t>(i) % subclasses == 0)
            classes.emplace_back();
        classes.back().push_back(clique[i].front());
    }
    return classes;
}

// All codes alike: one clique.
CodeAnswer answerClique(const CodeWish& wish, const GiveUp& giveUp)
{
    const std::int64_t wanted = wish.classes * wish.subclasses;
    const FoundCodes found = findClique(wish.bits, wanted, wish.within, wish.rule, giveUp);
    if (std::ssize(found.codes) == wanted)
        return {.codes = inClasses(found.codes, wish.subclasses)};
    return tooManyCodes("classes", found, wish.within, wish.rule, wish.bits,
                        std::to_string(wish.classes) + " classes of "
                            + std::to_string(wish.subclasses) + " need " + std::to_string(wanted)
                            + "; use fewer, another distance or more groups");
}

CodeAnswer answerClasses(const CodeWish& wish, const GiveUp& giveUp)
{
    FoundCodes found = findCodes(wish, giveUp);
    const std::int64_t classes = std::ssize(found.codes);
    if (classes == wish.classes)
        return {.codes = std::move(found.codes)};
    return tooMuch(
        "classes", found,
        counted(classes, "class", "classes") + " of " + counted(wish.subclasses, "code", "codes"),
        "can lie",
        std::to_string(wish.within) + " apart within and " + distanceText(wish.between, wish.rule)
            + " between classes in " + counted(wish.bits, "bit", "bits"),
        "use fewer classes or subclasses, other distances or more groups");
}

CodeWish wishOf(const Parameters& values)
{
    return {.bits = static_cast<int>(integerValue(values, "groups")),
            .classes = integerValue(values, "classes"),
            .subclasses = integerValue(values, "subclassesPerClass"),
            .within = static_cast<int>(integerValue(values, "withinDistance")),
            .between = static_cast<int>(integerValue(values, "betweenDistance")),
            .rule = textValue(values, "betweenRule") == "exactly" ? BetweenRule::Exactly
                                                                  : BetweenRule::AtLeast};
}

// Remembers what searches came to. Any thread.
class Answers
{
public:
    // Returns the answer after a search of at most `duration`; nullopt if that did not suffice
    // and `last` is false.
    std::optional<CodeAnswer> get(const CodeWish& wish, const GiveUp& giveUp, bool last)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (const auto known = m_answers.find(wish); known != m_answers.end())
                return known->second;
        }
        CodeAnswer answer = answerWish(wish, giveUp);
        if (!answer.final && !last)
            return std::nullopt;
        const std::lock_guard lock(m_mutex);
        if (m_answers.size() >= maximumAnswers)
            m_answers.clear();
        return m_answers.insert_or_assign(wish, std::move(answer)).first->second;
    }

private:
    std::mutex m_mutex;
    std::map<CodeWish, CodeAnswer> m_answers;
};

Answers& answers()
{
    static Answers all;
    return all;
}

SubclassDesign design(const Parameters& values)
{
    SubclassDesign design{.classes = integerValue(values, "classes"),
                          .subclasses = integerValue(values, "subclassesPerClass"),
                          .subsampledPerClass = integerValue(values, "subsampledPerClass")};
    if (const auto* cells = std::get_if<std::string>(&values.at("subsampled")))
        design.subsampledByHand = parseCells(*cells).value_or(std::vector<Cell>{});
    return design;
}

// The settings were checked, so there are codes; if they are forgotten they are found again.
SubclassCodes codes(const Parameters& values)
{
    return answers()
        .get(
            wishOf(values), [] { return false; }, true)
        ->codes;
}

Blocks blocks(const Parameters& values)
{
    return {.bits = static_cast<int>(integerValue(values, "groups")),
            .dimensions = static_cast<int>(integerValue(values, "groupDimensions")),
            .covariance = textValue(values, "covariance") == "isotropic" ? Covariance::Isotropic
                                                                         : Covariance::Varied};
}

constexpr ClassSubclassFamily family{.design = design, .codes = codes, .blocks = blocks};

std::vector<SpecProblem> checkNumbers(const Parameters& values)
{
    std::vector<SpecProblem> problems;
    const CodeWish wish = wishOf(values);
    const auto farther = [&](const char* path, int distance) {
        if (distance > wish.bits)
            problems.push_back({path, "is more than the groups allow; use at most "
                                          + std::to_string(wish.bits) + " or more groups"});
    };
    farther("withinDistance", wish.within);
    farther("betweenDistance", wish.between);
    for (SpecProblem& problem : checkClassSubclass(design(values), values))
        problems.push_back(std::move(problem));
    return problems;
}

std::vector<SpecProblem> check(const Parameters& values)
{
    if (auto problems = checkNumbers(values); !problems.empty())
        return problems;
    return answers().get(wishOf(values), after(patience), true)->problems;
}

bool isCheckSlow(const Parameters& values)
{
    return checkNumbers(values).empty()
           && !answers().get(wishOf(values), after(quickPatience), false);
}

std::vector<ParamSpec> layoutParameters()
{
    return {
        {.id = "classes",
         .title = "Classes",
         .help = "How many classes there are.",
         .kind = ParamKind::Integer,
         .defaultValue = 4,
         .minimum = 2,
         .maximum = static_cast<double>(maximumCellRows)},
        {.id = "subclassesPerClass",
         .title = "Subclasses per class",
         .help = "Gaussian clouds that make up each class.",
         .kind = ParamKind::Integer,
         .defaultValue = 2,
         .minimum = 1,
         .maximum = 64},
        {.id = "groups",
         .title = "Groups p",
         .help =
             "Pairs of Gaussians; a subclass is a code of so many bits, each of which picks one "
             "of a pair. 9 in the paper.",
         .kind = ParamKind::Integer,
         .defaultValue = 9,
         .minimum = 1,
         .maximum = maximumCodeBits},
        {.id = "withinDistance",
         .title = "Distance within classes",
         .help = "Bits in which any two subclasses of one class differ. Their centroids lie the "
                 "square root of it times the separation apart.",
         .unit = "bits",
         .kind = ParamKind::Integer,
         .defaultValue = 2,
         .minimum = 1,
         .maximum = maximumCodeBits},
        {.id = "betweenDistance",
         .title = "Distance between classes",
         .help = "Bits in which any two subclasses of different classes differ.",
         .unit = "bits",
         .kind = ParamKind::Integer,
         .defaultValue = 2,
         .minimum = 1,
         .maximum = maximumCodeBits},
        {.id = "betweenRule",
         .title = "Distance between is",
         .help = "Whether subclasses of different classes may lie farther apart.",
         .kind = ParamKind::Choice,
         .defaultValue = "exactly",
         .tier = ParamTier::Advanced,
         .choices = {{"exactly", "Exact", "All pairs are equally far apart."},
                     {"at-least", "A minimum",
                      "More geometries exist; a search can take longer."}}},
        subsampledPerClassSetting("Subsampled per class",
                                  "Subclasses of each class that keep the share f of the samples; "
                                  "the seed of subsampling draws which."),
        {.id = "subsampled",
         .title = "Subsampled by hand",
         .help = "Chooses the subsampled subclasses; class A, B, ... by row, its subclasses 1, 2, "
                 "... by column. None checked: drawn, so many per class as said above.",
         .kind = ParamKind::Cells,
         .optional = true,
         .rowsFrom = "classes",
         .columnsFrom = "subclassesPerClass"},
        {.id = "groupDimensions",
         .title = "Dimensions per group r",
         .help = "Dimensions of each pair of Gaussians; an input has p r of them. 13 in the paper.",
         .kind = ParamKind::Integer,
         .defaultValue = 13,
         .minimum = 1,
         .maximum = 64,
         .tier = ParamTier::Advanced},
        {.id = "covariance",
         .title = "Covariance",
         .help = "How the samples of a subclass spread around its centroid.",
         .kind = ParamKind::Choice,
         .defaultValue = "varied",
         .tier = ParamTier::Advanced,
         .choices = {{"varied", "Varied (paper)",
                      "Of its own for each group: scaled by up to a quarter along each axis, and "
                      "rotated at random."},
                     {"isotropic", "Isotropic", "Alike in all directions."}}},
    };
}

} // namespace

CodeAnswer answerWish(const CodeWish& wish, const GiveUp& giveUp)
{
    if (wish.within == wish.between && wish.rule == BetweenRule::Exactly)
        return answerClique(wish, giveUp);
    const FoundCodes own =
        findClique(wish.bits, wish.subclasses, wish.within, BetweenRule::Exactly, giveUp);
    if (std::ssize(own.codes) < wish.subclasses)
        return tooManyCodes("subclassesPerClass", own, wish.within, BetweenRule::Exactly, wish.bits,
                            "use fewer, another distance within or more groups");
    const FoundCodes first = findClique(wish.bits, wish.classes, wish.between, wish.rule, giveUp);
    if (std::ssize(first.codes) < wish.classes)
        return tooManyCodes("classes", first, wish.between, wish.rule, wish.bits,
                            "use fewer, another distance between or more groups");
    return answerClasses(wish, giveUp);
}

DatasetKind customGeometryDataset()
{
    std::vector<ParamSpec> parameters = layoutParameters();
    std::ranges::move(classSubclassParameters(), std::back_inserter(parameters));
    return classSubclassKind<family>(
        {.id = "custom-geometry",
         .title = "Custom geometry",
         .help = "Gaussian classes and subclasses of any number, as far apart as wanted.",
         .parameters = std::move(parameters),
         .check = check,
         .isCheckSlow = isCheckSlow});
}

} // namespace grokking
