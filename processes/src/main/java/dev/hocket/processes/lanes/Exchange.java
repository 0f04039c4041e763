package dev.hocket.processes.lanes;

import dev.hocket.Cause;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.worker.AttemptSlate;
import dev.hocket.link.worker.SerializedTask;
import dev.hocket.link.worker.WorkerProtocol;
import dev.hocket.processes.lanes.SentLease.State;
import dev.hocket.processes.pool.WorkerPool;
import dev.hocket.processes.pool.WorkerProcess;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Supply;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs the leases of one lane on workers: sends inputs, reports what comes back, and finds out who
 * is to blame if a worker dies.
 *
 * <p><b>Who is to blame.</b> A worker records on its {@link AttemptSlate} which attempt it begins.
 * If it dies, that attempt is the suspect. It is blamed at once if the worker was new and had run
 * nothing else; otherwise it runs again, alone on a new worker, because something outside, or what
 * an earlier task left behind, may have killed the first one. All other unreported attempts of the
 * batch run again on the next worker, and these repetitions do not count as attempts. So an attempt
 * costs at most two workers, and a fatal input two for each attempt that its job allows.
 */
final class Exchange<I, O extends @Nullable Object> {
    /** Attempts that take longer are timed one by one. */
    private static final long TIMED_NANOS = 5_000;

    /** So often in a row a worker may die while it runs no attempt. */
    private static final int MOST_UNEXPLAINED = 3;

    /** How long a try waits for an answer: about as long as it takes to wake another thread. */
    private static final long TRIED_NANOS = 300_000;

    /** About what it costs a thread to wake another. */
    private static final long BRIEF_NANOS = 10_000;

    /** So many inputs are tried at once. */
    private static final int MOST_TRIED = 64;

    private final Supply<I, O> supply;
    private final Lane lane;
    private final WorkerPool children;
    private final BatchStopper stopper;
    private final WorkerOptions options;
    private final ValueCodec values;
    private final SerializedTask task;

    /** Whether attempts are sent one by one, as each has its deadline or may halt the run. */
    private final boolean single;

    // The lease that runs. Used by one thread at a time.
    private @Nullable WorkerProcess child;
    private @Nullable SentLease<I, O> left;
    private int unexplained;
    private double meanNanos;

    Exchange(
            Supply<I, O> supply,
            Lane lane,
            WorkerPool children,
            BatchStopper stopper,
            WorkerOptions options,
            ValueCodec values,
            SerializedTask task,
            boolean single) {
        this.supply = supply;
        this.lane = lane;
        this.children = children;
        this.stopper = stopper;
        this.options = options;
        this.values = values;
        this.task = task;
        this.single = single;
    }

    /**
     * Runs a lease to its end, from where {@link #tryRun} left it.
     *
     * @throws IOException if no worker can be started; the lease has been given back
     */
    void run(Lane lane, Lease<I, O> lease) throws IOException {
        SentLease<I, O> now = left;
        left = null;
        if (now == null) {
            now = course(lane, lease);
        }
        try {
            finish(now);
        } finally {
            giveBack(now);
        }
    }

    /**
     * Begins with a lease, and ends it if that takes no longer than to wake a thread: so the run's
     * consumer, which would wait otherwise, need not wake one.
     *
     * @return whether it has ended; otherwise {@link #run} continues with it
     */
    boolean tryRun(Lane lane, Lease<I, O> lease) {
        SentLease<I, O> now = course(lane, lease);
        left = now;
        if (child == null) {
            child = children.idle();
            tellStarted(child);
        }
        WorkerProcess worker = child;
        if (worker == null
                || worker.next + lease.size() > options.maxTasks()
                || !isSmall(lease, worker)
                || !lease.started(lane, 0)) {
            return false;
        }
        start(now, worker);
        if (now.state == State.UNDER_WAY) {
            receive(now, TRIED_NANOS);
        }
        if (now.state != State.WHOLE || (settle(now) && !now.open.isEmpty())) {
            return false;
        }
        left = null;
        giveBack(now);
        return true;
    }

