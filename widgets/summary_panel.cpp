// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/summary_panel.h"

#include "widgets/number_text.h"
#include "widgets/verdict_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace grokking {

namespace {

constexpr int columns = 4;
constexpr int glyphSize = 16;

struct Heading {
    const char* title;
    const char* help;
};

constexpr std::array<Heading, 3> timeHeadings{{
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "t1"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "Step at which the train score is reached: the run has memorized.")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "t2"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "Step at which the test score is reached: the run has generalized.")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Gap"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel", "t2 − t1, in steps.")},
}};

constexpr std::array<Heading, 3> definitionHeadings{{
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Stays above"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "First evaluated step from which the score stays ≥ its threshold\n"
                       "for a whole window of evaluations.\nCarvalho et al. 2025, Def. 3.1")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "First above"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "First evaluated step at which the score is > its threshold.\n"
                       "Miller et al. 2023, Def. 1.3")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Erf fit"),
     QT_TRANSLATE_NOOP(
         "grokking::SummaryPanel",
         "Middle t = 10^x₀ − 1 of the rise fitted by least squares to\n"
         "score(x) = a + b (1 + erf((x − x₀) / (√2 s))) / 2,  x = log₁₀(step + 1),\n"
         "if it takes the score over its threshold;\nthat of the test score is sought after t1.")},
}};

constexpr std::array<Heading, 8> quantityHeadings{{
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "t2 / t1"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "How many times longer generalizing took; none if t1 = 0.")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Intensity Δ_S"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "Δ_S = σ_E − σ_S: test threshold minus the best test score up to t1.\n"
                       "Carvalho et al. 2025, Def. 3.1")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Room left Δ_T"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "Δ_T: from the test threshold σ_E to the limit of the train score,\n"
                       "the mean of its last window. The test score has to stay in it.\n"
                       "Carvalho et al. 2025, Def. 3.1")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Stability S"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "S: steps from t2 to the first whole window below the test threshold,\n"
                       "or to the last step.\nCarvalho et al. 2025, Def. 3.1")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "LEHC share"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "Share of steps spent at low error and high complexity: memorized.\n"
                       "Miller et al. 2023")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Sharpness"),
     QT_TRANSLATE_NOOP(
         "grokking::SummaryPanel",
         "1 / s of the fitted rises of train and test score, per factor ten of steps:\n"
         "16 % to 84 % of a rise take 2 / sharpness decades.")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Phase"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "comprehension: train and test score reached, the test score soon after;\n"
                       "grokking: the test score at least the minimum gap later;\n"
                       "memorization: the train score alone; confusion: neither.\n"
                       "What comes after t2 does not count. Liu et al. 2022, table 1")},
    {QT_TRANSLATE_NOOP("grokking::SummaryPanel", "Slingshots"),
     QT_TRANSLATE_NOOP("grokking::SummaryPanel",
                       "Moments at which the train loss jumps to ten times its level and comes\n"
                       "back while the weight norm makes a leap: arrowheads in the views of loss\n"
                       "and norm and in the timeline. Thilak et al. 2022")},
}};

QString translated(const char* text)
{
    return SummaryPanel::tr(text);
}

QLabel* headingLabel(const Heading& heading)
{
    auto* const label = new QLabel(translated(heading.title));
    label->setObjectName(QStringLiteral("quiet"));
    label->setToolTip(translated(heading.help));
    return label;
}

QLabel* valueLabel(const QString& help)
{
    auto* const label = new QLabel;
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setToolTip(help);
    return label;
}

const QString nothing = QStringLiteral("–");

QString orNothing(const QString& text)
{
    return text.isEmpty() ? nothing : text;
}

QString sharpnessText(const std::vector<DefinitionTimes>& definitions)
{
    for (const DefinitionTimes& times : definitions)
        if (times.sharpness1 || times.sharpness2)
            return SummaryPanel::tr("%1, %2").arg(
                times.sharpness1 ? numberText(*times.sharpness1) : nothing,
                times.sharpness2 ? numberText(*times.sharpness2) : nothing);
    return nothing;
}

} // namespace

