/** The same transfers, and each locks the account with the lower number first. */
public class TransferOrdered {
    static class Account {
        final int number;
        int balance = 100;

        Account(int number) {
            this.number = number;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Account ann = new Account(1);
        Account bob = new Account(2);
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
        Account first = from.number < to.number ? from : to;
        Account second = first == from ? to : from;
        synchronized (first) {
            synchronized (second) {
                from.balance -= amount;
                to.balance += amount;
            }
        }
    }
}
