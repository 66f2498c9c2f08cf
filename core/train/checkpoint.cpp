// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include <algorithm>
#include <cstring>

namespace grokking {

namespace {

// In the byte order of the machine: a checkpoint continues bit by bit on the same machine only.
struct Header {
    std::uint64_t magic = 0x31746b70636b6772; // "rgkcpkt1"
    std::int64_t step = 0;
    std::int64_t sampled = 0;
};

} // namespace

std::vector<std::byte> encode(const Checkpoint& checkpoint)
{
    const Header header{.step = checkpoint.step, .sampled = checkpoint.sampled ? 1 : 0};
    const auto head = std::as_bytes(std::span(&header, 1));
    std::vector<std::byte> bytes(head.size() + checkpoint.learner.size());
    std::ranges::copy(checkpoint.learner, std::ranges::copy(head, bytes.begin()).out);
    return bytes;
}

Result<Checkpoint> decodeCheckpoint(std::span<const std::byte> bytes)
{
    Header header{.magic = 0};
    if (bytes.size() >= sizeof header)
        std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != Header{}.magic || header.step < 0)
        return Error{ErrorCode::InvalidFile,
                     "the checkpoint is damaged; run the experiment anew from its spec",
                     "checkpoint"};
    const auto learner = bytes.subspan(sizeof header);
    return Checkpoint{.step = header.step,
                      .sampled = header.sampled != 0,
                      .learner = {learner.begin(), learner.end()}};
}

} // namespace grokking
