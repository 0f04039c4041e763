package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/**
 * Each account guards itself, and a transfer to a neighbour changes that one without its monitor.
 * After <em>account</em> of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class AccountTransfers {
    private volatile int amount = 100;

    @Bug(kinds = FAILURE, switches = 4)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = FAILURE, switches = 7)
    public static void with5() throws InterruptedException {
        run(5);
    }

    @Bug(kinds = FAILURE, switches = 22)
    public static void with20() throws InterruptedException {
        run(20);
    }

    private static void run(int n) throws InterruptedException {
        AccountTransfers[] accounts = new AccountTransfers[n];
        for (int i = 0; i < n; i++) {
            accounts[i] = new AccountTransfers();
        }
        Together.run(n, i -> accounts[i].transfer(accounts[(i + 1) % n]));
        int sum = 0;
        for (AccountTransfers account : accounts) {
            sum += account.amount;
        }
        if (sum != 100 * n) {
            throw new AssertionError("the accounts hold " + sum);
        }
    }

    private synchronized void transfer(AccountTransfers to) {
        amount -= 10;
        to.amount += 10;
    }
}
