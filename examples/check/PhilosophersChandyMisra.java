import java.util.ArrayList;
import java.util.List;

/**
 * Fourth fix: Chandy and Misra, "The Drinking Philosophers Problem" (ACM TOPLAS 6(4), 1984). A
 * fork is dirty after it was used. A hungry neighbour gets a dirty fork, cleaned; a clean fork
 * is kept until its philosopher has eaten. Whoever has eaten yields, so no cycle can form.
 */
public class PhilosophersChandyMisra {
    static final int SEATS = 3;

    /** Fork i is between philosophers i and i + 1; at first the lower one has it. */
    final int[] owner = {0, 1, 0};

    final boolean[] dirty = {true, true, true};
    final boolean[] eating = new boolean[SEATS];

    public static void main(String[] args) throws InterruptedException {
        PhilosophersChandyMisra table = new PhilosophersChandyMisra();
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 0; i < SEATS; i++) {
            int me = i;
            philosophers.add(
                    Thread.ofVirtual().name("philosopher-" + i).start(() -> table.dine(me)));
        }
        for (Thread philosopher : philosophers) {
            philosopher.join();
        }
    }

    void dine(int me) {
        int left = (me + SEATS - 1) % SEATS;
        int right = me;
        takeForks(me, left, right);
        Thread.yield(); // eats
        putForks(me, left, right);
    }

    synchronized void takeForks(int me, int left, int right) {
        while (!(has(me, left) & has(me, right))) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        eating[me] = true;
    }

    /** Whether the fork is mine; requests it if it is not. */
    boolean has(int me, int fork) {
        if (owner[fork] != me && dirty[fork] && !eating[owner[fork]]) {
            owner[fork] = me;
            dirty[fork] = false;
        }
        return owner[fork] == me;
    }

    synchronized void putForks(int me, int left, int right) {
        eating[me] = false;
        dirty[left] = true;
        dirty[right] = true;
        notifyAll();
    }
}