SummaryPanel::SummaryPanel(QWidget* parent)
    : QWidget(parent), m_hint(new QLabel(this)), m_body(new QWidget(this))
{
    setObjectName(QStringLiteral("summaryPanel"));
    setAttribute(Qt::WA_StyledBackground); // for the line above it
    setAccessibleName(tr("Summary of the run"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addWidget(m_hint);
    layout->addWidget(m_body);
    m_hint->setObjectName(QStringLiteral("quiet"));
    m_hint->setWordWrap(true);
    m_hint->setText(tr("Press Run or open a run: its verdict, t1, t2 and gap appear here."));
    auto* const grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
    addVerdict(*grid);
    addDefinitions(*grid);
    addQuantities(*grid);
    clear();
}

void SummaryPanel::addVerdict(QGridLayout& grid)
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(6);
    m_glyph = new QLabel;
    m_verdict = new QLabel;
    m_verdict->setObjectName(QStringLiteral("cellTitle"));
    row->addWidget(m_glyph);
    row->addWidget(m_verdict, 1);
    grid.addLayout(row, 0, 0);
    for (int i = 0; i < timeCount; ++i) {
        QLabel* const label = headingLabel(timeHeadings[static_cast<std::size_t>(i)]);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid.addWidget(label, 0, i + 1);
    }
}

void SummaryPanel::addDefinitions(QGridLayout& grid)
{
    for (std::size_t i = 0; i < m_definitions.size(); ++i) {
        Row& row = m_definitions[i];
        row.name = headingLabel(definitionHeadings[i]);
        const int line = grid.rowCount();
        grid.addWidget(row.name, line, 0);
        for (std::size_t time = 0; time < row.times.size(); ++time) {
            row.times[time] = valueLabel(row.name->toolTip());
            grid.addWidget(row.times[time], line, static_cast<int>(time) + 1);
        }
    }
    grid.setRowMinimumHeight(grid.rowCount(), 6);
}

// Two quantities a line.
void SummaryPanel::addQuantities(QGridLayout& grid)
{
    const int first = grid.rowCount() + 1;
    for (std::size_t i = 0; i < m_quantities.size(); ++i) {
        m_quantityNames[i] = headingLabel(quantityHeadings[i]);
        m_quantities[i] = valueLabel(m_quantityNames[i]->toolTip());
        const int line = first + static_cast<int>(i) / 2;
        const int column = 2 * (static_cast<int>(i) % 2);
        grid.addWidget(m_quantityNames[i], line, column);
        grid.addWidget(m_quantities[i], line, column + 1);
    }
}

void SummaryPanel::showSummary(const RunSummary& summary, const SummaryDetails& details)
{
    showVerdict(summary, details.live);
    for (std::size_t i = 0; i < m_definitions.size(); ++i) {
        const DefinitionTimes times =
            i < details.definitions.size() ? details.definitions[i] : DefinitionTimes{};
        showDefinition(m_definitions[i], times, times.definition == details.definition);
    }
    showQuantities(summary, details);
    setFilled(true);
    setAccessibleDescription(text());
}

void SummaryPanel::showVerdict(const RunSummary& summary, bool live)
{
    m_glyph->setPixmap(verdictIcon(summary.verdict, live).pixmap(glyphSize));
    m_verdict->setText(verdictText(summary.verdict, live));
    m_verdict->setToolTip(verdictHelp(summary, live));
}

void SummaryPanel::showDefinition(const Row& row, const DefinitionTimes& times, bool own)
{
    QString gap;
    if (times.t1 && times.t2)
        gap = countText(times.t2->step - times.t1->step);
    row.times[0]->setText(orNothing(crossingText(times.t1)));
    row.times[1]->setText(orNothing(crossingText(times.t2)));
    row.times[2]->setText(orNothing(gap));
    for (QLabel* const label : row.times) {
        QFont shown = font();
        shown.setBold(own);
        label->setFont(shown);
    }
}

void SummaryPanel::showQuantities(const RunSummary& summary, const SummaryDetails& details)
{
    const auto number = [](const std::optional<double>& value) {
        return value ? numberText(*value) : nothing;
    };
    m_quantities[Ratio]->setText(number(summary.ratio));
    m_quantities[Intensity]->setText(number(summary.intensity));
    m_quantities[Room]->setText(
        summary.room
            ? tr("%1 to %2").arg(scoreText(summary.room->lower), scoreText(summary.room->upper))
            : nothing);
    m_quantities[Stability]->setText(summary.stability ? countText(*summary.stability) : nothing);
    m_quantities[LehcShare]->setText(summary.lehcShare ? percentText(*summary.lehcShare) : nothing);
    m_quantities[Sharpness]->setText(sharpnessText(details.definitions));
    m_quantities[Phase]->setText(orNothing(QString::fromStdString(details.phase)));
    m_quantities[Slingshots]->setText(countText(std::ssize(details.slingshots)));
}

void SummaryPanel::clear()
{
    setFilled(false);
    setAccessibleDescription(m_hint->text());
}

void SummaryPanel::setFilled(bool filled)
{
    m_hint->setVisible(!filled);
    m_body->setVisible(filled);
}

QString SummaryPanel::text() const
{
    QStringList lines{m_verdict->text()};
    for (const Row& row : m_definitions)
        lines << tr("%1: t1 %2, t2 %3, gap %4")
                     .arg(row.name->text(), row.times[0]->text(), row.times[1]->text(),
                          row.times[2]->text());
    for (std::size_t i = 0; i < m_quantities.size(); ++i)
        lines << m_quantityNames[i]->text() + QStringLiteral(" ") + m_quantities[i]->text();
    return lines.join(QLatin1Char('\n'));
}

} // namespace grokking
