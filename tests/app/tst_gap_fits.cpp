// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/gap_fits.h"

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace grokking;

namespace {

// Returns a group of a parity concealed by so many bits, 100 samples in batches of 10.
GroupRow rowOf(const std::string& preset, int bits, const std::vector<StepCount>& gaps)
{
    GroupRow row{.group = {.preset = preset}, .spec = defaultSpec(catalogs()), .stepsPerEpoch = 10.0};
    row.spec.preset = preset;
    for (const std::string& assignment :
         {std::string("data=hidden-parity"), std::string("data.n=100"),
          std::string("training.batchSize=10"), "data.spuriousDimensions=" + std::to_string(bits)})
        if (const auto status = assign(row.spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
    row.summary.gaps = gaps;
    return row;
}

// ln gap in epochs is 0.5 + 0.2 x for one and 1 + 0.1 x for the other preset.
GroupTable twoSeries()
{
    GroupTable table;
    for (const int bits : {10, 0, 20}) {
        table.rows.push_back(rowOf("a-l" + std::to_string(bits), bits,
                                   {StepCount{10.0 * std::exp(0.5 + 0.2 * bits)}}));
        table.rows.push_back(rowOf("b-l" + std::to_string(bits), bits,
                                   {StepCount{10.0 * std::exp(1.0 + 0.1 * bits)}}));
        table.rows.back().spec.training.steps = 77; // a series of its own
    }
    return table;
}

} // namespace

class TestGapFits : public QObject
{
    Q_OBJECT

private slots:
    void eachSeriesHasItsLineInEpochs()
    {
        const auto fits = gapFits("data.spuriousDimensions", twoSeries());
        QVERIFY(fits && fits->size() == 3);
        QCOMPARE((*fits)[0].name, std::string("a"));
        QVERIFY(std::abs((*fits)[0].fit->slope - 0.2) < 1e-9);
        QVERIFY(std::abs((*fits)[0].fit->intercept - 0.5) < 1e-9);
        QCOMPARE((*fits)[1].name, std::string("b"));
        QVERIFY(std::abs((*fits)[1].fit->slope - 0.1) < 1e-9);
        QCOMPARE((*fits)[2].name, std::string("all"));
        QCOMPARE((*fits)[2].fit->runs, std::size_t{6});
        QVERIFY((*fits)[2].fit->correlation < 1.0);
    }

    void runsThatNeverReachT2AreTold()
    {
        GroupTable table = twoSeries();
        table.rows[0].summary.gaps.push_back({500.0, false});
        const auto fits = gapFits("data.spuriousDimensions", table);
        QVERIFY(fits && fits->front().fit->unreached == 1);
        QCOMPARE(fits->front().reachedFit->runs, std::size_t{3});
        const QString text = QString::fromStdString(gapFitsText(*fits, "data.spuriousDimensions"));
        QVERIFY(text.contains("without the runs that did not reach t2"));
        QCOMPARE(text.count("\na "), 2);
        QCOMPARE(text.count("\nb "), 1);
    }

    void jsonHasALinePerFit()
    {
        GroupTable table = twoSeries();
        table.rows.erase(table.rows.begin() + 2, table.rows.end()); // one of each
        const auto fits = gapFits("data.spuriousDimensions", table);
        const QByteArray json = QByteArray::fromStdString(gapFitsJson(*fits));
        const auto lines = json.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const QJsonObject first = QJsonDocument::fromJson(lines.front()).object();
        QCOMPARE(first["name"].toString(), QString("a-l10"));
        QVERIFY(first["fit"].isNull());
    }

    void whatCannotBeFittedIsAnError()
    {
        QVERIFY(gapFits("data.encoding", twoSeries()).error().code == ErrorCode::Usage);
        GroupTable table;
        table.rows = {rowOf("a", 0, {})};
        const auto none = gapFits("data.spuriousDimensions", table);
        QVERIFY(!none && none.error().text().find("no finished run has a t1") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestGapFits)
#include "tst_gap_fits.moc"
