// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/param_editor.h"

#include "widgets/cells_editor.h"
#include "widgets/eliding_combo_box.h"
#include "widgets/file_editor.h"
#include "widgets/number_editor.h"
#include "widgets/own_keys.h"
#include "widgets/setting_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>

namespace grokking {

namespace {

class BooleanEditor : public ParamEditor
{
public:
    BooleanEditor(const ParamSpec&, QWidget* parent)
        : ParamEditor(parent), m_box(new QCheckBox(this))
    {
        setField(m_box);
        connect(m_box, &QCheckBox::clicked, this, [this](bool checked) { enter(Value(checked)); });
    }

    void setValue(const Value& value) override
    {
        const auto* boolean = std::get_if<bool>(&value);
        m_box->setChecked(boolean && *boolean);
    }

private:
    QCheckBox* m_box;
};

class ChoiceEditor : public ParamEditor
{
public:
    ChoiceEditor(const ParamSpec& param, QWidget* parent)
        : ParamEditor(parent), m_box(new ElidingComboBox(this))
    {
        setField(m_box);
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(6);
        m_box->setMinimumWidth(0); // that many letters
        for (const ParamChoice& choice : param.choices) {
            const QString title = QString::fromStdString(choice.title);
            m_box->addItem(title.isEmpty() ? QString::fromStdString(choice.id) : title,
                           QString::fromStdString(choice.id));
            m_box->setItemData(m_box->count() - 1, QString::fromStdString(choice.help),
                               Qt::ToolTipRole);
        }
        connect(m_box, &QComboBox::activated, this, [this](int index) {
            enter(Value(m_box->itemData(index).toString().toStdString()));
        });
    }

    void setValue(const Value& value) override
    {
        const auto* id = std::get_if<std::string>(&value);
        m_box->setCurrentIndex(id ? m_box->findData(QString::fromStdString(*id)) : -1);
    }

private:
    QComboBox* m_box;
};

class TextEditor : public ParamEditor
{
public:
    TextEditor(const ParamSpec& param, QWidget* parent)
        : ParamEditor(parent), m_edit(new QLineEdit(this))
    {
        setField(m_edit);
        if (param.optional)
            m_edit->setPlaceholderText(unsetText(param));
        connect(m_edit, &QLineEdit::textEdited, this, [this, param](const QString& text) {
            const Result<Value> value = parseValue(param, text.trimmed().toStdString());
            if (value)
                emit valueEdited(*value);
            else
                emit complained(QString::fromStdString(value.error().message));
        });
        connect(m_edit, &QLineEdit::editingFinished, this, &TextEditor::valueCommitted);
    }

    void setValue(const Value& value) override
    {
        const QString text = QString::fromStdString(valueText(value));
        if (m_edit->text().trimmed() != text)
            m_edit->setText(text);
    }

private:
    QLineEdit* m_edit;
};

} // namespace

void ParamEditor::setTableSize(std::int64_t, std::int64_t) {}

void ParamEditor::setInvalid(bool invalid)
{
    if (m_field->property("invalid").toBool() == invalid)
        return;
    m_field->setProperty("invalid", invalid);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

void ParamEditor::enter(const Value& value)
{
    emit valueEdited(value);
    emit valueCommitted();
}

void ParamEditor::setField(QWidget* field)
{
    m_field = field;
    m_field->setFocusPolicy(Qt::StrongFocus);
    m_field->installEventFilter(this);
    keepOwnKeys(m_field);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_field);
}

bool ParamEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

ParamEditor* makeParamEditor(const ParamSpec& param, QWidget* parent)
{
    switch (param.kind) {
    case ParamKind::Boolean:
        return new BooleanEditor(param, parent);
    case ParamKind::Choice:
        return new ChoiceEditor(param, parent);
    case ParamKind::Text:
        return new TextEditor(param, parent);
    case ParamKind::Cells:
        return new CellsEditor(param, parent);
    case ParamKind::File:
        return new FileEditor(param, parent);
    case ParamKind::Integer:
    case ParamKind::Real:
        return new NumberEditor(param, parent);
    }
    return nullptr;
}

} // namespace grokking
