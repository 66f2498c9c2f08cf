// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/latent_network.h"

#include "core/learners/torch/spans.h"
#include "core/util/random.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace grokking {

namespace {

namespace nn = torch::nn;

// Changing one of these, or the network, asks for another name of the recipe
// (latentRecipe() in core/data/digits.cpp): what was made before is no longer what would be made
// now.
constexpr std::int64_t updates = 240;
constexpr std::int64_t batchSize = 100;
constexpr double learningRate = 3e-3; // of Adam at the beginning; down to 0 by a cosine
constexpr std::int64_t atOnce = 200;  // pictures in an evaluation

// Steps of the geometry stream (core/data/digit_clusters.cpp has those below 1000).
constexpr std::uint64_t weightStep = 1'000;
constexpr std::uint64_t orderStep = 1'000'000;

nn::Conv2d convolution(std::int64_t from, std::int64_t to, std::int64_t size, std::int64_t stride)
{
    return nn::Conv2d(
        nn::Conv2dOptions(from, to, size).stride(stride).padding(size / 2).bias(false));
}

// relu(x' + F(x)), where x' is x, or a linear map of it where the size changes.
struct BlockImpl : nn::Module {
    BlockImpl(std::int64_t from, std::int64_t to, std::int64_t stride)
        : path(register_module(
            "path", nn::Sequential(convolution(from, to, 3, stride), nn::BatchNorm2d(to),
                                   nn::ReLU(), convolution(to, to, 3, 1), nn::BatchNorm2d(to)))),
          shortcut(register_module("shortcut", nn::Sequential()))
    {
        if (from == to)
            return;
        shortcut->push_back(convolution(from, to, 1, stride));
        shortcut->push_back(nn::BatchNorm2d(to));
    }

    torch::Tensor forward(const torch::Tensor& x)
    {
        return torch::relu((shortcut->is_empty() ? x : shortcut->forward(x)) + path->forward(x));
    }

    nn::Sequential path;
    nn::Sequential shortcut;
};
TORCH_MODULE(Block);

struct NetworkImpl : nn::Module {
    NetworkImpl()
        : body(
            register_module("body", nn::Sequential(convolution(1, 16, 3, 1), nn::BatchNorm2d(16),
                                                   nn::ReLU(), Block(16, 16, 1), Block(16, 32, 2),
                                                   Block(32, latentDimensions, 2)))),
          head(register_module("head", nn::Linear(latentDimensions, digitClasses)))
    {
    }

    // Returns latent vectors (images, dimensions) of images (images, 1, height, width).
    torch::Tensor latents(const torch::Tensor& images)
    {
        return body->forward(images).mean({2, 3});
    }

    nn::Sequential body;
    nn::Linear head;
};
TORCH_MODULE(Network);

// Draws weights of variance 2 / fan-in (He et al. 2015). The other parameters are 1 and 0 from the
// start, but for the bias of the head.
void initialize(Network& network, std::uint64_t seed)
{
    const torch::NoGradGuard guard;
    network->head->bias.zero_();
    std::uint64_t number = 0;
    for (torch::Tensor& weights : network->parameters()) {
        if (weights.dim() < 2)
            continue;
        RandomStream random(seed, Stream::Geometry, weightStep + number++);
        const double scale = std::sqrt(2.0 * static_cast<double>(weights.size(0))
                                       / static_cast<double>(weights.numel()));
        for (float& weight : elements<float>(weights))
            weight = static_cast<float>(scale * random.normal());
    }
}

// Returns pictures (images, 1, height, width), pixels from 0 to 1.
torch::Tensor pictures(const ImageSet& images, std::span<const std::int32_t> chosen)
{
    auto tensor = torch::empty({std::ssize(chosen), 1, images.height(), images.width()});
    auto place = elements<float>(tensor).begin();
    for (const std::int32_t image : chosen)
        place = std::ranges::transform(images.pixels.row(image), place, [](std::uint8_t pixel) {
                    return static_cast<float>(pixel) / 255.0F;
                }).out;
    return tensor;
}

torch::Tensor labelsOf(const ImageSet& images, std::span<const std::int32_t> chosen)
{
    auto tensor = torch::empty({std::ssize(chosen)}, torch::kInt64);
    std::ranges::transform(chosen, elements<std::int64_t>(tensor).begin(), [&](std::int32_t image) {
        return images.labels.values()[static_cast<std::size_t>(image)];
    });
    return tensor;
}

// Deals out all pictures in a random order, again and again.
class Deck
{
public:
    Deck(const std::vector<std::int32_t>& pictures, std::uint64_t seed)
        : m_pictures(pictures), m_seed(seed)
    {
    }

