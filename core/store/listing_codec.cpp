// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/listing_codec.h"

#include <cstring>
#include <type_traits>

namespace grokking {

namespace {

// Both directions go through one list of fields (transfer() below), so they cannot disagree.
class ByteWriter
{
public:
    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void operator()(const T& value)
    {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void operator()(const std::string& text)
    {
        (*this)(static_cast<std::int64_t>(text.size()));
        m_bytes += text;
    }
    template <class T>
    bool optional(const std::optional<T>& value)
    {
        (*this)(value.has_value());
        return value.has_value();
    }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void operator()(T& value)
    {
        if (const auto bytes = next(sizeof value); !bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof value);
    }
    void operator()(std::string& text)
    {
        std::int64_t size = 0;
        (*this)(size);
        text = next(static_cast<std::size_t>(size));
    }
    template <class T>
    bool optional(std::optional<T>& value)
    {
        char has = 0;
        (*this)(has);
        if (has != 0)
            value.emplace();
        return has != 0;
    }
    // Returns whether all bytes and no more were read.
    [[nodiscard]] bool isComplete() const { return m_good && m_bytes.empty(); }

private:
    std::string_view next(std::size_t size)
    {
        m_good = m_good && size <= m_bytes.size();
        if (!m_good)
            return {};
        const std::string_view bytes = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return bytes;
    }

    std::string_view m_bytes;
    bool m_good = true;
};

template <class Archive, class Optional>
void transferOptional(Archive& archive, Optional& value)
{
    if (archive.optional(value))
        archive(*value);
}

template <class Archive, class Crossing>
void transferCrossing(Archive& archive, Crossing& crossing)
{
    if (!archive.optional(crossing))
        return;
    archive(crossing->step);
    archive(crossing->confirmed);
}

template <class Archive, class Score>
void transferScore(Archive& archive, Score& score)
{
    archive(score.loss);
    archive(score.score);
    archive(score.correct);
    archive(score.total);
}

template <class Archive, class Summary>
void transferSummary(Archive& archive, Summary& summary)
{
    archive(summary.verdict);
    transferCrossing(archive, summary.t1);
    transferCrossing(archive, summary.t2);
    transferOptional(archive, summary.gap);
    transferOptional(archive, summary.ratio);
    transferOptional(archive, summary.intensity);
    transferOptional(archive, summary.stability);
    if (archive.optional(summary.regions)) {
        archive(summary.regions->error);
        archive(summary.regions->complexity);
    }
    transferOptional(archive, summary.lehcShare);
    if (archive.optional(summary.room)) {
        archive(summary.room->lower);
        archive(summary.room->upper);
    }
    archive(summary.divergedQuantity);
    archive(summary.lastStep);
}

template <class Archive, class Sample>
void transferSample(Archive& archive, Sample& sample)
{
    archive(sample.step);
    archive(sample.epoch);
    archive(sample.kind);
    transferScore(archive, sample.train);
    transferScore(archive, sample.test);
    archive(sample.error);
    archive(sample.complexity);
    archive(sample.weightNorm);
    archive(sample.learningRate);
    archive(sample.weightDecay);
}

template <class Archive, class Listing>
void transfer(Archive& archive, Listing& listing)
{
    archive(listing.preset);
    archive(listing.group);
    archive(listing.seed);
    archive(listing.steps);
    archive(listing.created);
    archive(listing.note);
    transferSummary(archive, listing.summary);
    if (archive.optional(listing.lastSample))
        transferSample(archive, *listing.lastSample);
    archive(listing.finished);
    transferOptional(archive, listing.end);
    if (archive.optional(listing.failure)) {
        archive(listing.failure->code);
        archive(listing.failure->message);
        archive(listing.failure->context);
    }
    archive(listing.wallSeconds);
    transferOptional(archive, listing.checkpointStep);
    archive(listing.bytes);
    archive(listing.resumeBytes);
}

} // namespace

std::string encodeListing(const RunListing& listing)
{
    ByteWriter writer;
    transfer(writer, listing);
    return writer.take();
}

std::optional<RunListing> decodeListing(std::string_view bytes)
{
    RunListing listing;
    ByteReader reader(bytes);
    transfer(reader, listing);
    if (!reader.isComplete())
        return std::nullopt;
    return listing;
}

} // namespace grokking
