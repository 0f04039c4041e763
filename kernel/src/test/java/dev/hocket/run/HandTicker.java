package dev.hocket.run;

import dev.hocket.spi.Ticker;
import java.util.PriorityQueue;

/** A clock that a test turns by hand; calls come on the turning thread. */
public final class HandTicker implements Ticker {
    private final PriorityQueue<Call> calls =
            new PriorityQueue<>((a, b) -> Long.compare(a.due, b.due));
    private long now = 1_000_000_000;

    private record Call(long due, Runnable action) {}

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Runnable schedule(Runnable action, long delayNanos) {
        Call call = new Call(now + Math.max(0, delayNanos), action);
        calls.add(call);
        return () -> cancel(call);
    }

    private synchronized void cancel(Call call) {
        calls.remove(call);
    }

    public synchronized int scheduled() {
        return calls.size();
    }

    /** Moves on, and makes the calls that are due on the way. */
    public void turn(long nanos) {
        long until = nanos() + nanos;
        for (Call due = due(until); due != null; due = due(until)) {
            due.action.run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Call due(long until) {
        Call first = calls.peek();
        if (first == null || first.due > until) {
            return null;
        }
        now = Math.max(now, first.due);
        return calls.poll();
    }
}
