// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compares ways by which a LibTorch learner can come by its flat gradient, in paired rounds
// (A B C A B C ...) on the 117-200-200-4 network with Adam, one thread, denormals flushed:
//   views    gradients are views of the flat one, set to zero and added to by backward()
//   cleared  gradients are undefined, backward() puts new ones there, cat copies them
//   grad     autograd::grad returns them without accumulating, cat copies them
// Prints the median steps per second of processor time, with the median of the paired ratios to the
// first way, as a Markdown table. Many short rounds: what else the machine does then hits all
// alike.

#include "core/learners/torch/tensor_optimizer.h"
#include "core/util/array.h"
#include "core/util/processor.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

using namespace grokking;

namespace {

enum class Way { Views, Cleared, Grad };
constexpr std::array ways{Way::Views, Way::Cleared, Way::Grad};
constexpr std::array names{"views", "cleared", "grad"};
constexpr int rounds = 41;

struct Case {
    std::int64_t examples = 0;
    std::int64_t batch = 0; // 0 = all
    int steps = 0;          // of each round
};

// A network that trains by one of the ways; all start alike.
class Network
{
public:
    Network(Way way, const Case& test) : m_way(way), m_batch(test.batch)
    {
        torch::manual_seed(0);
        m_inputs = torch::randn({test.examples, 117});
        m_labels = torch::randint(4, {test.examples}, torch::kInt64);
        m_flat = torch::randn({117 * 200 + 200 + 200 * 200 + 200 + 200 * 4 + 4}).mul_(0.1);
        m_gradient = torch::zeros_like(m_flat);
        m_moments = {torch::zeros_like(m_flat), torch::zeros_like(m_flat)};
        std::int64_t offset = 0;
        for (const auto& shape : std::vector<std::vector<std::int64_t>>{
                 {200, 117}, {200}, {200, 200}, {200}, {4, 200}, {4}}) {
            const auto part = [&](const torch::Tensor& whole) {
                return whole.narrow(0, offset, elementCount(shape)).view(shape);
            };
            m_views.push_back(part(m_flat).detach().requires_grad_(true));
            if (way == Way::Views)
                m_views.back().mutable_grad() = part(m_gradient);
            offset += elementCount(shape);
        }
    }

    void step()
    {
        torch::Tensor inputs = m_inputs;
        torch::Tensor labels = m_labels;
        if (m_batch > 0) {
            const auto rows = torch::randint(m_inputs.size(0), {m_batch}, torch::kInt32);
            inputs = inputs.index_select(0, rows);
            labels = labels.index_select(0, rows);
        }
        if (m_way == Way::Views)
            m_gradient.zero_();
        const auto loss = torch::nn::functional::cross_entropy(logits(inputs), labels);
        takeGradient(loss);
        applyUpdate(m_settings, {.update = ++m_updates}, m_flat, m_gradient, m_moments);
    }

    [[nodiscard]] const torch::Tensor& parameters() const { return m_flat; }

private:
    torch::Tensor logits(torch::Tensor hidden) const
    {
        for (std::size_t i = 0; i + 2 < m_views.size(); i += 2)
            hidden = torch::relu(torch::linear(hidden, m_views[i], m_views[i + 1]));
        return torch::linear(hidden, m_views[4], m_views[5]);
    }

    void takeGradient(const torch::Tensor& loss)
    {
        if (m_way == Way::Grad) {
            collect(torch::autograd::grad({loss}, m_views));
            return;
        }
        loss.backward();
        if (m_way == Way::Views)
            return;
        std::vector<torch::Tensor> gradients;
        for (torch::Tensor& view : m_views)
            gradients.push_back(std::move(view.mutable_grad()));
        collect(std::move(gradients));
    }

    void collect(std::vector<torch::Tensor> gradients)
    {
        for (torch::Tensor& gradient : gradients)
            gradient = gradient.reshape(-1);
        torch::cat_out(m_gradient, gradients);
    }

    Way m_way;
    std::int64_t m_batch;
    OptimizerSettings m_settings{
        .rule = OptimizerSettings::Rule::Adam, .learningRate = 1e-3, .weightDecay = 1e-4};
    std::int64_t m_updates = 0;
    torch::Tensor m_inputs;
    torch::Tensor m_labels;
    torch::Tensor m_flat;
    torch::Tensor m_gradient;
    std::vector<torch::Tensor> m_moments;
    std::vector<torch::Tensor> m_views;
};

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double stepsPerSecond(Network& network, int steps)
{
    const double start = processorSeconds();
    for (int i = 0; i < steps; ++i)
        network.step();
    return steps / (processorSeconds() - start);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

using Rates = std::vector<double>; // one per round

// Returns the rates of each way.
std::array<Rates, ways.size()> measure(std::vector<Network>& networks, int steps)
{
    std::array<Rates, ways.size()> rates;
    for (int round = 0; round <= rounds; ++round) {
        for (std::size_t i = 0; i < ways.size(); ++i) {
            torch::manual_seed(static_cast<std::uint64_t>(round)); // the same batches
            const double rate = stepsPerSecond(networks[i], steps);
            if (round > 0) // the first warms up
                rates[i].push_back(rate);
        }
    }
    return rates;
}

void compare(const Case& test)
{
    std::vector<Network> networks;
    for (const Way way : ways)
        networks.emplace_back(way, test);
    const auto rates = measure(networks, test.steps);
    std::printf("| %d | %d ", static_cast<int>(test.examples), static_cast<int>(test.batch));
    for (const Rates& own : rates) {
        Rates ratios(own.size());
        std::ranges::transform(own, rates.front(), ratios.begin(), std::divides<>());
        std::printf("| %.0f (%.3f) ", median(own), median(ratios));
    }
    const bool same = std::ranges::all_of(networks, [&](const Network& network) {
        return torch::equal(network.parameters(), networks.front().parameters());
    });
    std::printf("| %s |\n", same ? "yes" : "no");
    std::fflush(stdout);
}

void compareAll()
{
    flushDenormals();
    torch::set_num_threads(1);
    std::printf("| N | batch |");
    for (const char* name : names)
        std::printf(" %s |", name);
    std::printf(" same bits |\n|---|---|---|---|---|---|\n");
    for (const Case& test : {Case{100, 0, 100}, Case{200, 0, 60}, Case{500, 0, 25},
                             Case{4000, 0, 3}, Case{4000, 128, 100}})
        compare(test);
}

} // namespace

// On a thread of its own, as runs are: there the C library keeps freed memory for the next step.
int main()
{
    std::jthread run(compareAll);
}
