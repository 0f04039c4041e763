package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A lock whose {@code toString} takes the lock itself. */
@Bug(kinds = FindingKind.DEADLOCK, switches = 2)
public class ToStringLocks {
    private static final class Account {
        private final String name;

        Account(String name) {
            this.name = name;
        }

        @Override
        public synchronized String toString() {
            return name;
        }

        synchronized void pay(Account to) {
            to.toString();
        }
    }

    public void test() throws InterruptedException {
        Account ann = new Account("ann");
        Account bob = new Account("bob");
        Thread there = new Thread(() -> ann.pay(bob), "there");
        there.start();
        bob.pay(ann);
        there.join();
    }
}
