package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;

/**
 * Two tasks signal each other by counted events and look at the count outside of the monitor in
 * which they wait. After <em>clean</em> of the IBM benchmark, which is the error of NASA's Remote
 * Agent (Havelund, Lowry and Penix, TSE 2001).
 */
public final class Clean {
    private static final class Event {
        private volatile int count;

        synchronized void await() {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        synchronized void signal() {
            count++;
            notifyAll();
        }
    }

    @Bug(
            kinds = {MISSED_SIGNAL, DEADLOCK},
            switches = 3)
    public static void test() throws InterruptedException {
        run(1);
    }

    @Bug(
            kinds = {MISSED_SIGNAL, DEADLOCK},
            switches = 15)
    public static void with10() throws InterruptedException {
        run(5);
    }

    private static void run(int pairs) throws InterruptedException {
        Event[] events = new Event[2 * pairs];
        for (int i = 0; i < events.length; i++) {
            events[i] = new Event();
        }
        Together.run(2 * pairs, i -> task(events[i], events[i ^ 1], i % 2 == 0));
    }

    private static void task(Event mine, Event other, boolean begins) {
        for (int seen = 0; seen < 2; seen++) {
            if (begins) {
                other.signal();
            }
            if (mine.count == seen) {
                mine.await();
            }
            if (!begins) {
                other.signal();
            }
        }
    }
}
