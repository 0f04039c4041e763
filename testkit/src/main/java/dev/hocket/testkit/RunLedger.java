package dev.hocket.testkit;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Journal;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a run told its journal and its listeners, and what it told them wrongly. */
final class RunLedger implements Listener {
    private final Set<Outcome<?, ?>> heard = Collections.newSetFromMap(new IdentityHashMap<>());
    final List<Outcome<?, ?>> told = new ArrayList<>();
    final Set<Outcome<?, ?>> written = Collections.newSetFromMap(new IdentityHashMap<>());
    final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger ends = new AtomicInteger();

    @Override
    public void started(Run<?, ?> run) {
        starts.incrementAndGet();
    }

    @Override
    public synchronized void outcome(Outcome<?, ?> outcome) {
        told.add(outcome);
        if (!heard.add(outcome)) {
            broken.add("the listener was told twice: " + outcome);
        }
        if (logged(outcome) && !written.contains(outcome)) {
            broken.add("the listener was told before the journal: " + outcome);
        }
    }

    @Override
    public void ended(Report report) {
        ends.incrementAndGet();
    }

    synchronized boolean has(Outcome<?, ?> outcome) {
        return heard.contains(outcome);
    }

    static boolean logged(Outcome<?, ?> outcome) {
        return !(outcome instanceof Failed<?, ?>(_, Cause cause, _)
                && cause instanceof Cause.Cancelled);
    }

    private synchronized void write(Outcome<?, ?> outcome) {
        if (!written.add(outcome)) {
            broken.add("written twice: " + outcome);
        }
        if (!logged(outcome)) {
            broken.add("written, though cancelled: " + outcome);
        }
    }

    /** A listener that throws at a certain outcome, and must not be called after it. */
    Listener failingAt(int count) {
        AtomicInteger heardSoFar = new AtomicInteger();
        return new Listener() {
            @Override
            public void started(Run<?, ?> run) {
                call();
            }

            @Override
            public void outcome(Outcome<?, ?> outcome) {
                call();
            }

            private void call() {
                int now = heardSoFar.getAndIncrement();
                if (count >= 0 && now > count) {
                    broken.add("a listener that threw was called again");
                }
                if (now == count) {
                    throw new IllegalStateException("this listener throws");
                }
            }
        };
    }

    /** A journal without a past. */
    Journal<Long, String> journal() {
        return new Journal<>() {
            private final AtomicBoolean busy = new AtomicBoolean();

            @Override
            public Past<String> past(long index, Supplier<String> key) {
                return new Past.Open<>();
            }

            @Override
            public boolean endedGrown(String key) {
                return false;
            }

            @Override
            public List<String> openGrown() {
                return List.of();
            }

            @Override
            public boolean hasPast() {
                return false;
            }

            @Override
            public void write(List<Entry<Long, String>> group) {
                if (!busy.compareAndSet(false, true)) {
                    broken.add("two threads write the journal at once");
                }
                group.forEach(entry -> RunLedger.this.write(entry.outcome()));
                busy.set(false);
            }

            @Override
            public void close() {
                broken.add("the run closed its journal");
            }
        };
    }

    /** The first of what went wrong, or null. */
    @Nullable String firstBroken() {
        return broken.isEmpty() ? null : broken.getFirst();
    }
}
