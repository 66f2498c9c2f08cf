// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form_row.h"

#include "widgets/own_keys.h"
#include "widgets/param_editor.h"
#include "widgets/setting_text.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <tuple>

namespace grokking {

namespace {

constexpr int labelShare = 8; // of the width, against editorShare
constexpr int editorShare = 12;
constexpr int barSpace = 8; // before the label
constexpr int barWidth = 3;
constexpr int resetSize = 18;
constexpr int resetIconSize = 12;

// Returns a core message as a sentence: "must be ..." -> "Must be ...".
QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

constexpr QChar breakHere(0x200b); // a space of no width

// Lets long paths be broken.
QString breakable(QString text)
{
    return text.replace(u'/', QString(u'/') + breakHere);
}

} // namespace

FormRow::FormRow(ParamSpec param, QWidget* parent)
    : QWidget(parent), m_param(std::move(param)), m_editor(makeParamEditor(m_param, this)),
      m_label(new QLabel(this)), m_problem(new QLabel(this)), m_reset(new QToolButton(this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(barSpace, 0, 0, 0);
    layout->setHorizontalSpacing(0);
    layout->setColumnMinimumWidth(1, 8);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(0, labelShare);
    layout->setColumnStretch(2, editorShare);
    layout->addWidget(m_label, 0, 0);
    layout->addWidget(m_editor, 0, 2);
    layout->addWidget(m_reset, 0, 3);
    layout->addWidget(m_problem, 1, 0, 1, 3);
    m_label->setWordWrap(true);
    m_label->setMinimumWidth(80);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_editor->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_editor->setMinimumWidth(124);
    m_label->setBuddy(m_editor->field());
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    addResetButton();
    setUpTexts();
    updateColors();
    connect(m_editor, &ParamEditor::valueEdited, this, [this](const Value& value) {
        m_unreadable = false;
        setProblem({});
        emit valueEdited(path(), value);
    });
    connect(m_editor, &ParamEditor::valueCommitted, this, [this] { emit valueCommitted(path()); });
    connect(m_editor, &ParamEditor::complained, this, [this](const QString& complaint) {
        m_unreadable = true;
        setProblem(complaint);
        emit complained();
    });
}

QWidget* FormRow::field() const
{
    return m_editor->field();
}

void FormRow::setValue(const Value& value)
{
    m_unreadable = false; // the editor replaces an illegal text
    m_editor->setValue(value);
    m_value = value;
    showChange();
}

void FormRow::setPresetValue(const std::optional<Value>& value)
{
    m_presetValue = value;
    showChange();
}

bool FormRow::isChanged() const
{
    return m_presetValue && *m_presetValue != m_value;
}

// Its place is kept while it is hidden: the editor must not change its width under the mouse.
void FormRow::addResetButton()
{
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);
    m_reset->setObjectName(QStringLiteral("reset"));
    m_reset->setFixedSize(resetSize, resetSize);
    m_reset->setIconSize({resetIconSize, resetIconSize});
    m_reset->setFocusPolicy(Qt::TabFocus);
    m_reset->hide();
    keepOwnKeys(m_reset);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        if (m_reset->hasFocus())
            m_editor->field()->setFocus(); // the button goes
        emit resetRequested(path());
    });
}

void FormRow::showChange()
{
    const bool changed = isChanged();
    if (changed) {
        const QString preset = settingText(m_param, *m_presetValue);
        m_reset->setToolTip(tr("Preset: %1").arg(preset));
        m_reset->setAccessibleName(
            tr("Reset %1 to %2").arg(QString::fromStdString(m_param.title), preset));
    }
    if (changed == m_reset->isVisibleTo(this))
        return;
    m_reset->setVisible(changed);
    describe();
    update();
}

// Tells a screen reader what the row shows beside the value.
void FormRow::describe()
{
    const QString text = problem().isEmpty() ? m_help : problem();
    m_editor->field()->setAccessibleDescription(
        isChanged() ? text + u' ' + tr("Differs from the preset.") : text);
}

void FormRow::paintEvent(QPaintEvent*)
{
    if (!isChanged())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColors(palette()).accent);
    painter.drawRoundedRect(QRectF(0, 2, barWidth, height() - 4), barWidth / 2.0, barWidth / 2.0);
}

void FormRow::setTableSize(std::int64_t rows, std::int64_t columns)
{
    m_editor->setTableSize(rows, columns);
}

void FormRow::setProblem(const QString& problem)
{
    m_problem->setText(breakable(sentence(problem)));
    m_problem->setVisible(!problem.isEmpty());
    m_editor->setInvalid(!problem.isEmpty());
    describe();
}

QString FormRow::problem() const
{
    return m_problem->text().remove(breakHere);
}

void FormRow::setLive(bool live)
{
    m_live = live && m_param.live;
    updateLabel();
}

bool FormRow::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateColors();
    return QWidget::event(event);
}

void FormRow::setUpTexts()
{
    QStringList lines{QString::fromStdString(m_param.help)};
    if (m_param.kind != ParamKind::Choice && m_param.kind != ParamKind::Boolean)
        lines << sentence(QString::fromStdString(rangeText(m_param))) + u'.';
    if (m_param.live)
        lines << tr("Can be changed while a run goes on.");
    lines.removeAll(QString());
    setToolTip(QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("</p><p>"))));
    m_editor->field()->setObjectName(path());
    m_editor->field()->setAccessibleName(QString::fromStdString(m_param.title));
    m_help = lines.join(u' ');
    describe();
}

void FormRow::updateLabel()
{
    const ThemeColors& colors = themeColors(palette());
    QString text = QString::fromStdString(m_param.title).toHtmlEscaped();
    const QString unit = QString::fromStdString(m_param.unit);
    if (!unit.isEmpty() && !text.contains(unit, Qt::CaseInsensitive))
        text += QStringLiteral(" <span style='color:%1'>%2</span>")
                    .arg(colors.mutedText.name(), unit.toHtmlEscaped());
    if (m_live)
        text += QStringLiteral(" <span style='color:%1'>●</span>").arg(colors.accent.name());
    m_label->setText(text);
}

void FormRow::updateColors()
{
    m_reset->setIcon(themeIcon(QStringLiteral("reset")));
    updateLabel();
}

bool haveSameRow(const ParamSpec& a, const ParamSpec& b)
{
    const auto shown = [](const ParamSpec& p) {
        return std::tie(p.id, p.title, p.help, p.unit, p.kind, p.defaultValue, p.minimum, p.maximum,
                        p.scale, p.tier, p.optional, p.live, p.zeroText, p.rowsFrom, p.columnsFrom);
    };
    return shown(a) == shown(b)
           && std::ranges::equal(a.choices, b.choices, {}, &ParamChoice::id, &ParamChoice::id);
}

} // namespace grokking
