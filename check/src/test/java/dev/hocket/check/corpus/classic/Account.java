package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Deposit, withdrawal and check run in threads of their own; the check expects the wrong sum when
 * both are done. After <em>account</em> of Cordeiro and Fischer (ICSE 2011).
 */
public final class Account {
    private static int balance = 10;
    private static boolean deposited;
    private static boolean withdrawn;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(Account::deposit, Account::withdraw, Account::check);
    }

    private static synchronized void deposit() {
        balance += 3;
        deposited = true;
    }

    private static synchronized void withdraw() {
        balance -= 5;
        withdrawn = true;
    }

    private static synchronized void check() {
        if (deposited && withdrawn && balance != 10 - 3 - 5) {
            throw new AssertionError("the balance is " + balance);
        }
    }
}