    /** Whether it can be sent without being waited for. */
    private boolean isSmall(Lease<I, O> lease, WorkerProcess worker) {
        if (lease.size() > MOST_TRIED || !(worker.knows(task.number()) || task.isSmall(values))) {
            return false;
        }
        for (int i = 0; i < lease.size(); i++) {
            if (!values.isSmall(lease.input(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether attempts take no longer than to wake a thread, as far as is known. */
    boolean brief() {
        return meanNanos < BRIEF_NANOS;
    }

    /** Whether attempts are short enough to be tried. */
    boolean quick() {
        return meanNanos < TRIED_NANOS / 4;
    }

    private SentLease<I, O> course(Lane lane, Lease<I, O> lease) {
        stopper.reset();
        return new SentLease<>(lane, lease);
    }

    private void giveBack(SentLease<I, O> now) {
        stopper.end();
        now.open.stream().forEach(i -> now.lease.giveBack(now.lane, i));
    }

    private void finish(SentLease<I, O> now) throws IOException {
        while (true) {
            if (now.state == State.NONE) {
                if (now.open.isEmpty()) {
                    return;
                }
                int from = now.open.nextSetBit(0);
                WorkerProcess worker = worker(from == now.suspect);
                if (!now.lease.started(now.lane, from)) {
                    return;
                }
                start(now, worker);
            }
            if (now.state == State.UNDER_WAY) {
                receive(now, Long.MAX_VALUE);
            }
            if (!settle(now)) {
                return;
            }
        }
    }

    /** Sends the next batch. */
    private void start(SentLease<I, O> now, WorkerProcess worker) {
        int from = now.open.nextSetBit(0);
        int most = most(now.open, from, now.suspect, worker);
        now.alone = from == now.suspect;
        now.untouched = worker.next == 0;
        SentBatch<I, O> batch =
                new SentBatch<>(now.lane, now.lease, from, from + most, worker.next, now.open);
        now.batch = batch;
        now.worker = worker;
        try {
            stopper.begin(worker, batch.first + batch.to - batch.from);
            now.state = State.UNDER_WAY;
            if (send(worker, batch) == 0) { // the first cannot be sent, and has been reported
                now.open.clear(from);
                now.state = State.WHOLE;
            }
        } catch (IOException broken) {
            now.state = State.DIED;
        } catch (OutOfMemoryError full) {
            noRoom(worker, batch, full);
            now.state = State.WHOLE;
        }
    }

    /**
     * Takes in what comes back.
     *
     * @param nanos how long to wait for more of it
     */
    private void receive(SentLease<I, O> now, long nanos) {
        SentBatch<I, O> batch = now.batch();
        WorkerProcess worker = now.worker();
        try {
            while (!batch.over) {
                if (batch.unwanted) {
                    stopper.hold();
                }
                if (nanos < Long.MAX_VALUE && !worker.in.arrives(nanos)) {
                    return;
                }
                if (!worker.in.next()) {
                    now.state = State.DIED;
                    return;
                }
                byte kind = worker.in.get();
                switch (kind) {
                    case WorkerProtocol.LOG -> worker.log(values, task.loader());
                    case WorkerProtocol.RESULTS -> batch.results(worker.in, values, task.loader());
                    default ->
                            throw new IOException("the link is damaged: a message of kind " + kind);
                }
            }
            meanNanos = batch.meanNanos > 0 ? batch.meanNanos : meanNanos;
            if (batch.last) {
                child = null;
                children.end(worker);
            }
            now.state = State.WHOLE;
        } catch (IOException broken) {
            now.state = State.DIED;
        } catch (OutOfMemoryError full) { // no room here for what it sent, of which a part was read
            noRoom(worker, batch, full);
            now.state = State.WHOLE;
        }
    }

    /** A batch is over: finds out who is to blame if its worker died. Whether to continue. */
    private boolean settle(SentLease<I, O> now) {
        stopper.end();
        boolean whole = now.state == State.WHOLE;
        now.state = State.NONE;
        SentBatch<I, O> batch = now.batch();
        WorkerProcess worker = now.worker();
        if (whole) {
            now.suspect = now.alone ? -1 : now.suspect;
            unexplained = 0;
            if (stopper.isStopped()) {
                neverBegun(batch, now.open);
                return false;
            }
            return true;
        }
        int running = died(worker, batch);
        if (running < 0) {
            now.suspect = -1;
        } else if (running == now.suspect || (now.untouched && batch.to - batch.from == 1)) {
            batch.failed(running, worker.crash());
            now.suspect = -1;
        } else {
            now.suspect = running;
        }
        bury(worker);
        return !stopper.isStopped();
    }

    /** How many attempts to send from one on. */
    private int most(BitSet open, int from, int suspect, WorkerProcess worker) {
        int most = single || from == suspect ? 1 : open.nextClearBit(from) - from;
        if (suspect > from) {
            most = Math.min(most, suspect - from);
        }
        return (int) Math.min(most, options.maxTasks() - worker.next);
    }

    /** It was stopped on its way: its time was over, or its run. */
    private void neverBegun(SentBatch<I, O> batch, BitSet open) {
        if (single && open.get(batch.from)) {
            open.clear(batch.from);
            batch.lease.failed(batch.lane, batch.from, new Cause.Cancelled(false, null));
        }
    }

    /** Takes a worker before it is needed. */
    void prepare() throws IOException {
        WorkerProcess _ = worker(false);
    }

    private WorkerProcess worker(boolean fresh) throws IOException {
        WorkerProcess worker = child;
        if (worker != null && ((fresh && worker.next > 0) || worker.next >= options.maxTasks())) {
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
            tellStarted(worker);
        }
        return worker;
    }

    private void noRoom(WorkerProcess worker, SentBatch<I, O> batch, OutOfMemoryError full) {
        batch.tellLast();
        if (batch.at < batch.to) {
            batch.failed(batch.at, new Cause.Threw(full));
        }
        worker.kill();
        bury(worker);
    }

    /** Ends what runs: asks for it, and kills the worker if that does not help. Any thread. */
    void stop() {
        stopper.stop();
    }

    /** Sends inputs, up to the first that cannot be; how many. */
    private int send(WorkerProcess worker, SentBatch<I, O> batch) throws IOException {
        ValueCodec.Ready ready = ready(batch, batch.from);
        if (ready == null) {
            return 0;
        }
        MessageWriter out = worker.out;
        if (worker.learns(task.number())) {
            task.send(out, values);
        }
        batch.timed = batch.to - batch.from == 1 || meanNanos >= TIMED_NANOS;
        out.put(WorkerProtocol.BATCH).putLong(task.number()).putLong(batch.first);
        out.put((byte) (batch.timed ? 1 : 0));
        int i = batch.from;
        while (ready != null) {
            values.write(out.put(WorkerProtocol.ITEM), ready);
            i++;
            ready = i < batch.to ? ready(batch, i) : null;
        }
        out.put(WorkerProtocol.END);
        out.end();
        out.flush();
        worker.next = batch.first + batch.to - batch.from;
        batch.to = i;
        return i - batch.from;
    }

    /** An input to be sent; null if it cannot be, which is told when its turn has come. */
    private ValueCodec.@Nullable Ready ready(SentBatch<I, O> batch, int i) {
        try {
            return values.ready(batch.lease.input(i));
        } catch (IOException | RuntimeException | Error unsendable) {
            if (i == batch.from) {
                batch.lease.failed(batch.lane, i, new Cause.Threw(unsendable));
            }
            return null;
        }
    }

    /** A worker died within a batch: which attempt is the suspect, or -1. */
    private int died(WorkerProcess worker, SentBatch<I, O> batch) {
        batch.tellLast();
        long running = worker.running();
        long i = batch.from + running - batch.first;
        int suspect = running != AttemptSlate.NONE && i >= batch.at && i < batch.to ? (int) i : -1;
        if (stopper.isStopped()) {
            long begun = Math.max(batch.at, batch.from + worker.begun() - batch.first);
            for (int each = batch.at; each < batch.to && each <= begun; each++) {
                batch.failed(each, new Cause.Cancelled(true, null));
            }
            return -1;
        }
        if (suspect < 0 && ++unexplained >= MOST_UNEXPLAINED && batch.at < batch.to) {
            unexplained = 0;
            batch.failed(batch.at, worker.crash());
        }
        return suspect;
    }

    private void tellStarted(@Nullable WorkerProcess worker) {
        if (worker != null && worker.next == 0) {
            supply.workerStarted(lane, worker.pid());
        }
    }

    private void bury(WorkerProcess worker) {
        supply.workerDied(lane, worker.pid(), worker::crash);
        child = null;
        worker.kill();
        children.end(worker);
    }

    /** The lane has nothing to do for now: others may have its worker. */
    void release() {
        WorkerProcess worker = child;
        child = null;
        if (worker != null && worker.next < options.maxTasks()) {
            children.release(worker);
        } else if (worker != null) {
            children.end(worker);
        }
    }
}
