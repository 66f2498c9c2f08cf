// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/norm_view.h"

#include <QAction>

#include <cmath>
#include <string_view>

namespace grokking {

namespace {

constexpr std::string_view weightsSuffix = " weights";
constexpr std::string_view biasesSuffix = " biases";

} // namespace

NormView::NormView(QWidget* parent)
    : ObservationCurvesView(
        {.id = QStringLiteral("layer-norms"),
         .title = tr("Weight norm"),
         .axisLabel = tr("Norm (Euclidean)"),
         .help = tr("It shows how large the weights are, in all and per layer.")},
        ZeroScale::Kind::Linear, parent)
{
    auto* const biases = new QAction(tr("Norms of the biases, too"), this);
    biases->setCheckable(true);
    connect(biases, &QAction::toggled, this, &NormView::setBiasesShown);
    addAction(biases);
}

void NormView::setBiasesShown(bool shown)
{
    if (m_biasesShown == shown)
        return;
    m_biasesShown = shown;
    readAnew();
}

// The squares of the norms of all parts make up that of the whole.
NormView::Row NormView::rowOf(const std::vector<std::string>& names,
                              std::span<const double> values) const
{
    Row row{.names = {tr("whole").toStdString()}, .values = {0.0}};
    double squares = 0.0;
    for (std::size_t part = 0; part < names.size(); ++part) {
        squares += values[part] * values[part];
        const std::string& name = names[part];
        if (name.ends_with(biasesSuffix) && !m_biasesShown)
            continue;
        row.names.push_back(name.ends_with(weightsSuffix)
                                ? name.substr(0, name.size() - weightsSuffix.size())
                                : name);
        row.values.push_back(values[part]);
    }
    row.values.front() = std::sqrt(squares);
    return row;
}

} // namespace grokking
