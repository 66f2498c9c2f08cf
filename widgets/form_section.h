// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One headed group of settings: rows for the basic ones, and on demand ("More") the advanced
// ones. The heading says how many differ from the preset. Rows that stay the same are kept when the
// settings change. GUI thread only.
#pragma once

#include "core/spec/param_spec.h"

#include <QWidget>

#include <span>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace grokking {

class FormRow;

class FormSection : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormSection)

public:
    FormSection(const QString& title, QWidget* parent);

    // Shows rows for exactly these settings, in this order, basic ones first.
    void setParameters(std::span<const ParamSpec> params);

    // Returns the rows in the order shown.
    [[nodiscard]] const std::vector<FormRow*>& rows() const { return m_rows; }

    // Takes ownership of a widget below the rows and deletes the one before.
    void setExtraWidget(QWidget* widget);

    void setExpanded(bool expanded);

    // Counts the rows that differ from the preset, at the heading.
    void countChanges();

signals:
    void valueEdited(const QString& path, const grokking::Value& value);
    void valueCommitted(const QString& path);
    // The text in one of the fields became illegal.
    void complained();
    void resetRequested(const QString& path);

private:
    [[nodiscard]] FormRow* takeRow(const ParamSpec& param);
    void arrange();

    std::vector<FormRow*> m_rows;
    QLabel* m_changes;
    QToolButton* m_more;
    QVBoxLayout* m_basicLayout;
    QWidget* m_advanced;
    QVBoxLayout* m_advancedLayout;
    QVBoxLayout* m_extraLayout;
    QWidget* m_extra = nullptr;
};

} // namespace grokking
