package dev.hocket.check.corpus.pass;

/** What is locked says its name, and both are locked in one order. */
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

        void payInOrder(Account to) {
            synchronized (name.compareTo(to.name) < 0 ? this : to) {
                pay(to);
            }
        }
    }

    public void test() throws InterruptedException {
        Account ann = new Account("ann");
        Account bob = new Account("bob");
        Thread there = new Thread(() -> ann.payInOrder(bob), "there");
        there.start();
        bob.payInOrder(ann);
        there.join();
    }
}
