package dev.hocket.processes;

import dev.hocket.Cause;
import dev.hocket.Lane;
import dev.hocket.Lease;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the leases of one lane on workers: sends inputs, reports what comes back, and finds out who
 * is to blame if a worker dies.
 *
 * <p><b>Who is to blame.</b> A worker notes on its {@link Slate} which attempt it begins. If it
 * dies, that attempt is the suspect. It is named at once if the worker was new and had been given
 * nothing else; otherwise it is run again, alone on a new worker, for it may have been killed from
 * outside or by what an earlier task had left behind. All others of the batch that have not been
 * reported run again on the next worker, and no attempt is counted. So an attempt costs at most two
 * workers, and a poisonous input two for each attempt that its job allows.
 */
final class Exchange<I, O extends @Nullable Object> {
    /** How long an attempt that was asked to stop may go on before its worker is killed. */
    private static final long GRACE_MILLIS = 25;

    /** Attempts that take longer are timed one by one. */
    private static final long TIMED_NANOS = 5_000;

    /** So often in a row a worker may die while it runs no attempt. */
    private static final int MOST_UNEXPLAINED = 3;

    private final Children children;
    private final ScheduledThreadPoolExecutor timer;
    private final Processes.Options options;
    private final Values values;
    private final TaskForm task;

    /** Whether attempts are sent one by one, as each has its deadline or may halt the run. */
    private final boolean single;

    // The lease that runs. Used by the lane's thread.
    private @Nullable Child child;
    private int unexplained;
    private double meanNanos;

    // Guarded by this.
    private boolean stopped;
    private @Nullable Child busy;
    private long turn;
    private long below;

    Exchange(
            Children children,
            ScheduledThreadPoolExecutor timer,
            Processes.Options options,
            Values values,
            TaskForm task,
            boolean single) {
        this.children = children;
        this.timer = timer;
        this.options = options;
        this.values = values;
        this.task = task;
        this.single = single;
    }

    /** Some attempts of a lease that follow one another, and how far they have come. */
    private final class Batch {
        final Lane lane;
        final Lease<I, O> lease;
        final int from;
        final long first;
        int to;
        int at;
        boolean timed;
        boolean over;
        boolean last;
        private @Nullable IntConsumer held;

        Batch(Lane lane, Lease<I, O> lease, int from, int to, long first) {
            this.lane = lane;
            this.lease = lease;
            this.from = from;
            this.to = to;
            this.first = first;
            this.at = from;
        }

        /**
         * The next attempt has ended; the end of the last is held until the batch's time is known.
         */
        void ended(long nanos, BitSet open, IntConsumer end) {
            int i = at++;
            if (i > from && !lease.started(lane, i)) {
                stopQuietly();
            }
            open.clear(i);
            if (timed) {
                lease.took(i, 1, nanos);
                end.accept(i);
            } else if (i == to - 1) {
                held = end;
            } else {
                end.accept(i);
            }
        }

        void tellLast() {
            IntConsumer end = held;
            held = null;
            if (end != null) {
                end.accept(at - 1);
            }
        }
    }

    /** The run is over: what was sent and not begun is not wanted any more. */
    private synchronized void stopQuietly() {
        if (busy != null && !stopped) {
            busy.stop(Protocol.HOLD, below);
        }
    }

    /**
     * Runs a lease to its end.
     *
     * @throws IOException if no worker can be started; the lease has been given back
     */
    void run(Lane lane, Lease<I, O> lease) throws IOException {
        BitSet open = new BitSet();
        open.set(0, lease.size());
        synchronized (this) {
            stopped = false;
        }
        try {
            run(lane, lease, open);
        } finally {
            open.stream().forEach(i -> lease.giveBack(lane, i));
        }
    }

