// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/image_set.h"
#include "tests/support/idx_bytes.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

IdxArray filled(Shape shape, std::uint8_t value)
{
    IdxArray array(std::move(shape));
    std::ranges::fill(array.values(), value);
    return array;
}

QString problemOf(IdxArray images, IdxArray labels)
{
    const auto set = imageSet(std::move(images), std::move(labels), "digits");
    return set ? QString() : QString::fromStdString(set.error().text());
}

} // namespace

class TestImageSet : public QObject
{
    Q_OBJECT

private slots:
    // The sum is that of the pixels of OpenCV's picture, cut into pieces by another program
    // (ImageMagick).
    void shippedDigitsAreThoseOfMnist()
    {
        const ImageSet& digits = shippedDigits()->train;
        QVERIFY(digits.pixels.shape() == (Shape{5000, 20, 20}));
        QVERIFY(!shippedDigits()->test);
        for (std::uint8_t label = 0; label < 10; ++label)
            QCOMPARE(std::ranges::count(digits.labels.values(), label), 500);
        const auto pixels = digits.pixels.values();
        const auto sum =
            QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char*>(pixels.data()),
                                                    static_cast<qsizetype>(pixels.size()))
                                         .toByteArray(),
                                     QCryptographicHash::Sha256);
        QCOMPARE(sum.toHex(),
                 QByteArray("5f514c6b2e580f01f61a49cc17c14f887774681b3243bd7c9da588206371cee2"));
    }

    void imagesAndLabelsMustFit()
    {
        QVERIFY(problemOf(filled({3, 4, 5}, 200), filled({3}, 9)).isEmpty());
        QCOMPARE(problemOf(filled({3, 4, 5}, 0), filled({4}, 0)),
                 QString("digits: holds 3 images, but its labels are 4; use files that belong "
                         "together"));
        QCOMPARE(problemOf(filled({0, 4, 5}, 0), filled({0}, 0)),
                 QString("digits: holds no images"));
        QVERIFY(problemOf(filled({1, 0, 5}, 0), filled({1}, 0)).contains("0 x 5 pixels"));
        QVERIFY(problemOf(filled({1, 64, 65}, 0), filled({1}, 0)).contains("64 x 65 pixels"));
        QVERIFY(problemOf(filled({1, 64, 64}, 0), filled({1}, 0)).isEmpty());
        IdxArray labels = filled({3}, 9);
        labels.values()[1] = 10;
        QCOMPARE(problemOf(filled({3, 4, 5}, 0), std::move(labels)),
                 QString("digits: its label number 2 is 10; labels are 0 to 9"));
    }

    void foldersAreReadWithAndWithoutTestFiles()
    {
        const QTemporaryDir folder;
        writeDigitFiles(folder.path(), "train", 3);
        const auto alone = readIdxFolder(folder.path().toStdString());
        QVERIFY(alone);
        QCOMPARE(alone->train.size(), 30);
        QVERIFY(!alone->test);
        QCOMPARE(int(alone->train.pixels.row(17)[15]), 141); // the second 7
        QCOMPARE(int(alone->train.labels.values()[17]), 7);
        writeDigitFiles(folder.path(), "t10k", 2);
        const auto both = readIdxFolder(folder.path().toStdString());
        QVERIFY(both && both->test && both->train == alone->train);
        QCOMPARE(both->test->size(), 20);
    }

    void namesWithADotAreKnown()
    {
        const QTemporaryDir folder;
        writeDigitFiles(folder.path(), "train", 3);
        QDir(folder.path()).rename("train-images-idx3-ubyte", "train-images.idx3-ubyte");
        QVERIFY(readIdxFolder(folder.path().toStdString()));
    }

    void problemsOfFoldersAreNamed()
    {
        const QTemporaryDir folder;
        const auto problem = [&](const QString& path) {
            const auto source = readIdxFolder(path.toStdString());
            return source ? QString() : QString::fromStdString(source.error().text());
        };
        QVERIFY(problem(folder.filePath("nowhere")).endsWith("nowhere: there is no such folder"));
        QVERIFY(problem(folder.path()).contains("has no file train-images-idx3-ubyte"));
        writeDigitFiles(folder.path(), "train", 3);
        writeDigitFiles(folder.path(), "t10k", 2, 5);
        QVERIFY(problem(folder.path()).contains("have different sizes"));
        QFile::remove(folder.filePath("t10k-labels-idx1-ubyte.gz"));
        QVERIFY(problem(folder.path()).contains("has no file t10k-labels-idx1-ubyte"));
        QFile::remove(folder.filePath("train-labels-idx1-ubyte.gz"));
        QVERIFY(problem(folder.path()).contains("has no file train-labels-idx1-ubyte"));
    }
};

QTEST_APPLESS_MAIN(TestImageSet)
#include "tst_image_set.moc"
