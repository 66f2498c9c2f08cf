// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Some pictures of each subclass, for data sets of pictures: a line for each class, side by side
// its subclasses, as many pictures of each as there is room for. Names of subsampled subclasses are
// purple; one that training never sees shows pictures of the test set, faintly. Does not change
// while a run goes on. GUI thread only.
#pragma once

#include "widgets/data_scene.h"
#include "widgets/run_view.h"

#include <QImage>

#include <vector>

namespace grokking {

class PicturesView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PicturesView)

public:
    explicit PicturesView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("pictures"); }
    [[nodiscard]] QString title() const override;
    // Returns how many subclasses there are and how large the pictures are.
    [[nodiscard]] QString readout() const override;
    [[nodiscard]] qsizetype mainReadoutPart() const override { return 0; }
    // Returns the names, "7.2 (removed)".
    [[nodiscard]] QStringList labels() const override;
    // Returns the sizes of all subclasses.
    [[nodiscard]] QString csv() const override;

    // Returns how many pictures of each subclass there is room for.
    [[nodiscard]] int picturesInSight() const;
    // Returns what is said of a subclass under the mouse; empty where there is none.
    [[nodiscard]] QString textAt(const QPointF& pixel) const;

public slots:
    // Shows the pictures of another data set.
    void showScene(const grokking::DataScene& scene);

protected:
    void clearRun() override {}
    void takeSamples(std::span<const Sampled>) override {}
    void takeOverlays() override {}
    void rescale() override {}
    void fitAxes() override {}
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF&) const override { return {}; }
    [[nodiscard]] bool hasData() const override { return !m_scene.images.ofGroup.empty(); }
    [[nodiscard]] bool pointsAtSteps() const override { return false; }

private:
    // What is drawn of a subclass, in the colors of the theme.
    struct Subclass {
        int column = 0; // among those of its class
        std::vector<QImage> pictures;
    };
    // Where a subclass has its place, and how its pictures lie there.
    struct Place {
        QRectF cell;
        QSizeF picture;
        int pictures = 0;
    };
    // Makes what is drawn; for another scene, font or theme.
    void prepare();
    [[nodiscard]] Place placeOf(std::size_t group) const;
    [[nodiscard]] QImage image(std::size_t group, std::int64_t picture) const;
    void paint(QPainter& painter) const;
    void paintGroup(QPainter& painter, std::size_t group) const;

    DataScene m_scene;
    std::vector<Subclass> m_subclasses;
    double m_nameWidth = 0.0; // pixels
    int m_columns = 1;        // subclasses side by side
    int m_lines = 1;          // classes
};

} // namespace grokking
