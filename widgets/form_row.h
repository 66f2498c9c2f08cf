// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One setting in the form: label, editor, and below them a message when something is wrong. One
// that differs from the preset has a bar before it and a button behind it that resets it. GUI
// thread only.
#pragma once

#include "core/spec/param_spec.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace grokking {

class ParamEditor;

class FormRow : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormRow)

public:
    FormRow(ParamSpec param, QWidget* parent);

    [[nodiscard]] const ParamSpec& param() const { return m_param; }
    [[nodiscard]] QString path() const { return QString::fromStdString(m_param.id); }
    [[nodiscard]] QWidget* field() const;
    [[nodiscard]] QToolButton* resetButton() const { return m_reset; }

    // Shows a value; emits nothing.
    void setValue(const Value& value);
    // Tells how large the table of a setting of kind Cells is.
    void setTableSize(std::int64_t rows, std::int64_t columns);
    // Shows what is wrong below the editor; an empty text clears the mark.
    void setProblem(const QString& problem);
    [[nodiscard]] QString problem() const;
    // Returns whether the text in the field is not a legal value.
    [[nodiscard]] bool isUnreadable() const { return m_unreadable; }
    // Marks the label of a setting that takes effect at once.
    void setLive(bool live);
    // Takes the value of the preset, to mark one that differs; nullopt if it has no such setting.
    void setPresetValue(const std::optional<Value>& value);
    // Returns whether the value differs from that of the preset.
    [[nodiscard]] bool isChanged() const;

signals:
    void valueEdited(const QString& path, const grokking::Value& value);
    // The value stands; it is not part of one still being typed.
    void valueCommitted(const QString& path);
    // The text in the field became illegal.
    void complained();
    // The user asked for the value of the preset.
    void resetRequested(const QString& path);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setUpTexts();
    void addResetButton();
    void showChange();
    void describe();
    void updateLabel();
    void updateColors();

    ParamSpec m_param;
    ParamEditor* m_editor;
    QLabel* m_label;
    QLabel* m_problem;
    QToolButton* m_reset;
    Value m_value;
    std::optional<Value> m_presetValue;
    QString m_help;
    bool m_live = false;
    bool m_unreadable = false;
};

// Returns whether two settings have the same row: everything a row shows and checks is equal.
[[nodiscard]] bool haveSameRow(const ParamSpec& a, const ParamSpec& b);

} // namespace grokking
