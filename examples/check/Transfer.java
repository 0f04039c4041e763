/**
 * Two transfers between the same two accounts, in opposite directions: each locks its source first.
 */
public class Transfer {
    static class Account {
        int balance = 100;
    }

    public static void main(String[] args) throws InterruptedException {
        Account ann = new Account();
        Account bob = new Account();
        Thread there = new Thread(() -> transfer(ann, bob, 30), "ann-to-bob");
        Thread back = new Thread(() -> transfer(bob, ann, 20), "bob-to-ann");
        there.start();
        back.start();
        there.join();
        back.join();
        if (ann.balance != 90 || bob.balance != 110) {
            throw new AssertionError("Ann has " + ann.balance + ", Bob has " + bob.balance);
        }
    }

    static void transfer(Account from, Account to, int amount) {
        synchronized (from) {
            synchronized (to) {
                from.balance -= amount;
                to.balance += amount;
            }
        }
    }
}
