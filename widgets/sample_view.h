// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The history of one sample: its margin against the step, with the steps marked at which its
// prediction changed. Shaded where it is mistaken, which is where the margin is negative. Shows
// observations "sample-predictions" and "sample-margins". GUI thread only.
#pragma once

#include "widgets/data_scene.h"
#include "widgets/prediction_history.h"
#include "widgets/step_view.h"

class QComboBox;

namespace grokking {

class SampleView : public StepView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleView)

public:
    explicit SampleView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("sample"); }
    [[nodiscard]] QString title() const override;
    // Returns label, prediction and margin at the cursor.
    [[nodiscard]] QString readout() const override;
    // Returns the changes of prediction, "step 300: C", and what StepView adds.
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override;

    // Returns the sample shown.
    [[nodiscard]] std::optional<std::size_t> sample() const { return m_sample; }

public slots:
    // Lets choose from the samples of this data set.
    void showScene(const grokking::DataScene& scene);
    // Shows another sample. Emits nothing.
    void showSample(std::size_t sample);

signals:
    // Another sample was chosen from the list.
    void sampleChosen(std::size_t sample);

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled>) override {}
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override {} // one sample of several runs would be many curves
    void fitValueAxis() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] bool hasData() const override;
    void paintAtCursor(QCPPainter& painter, double x) override;

private:
    [[nodiscard]] PredictionHistory::Prediction at(std::size_t index) const;
    [[nodiscard]] int label() const; // the class of the sample
    [[nodiscard]] QString className(int number) const;
    // Returns the indices at which the prediction is another one than before.
    [[nodiscard]] std::vector<std::size_t> changesOfPrediction() const;
    [[nodiscard]] double marginPixel(double margin) const;
    void paintMistakes(QCPPainter& painter) const;
    void paintCurve(QCPPainter& painter) const;
    void paintChanges(QCPPainter& painter) const;

    DataScene m_scene;
    std::vector<std::string> m_classNames;
    PredictionHistory m_predictions;
    std::optional<std::size_t> m_sample;
    QComboBox* m_choice;
};

} // namespace grokking
