// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/number_editor.h"

#include "widgets/number_box.h"
#include "widgets/own_keys.h"

#include <QBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace grokking {

namespace {

constexpr int sliderSteps = 100;
constexpr int boxWidthBesideSlider = 68;

bool wantsSlider(const ParamSpec& param)
{
    return param.kind == ParamKind::Real && param.tier == ParamTier::Basic && param.minimum == 0.0
           && param.maximum == 1.0 && param.scale == ParamScale::Linear;
}

} // namespace

NumberEditor::NumberEditor(const ParamSpec& param, QWidget* parent)
    : ParamEditor(parent), m_box(new NumberBox(param, this))
{
    setField(m_box);
    connect(m_box, &NumberBox::valueEdited, this, [this](const Value& value) {
        setSliderValue(value);
        emit valueEdited(value);
    });
    connect(m_box, &NumberBox::valueCommitted, this, &NumberEditor::valueCommitted);
    connect(m_box, &NumberBox::complained, this, &NumberEditor::complained);
    if (wantsSlider(param))
        addSlider(param.title);
}

void NumberEditor::setValue(const Value& value)
{
    m_box->setValue(value);
    setSliderValue(value);
}

void NumberEditor::addSlider(const std::string& title)
{
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, sliderSteps);
    m_slider->setPageStep(sliderSteps / 10);
    m_slider->setMinimumWidth(48);
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_slider->installEventFilter(this);
    m_slider->setAccessibleName(QString::fromStdString(title));
    keepOwnKeys(m_slider);
    m_box->setFixedWidth(boxWidthBesideSlider);
    static_cast<QBoxLayout*>(layout())->insertWidget(0, m_slider, 1);
    connect(m_slider, &QSlider::valueChanged, this, [this](int place) {
        const Value value(static_cast<double>(place) / sliderSteps);
        m_box->setValue(value);
        emit valueEdited(value);
        if (!m_slider->isSliderDown()) // moved by key or wheel
            emit valueCommitted();
    });
    connect(m_slider, &QSlider::sliderReleased, this, &NumberEditor::valueCommitted);
}

void NumberEditor::setSliderValue(const Value& value)
{
    const auto* real = std::get_if<double>(&value);
    if (!m_slider || !real)
        return;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>(std::lround(*real * sliderSteps)));
}

} // namespace grokking
