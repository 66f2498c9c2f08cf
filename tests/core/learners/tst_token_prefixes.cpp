// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/token_prefixes.h"

#include <QtTest>

#include <array>

using namespace grokking;

namespace {

using Numbers = std::vector<std::int64_t>;

// Three examples: 7 8 9, 7 8 7, 8 8 9. Inputs in order: 7, 8, 9 at 0, 1, 2; 7 at 2; 8 at 0.
// Prefixes: 7; 7 8; 7 8 9; 7 8 7; 8; 8 8; 8 8 9.
constexpr std::array<std::int64_t, 9> tokens{7, 8, 9, 7, 8, 7, 8, 8, 9};

} // namespace

class TestTokenPrefixes : public QObject
{
    Q_OBJECT

private slots:
    void eachTokenAtAPositionIsOneInput()
    {
        const TokenPrefixes prefixes(tokens, 3);
        QVERIFY((prefixes.inputTokens() == Numbers{7, 8, 9, 7, 8}));
        QVERIFY((prefixes.inputPositions() == Numbers{0, 1, 2, 2, 0}));
    }

    void examplesShareTheirCommonBeginning()
    {
        const TokenPrefixes prefixes(tokens, 3);
        QVERIFY((prefixes.at(0) == Numbers{0, 0, 4}));
        QVERIFY((prefixes.at(1) == Numbers{1, 1, 5}));
        QVERIFY((prefixes.at(2) == Numbers{2, 3, 6}));
    }

    void rowsSeeWhatIsNotBehindThem()
    {
        const TokenPrefixes prefixes(tokens, 3);
        const AskingRows all = prefixes.all(TokenPrefixes::Rows::Inputs);
        QVERIFY((all.own == Numbers{0, 1, 2, 3, 4, 1, 2}));
        QVERIFY((all.ends == Numbers{0, 1, 2, 2, 0, 1, 2}));
        QVERIFY(
            (all.seen == Numbers{0, 0, 0, 0, 1, 0, 0, 1, 2, 0, 1, 3, 4, 0, 0, 4, 1, 0, 4, 1, 2}));

        const AskingRows last =
            prefixes.read(TokenPrefixes::Rows::Prefixes, std::array<std::int64_t, 2>{1, 2});
        QVERIFY((last.own == Numbers{1, 2, 1, 3, 5, 6}));
        QVERIFY((last.ends == Numbers{1, 2, 1, 2, 1, 2}));
        QVERIFY((last.seen == Numbers{0, 1, 0, 0, 1, 2, 0, 1, 0, 0, 1, 3, 4, 5, 0, 4, 5, 6}));
    }
};

QTEST_APPLESS_MAIN(TestTokenPrefixes)
#include "tst_token_prefixes.moc"
