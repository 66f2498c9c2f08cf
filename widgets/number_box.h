// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A spin box for one number setting, whole or real: understands 1e-3 and 50,000, steps through
// 1, 2, 5, 10 where the scale is logarithmic, shows a word for 0 and may be left empty if the
// setting allows it. GUI thread only.
#pragma once

#include "core/spec/param_spec.h"

#include <QAbstractSpinBox>

namespace grokking {

class NumberBox : public QAbstractSpinBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NumberBox)

public:
    explicit NumberBox(ParamSpec param, QWidget* parent = nullptr);

    // Returns the last legal value entered or set.
    [[nodiscard]] const Value& value() const { return m_value; }

    // Shows a value; emits nothing. Leaves the text alone if it already says the same.
    void setValue(const Value& value);

    void stepBy(int steps) override;

signals:
    void valueEdited(const grokking::Value& value);
    // The value stands: Return, the arrows, or the focus went elsewhere.
    void valueCommitted();
    // The text is not a legal value, and why.
    void complained(const QString& complaint);

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] Result<Value> parse(const QString& text) const;
    [[nodiscard]] QString shownText(const Value& value) const;
    [[nodiscard]] double number() const;
    void takeText(const QString& text);
    void write(const Value& value);
    void writeStandardForm();

    ParamSpec m_param;
    Value m_value;
};

// Returns the next number of the series 1, 2, 5, 10, 20, ... above (direction 1) or below (-1) a
// number > 0.
[[nodiscard]] double nextInSeries(double number, int direction);

// Returns the size of one linear step for a setting at this number.
[[nodiscard]] double linearStep(const ParamSpec& param, double number);

} // namespace grokking
