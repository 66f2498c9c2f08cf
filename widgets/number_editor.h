// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The editor for a whole or real number: a NumberBox, and a slider beside it for basic fractions.
// GUI thread only.
#pragma once

#include "widgets/param_editor.h"

class QSlider;

namespace grokking {

class NumberBox;

class NumberEditor : public ParamEditor
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NumberEditor)

public:
    NumberEditor(const ParamSpec& param, QWidget* parent);

    void setValue(const Value& value) override;

private:
    void addSlider(const std::string& title);
    void setSliderValue(const Value& value);

    NumberBox* m_box;
    QSlider* m_slider = nullptr;
};

} // namespace grokking