    std::vector<std::int32_t> deal(std::size_t count)
    {
        std::vector<std::int32_t> hand;
        while (hand.size() < count) {
            if (m_next == m_order.size()) {
                RandomStream random(m_seed, Stream::Geometry, orderStep + m_round++);
                m_order = randomPermutation(std::ssize(m_pictures), random);
                m_next = 0;
            }
            hand.push_back(m_pictures[static_cast<std::size_t>(m_order[m_next++])]);
        }
        return hand;
    }

private:
    const std::vector<std::int32_t>& m_pictures;
    std::uint64_t m_seed;
    std::uint64_t m_round = 0;
    std::vector<std::int32_t> m_order;
    std::size_t m_next = 0;
};

// Counts what is done, and tells it.
class Share
{
public:
    Share(std::int64_t total, const LatentProgress& progress) : m_total(total), m_tell(progress) {}

    void add(std::int64_t done)
    {
        m_done += done;
        if (m_tell)
            m_tell(static_cast<double>(m_done) / static_cast<double>(m_total));
    }

private:
    std::int64_t m_total;
    std::int64_t m_done = 0;
    const LatentProgress& m_tell;
};

void train(Network& network, const LatentRequest& request, const std::stop_token& stop,
           Share& share)
{
    torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(learningRate));
    Deck deck(request.train, request.seed);
    network->train();
    for (std::int64_t step = 0; step < updates && !stop.stop_requested(); ++step) {
        const double turn =
            std::numbers::pi * static_cast<double>(step) / static_cast<double>(updates);
        for (auto& group : optimizer.param_groups())
            static_cast<torch::optim::AdamOptions&>(group.options())
                .lr(0.5 * learningRate * (1.0 + std::cos(turn)));
        const auto batch = deck.deal(static_cast<std::size_t>(batchSize));
        const auto logits = network->head(network->latents(pictures(request.images->train, batch)));
        optimizer.zero_grad();
        nn::functional::cross_entropy(logits, labelsOf(request.images->train, batch)).backward();
        optimizer.step();
        share.add(3 * batchSize); // forward, backward and update, of as many pictures
    }
}

// Returns the latent vectors of the chosen pictures.
Array<float> evaluate(Network& network, const ImageSet& images,
                      std::span<const std::int32_t> chosen, const std::stop_token& stop,
                      Share& share)
{
    const torch::NoGradGuard guard;
    Array<float> vectors({std::ssize(chosen), latentDimensions});
    network->eval();
    for (std::int64_t first = 0; first < std::ssize(chosen) && !stop.stop_requested();
         first += atOnce) {
        const auto some =
            chosen.subspan(static_cast<std::size_t>(first),
                           static_cast<std::size_t>(std::min(atOnce, std::ssize(chosen) - first)));
        const auto latents = network->latents(pictures(images, some)).contiguous();
        std::ranges::copy(elements<float>(latents), vectors.row(first).begin());
        share.add(std::ssize(some));
    }
    return vectors;
}

// Returns the share of the latent vectors of which the network predicts the label.
double accuracyOf(Network& network, Array<float>& vectors, const torch::Tensor& labels)
{
    const torch::NoGradGuard guard;
    const auto rows =
        torch::from_blob(vectors.values().data(), {vectors.rows(), vectors.rowSize()});
    return network->head(rows).argmax(1).eq(labels).to(torch::kFloat64).mean().item<double>();
}

} // namespace

Latents trainLatentNetwork(const LatentRequest& request, const std::stop_token& stop,
                           const LatentProgress& progress)
{
    Network network;
    initialize(network, request.seed);
    Share share(3 * updates * batchSize + std::ssize(request.train) + std::ssize(request.test),
                progress);
    train(network, request, stop, share);
    Latents latents;
    latents.train = evaluate(network, request.images->train, request.train, stop, share);
    latents.test = evaluate(network, request.images->testImages(), request.test, stop, share);
    if (!stop.stop_requested())
        latents.accuracy =
            accuracyOf(network, latents.train, labelsOf(request.images->train, request.train));
    return latents;
}

} // namespace grokking