    private void run(Lane lane, Lease<I, O> lease, BitSet open) throws IOException {
        int suspect = -1;
        while (!open.isEmpty()) {
            int from = open.nextSetBit(0);
            boolean alone = from == suspect;
            Child worker = worker(alone);
            if (!lease.started(lane, from)) {
                return;
            }
            int most = single || alone ? 1 : open.nextClearBit(from) - from;
            if (suspect > from) {
                most = Math.min(most, suspect - from);
            }
            most = (int) Math.min(most, options.maxTasks - worker.next);
            boolean untouched = worker.next == 0;
            Batch batch = new Batch(lane, lease, from, from + most, worker.next);
            boolean whole = perform(worker, batch, open);
            if (whole) {
                suspect = alone ? -1 : suspect;
                unexplained = 0;
                if (isStopped()) {
                    neverBegun(batch, open);
                    return;
                }
                continue;
            }
            int running = died(worker, batch, open);
            if (running < 0) {
                suspect = -1;
            } else if (running == suspect || (untouched && batch.to - batch.from == 1)) {
                blame(worker, batch, running, open);
                suspect = -1;
            } else {
                suspect = running;
            }
            bury(worker);
            if (isStopped()) {
                return;
            }
        }
    }

    /** It was stopped on its way: its time was over, or its run. */
    private void neverBegun(Batch batch, BitSet open) {
        if (single && open.get(batch.from)) {
            open.clear(batch.from);
            batch.lease.failed(batch.lane, batch.from, new Cause.Cancelled(false, null));
        }
    }

    private Child worker(boolean fresh) throws IOException {
        Child worker = child;
        if (worker != null && ((fresh && worker.next > 0) || worker.next >= options.maxTasks)) {
            children.end(worker);
            worker = null;
        }
        if (worker == null) {
            worker = children.take();
            if (fresh && worker.next > 0) {
                children.release(worker);
                worker = children.fresh();
            }
            child = worker;
        }
        return worker;
    }

    /** Sends a batch and takes in what comes back; false if the worker died before its end. */
    private boolean perform(Child worker, Batch batch, BitSet open) {
        try {
            begin(worker, batch);
            if (send(worker, batch) == 0) { // the first cannot be sent, and has been reported
                open.clear(batch.from);
                return true;
            }
            while (!batch.over) {
                if (!worker.in.next()) {
                    return false;
                }
                byte kind = worker.in.get();
                switch (kind) {
                    case Protocol.LOG -> worker.log(values);
                    case Protocol.RESULTS -> results(worker, batch, open);
                    default ->
                            throw new IOException("the link is damaged: a message of kind " + kind);
                }
            }
            if (batch.last) {
                child = null;
                children.end(worker);
            }
            return true;
        } catch (IOException broken) {
            return false;
        } finally {
            end();
        }
    }

    private synchronized void begin(Child worker, Batch batch) {
        busy = worker;
        below = batch.first + batch.to - batch.from;
        turn++;
        if (stopped) {
            stopNow(worker);
        }
    }

    private synchronized void end() {
        busy = null;
        turn++;
    }

    /** Ends what runs: asks for it, and kills the worker if that does not help. Any thread. */
    synchronized void stop() {
        stopped = true;
        if (busy != null) {
            stopNow(busy);
        }
    }

    private void stopNow(Child worker) {
        worker.stop(Protocol.STOP, below);
        long now = turn;
        var _ = timer.schedule(() -> kill(worker, now), GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void kill(Child worker, long then) {
        if (turn == then) {
            worker.kill();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Sends inputs, up to the first that cannot be; how many. */
    private int send(Child worker, Batch batch) throws IOException {
        Values.Ready ready = ready(batch, batch.from);
        if (ready == null) {
            return 0;
        }
        WireOut out = worker.out;
        if (worker.learns(task.number())) {
            task.send(out, values);
        }
        batch.timed = batch.to - batch.from == 1 || meanNanos >= TIMED_NANOS;
        out.put(Protocol.BATCH).putLong(task.number()).putLong(batch.first);
        out.put((byte) (batch.timed ? 1 : 0));
        int i = batch.from;
        while (ready != null) {
            values.write(out.put(Protocol.ITEM), ready);
            i++;
            ready = i < batch.to ? ready(batch, i) : null;
        }
        out.put(Protocol.END);
        out.end();
        out.flush();
        worker.next = batch.first + batch.to - batch.from;
        batch.to = i;
        return i - batch.from;
    }

    /** An input to be sent; null if it cannot be, which is told when its turn has come. */
    private Values.@Nullable Ready ready(Batch batch, int i) {
        try {
            return values.ready(batch.lease.input(i));
        } catch (IOException | RuntimeException | StackOverflowError unsendable) {
            if (i == batch.from) {
                batch.lease.failed(batch.lane, i, new Cause.Threw(unsendable));
            }
            return null;
        }
    }

    /** Takes in one message of results. */
    private void results(Child worker, Batch batch, BitSet open) throws IOException {
        WireIn in = worker.in;
        if (in.getLong() != batch.first + batch.at - batch.from) {
            throw new IOException("the link is damaged: results out of order");
        }
        while (true) {
            byte tag = in.get();
            long nanos = in.getLong();
            switch (tag) {
                case Protocol.DONE -> done(batch, values.read(in), nanos, open);
                case Protocol.THREW -> {
                    String text = String.valueOf(values.read(in).value());
                    threw(batch, text, values.read(in), nanos, open);
                }
                case Protocol.SKIPPED -> batch.to = batch.at;
                case Protocol.PAUSE -> {
                    return;
                }
                case Protocol.END, Protocol.END_OF_WORKER -> {
                    batch.over = true;
                    batch.last = tag == Protocol.END_OF_WORKER;
                    measured(batch, nanos);
                    return;
                }
                default -> throw new IOException("the link is damaged: an end of kind " + tag);
            }
        }
    }

    private void measured(Batch batch, long nanos) {
        int count = batch.at - batch.from;
        if (count > 0) {
            meanNanos = (double) nanos / count;
            if (!batch.timed) {
                batch.lease.took(batch.from, count, nanos);
            }
        }
        batch.tellLast();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // its task made it
    private void done(Batch batch, Values.Ready ready, long nanos, BitSet open) {
        try {
            O output = (O) values.value(ready, task.loader());
            batch.ended(nanos, open, i -> batch.lease.done(batch.lane, i, output));
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError broken) {
            Throwable why = new IOException("the output cannot be read: " + broken, broken);
            batch.ended(nanos, open, i -> batch.lease.failed(batch.lane, i, new Cause.Threw(why)));
        }
    }

    private void threw(Batch batch, String text, Values.Ready ready, long nanos, BitSet open) {
        Object value = null;
        Throwable whyNot = null;
        try {
            value = values.value(ready, task.loader());
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError broken) {
            whyNot = broken;
        }
        Cause cause = new Cause.Threw(Thrown.of(text, value, whyNot));
        batch.ended(nanos, open, i -> batch.lease.failed(batch.lane, i, cause));
    }

    /** A worker died within a batch: which attempt is the suspect, or -1. */
    private int died(Child worker, Batch batch, BitSet open) {
        batch.tellLast();
        long running = worker.running();
        long i = batch.from + running - batch.first;
        int suspect = running != Slate.NONE && i >= batch.at && i < batch.to ? (int) i : -1;
        if (isStopped()) {
            if (open.get(batch.at)) {
                blame(worker, batch, suspect < 0 ? batch.at : suspect, open);
            }
            return -1;
        }
        if (suspect < 0 && ++unexplained >= MOST_UNEXPLAINED && batch.at < batch.to) {
            unexplained = 0;
            blame(worker, batch, batch.at, open);
        }
        return suspect;
    }

    private void blame(Child worker, Batch batch, int i, BitSet open) {
        boolean _ = i == batch.from || batch.lease.started(batch.lane, i);
        open.clear(i);
        batch.lease.failed(batch.lane, i, worker.crash());
    }

    private void bury(Child worker) {
        child = null;
        worker.kill();
        children.end(worker);
    }

    /** The lane has nothing to do for now: others may have its worker. */
    void release() {
        Child worker = child;
        child = null;
        if (worker != null && worker.next < options.maxTasks) {
            children.release(worker);
        } else if (worker != null) {
            children.end(worker);
        }
    }
}
