package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.FailedInputException;
import dev.hocket.RunException;
import dev.hocket.source.InputSource;
import dev.hocket.text.ErrorText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that are submitted while their run goes on, each with the future of its output: the source
 * of the run, and its consumer.
 *
 * <p><b>Inputs one by one.</b> A lane claims one input at a time, so that none waits behind another
 * that takes long or waits for it, and so that stopping one stops nothing else.
 *
 * <p><b>Several in one lease.</b> Where the job limits neither its rate nor its keys, and nobody
 * watches its attempts, all inputs are alike to the run. A lane whose input has its output then
 * completes that future and takes the next input from the queue in the same place, without the
 * run's lock, for about 50 µs ({@link LocalAttempts}). It still holds one input at a time, each in
 * a span of its own. The list of those that have begun contains the first of them until the lease
 * returns.
 *
 * <p><b>Handing in without the run's lock.</b> Whoever submits adds to the queue, and takes the
 * run's lock only if a lane may be parked: a lane that parks says so ({@code parked}) and looks at
 * the queue again; whoever submits adds first, and looks at {@code parked} then. One of them sees
 * the other. In the same way an input is added and then {@code closed} is read, and the queue is
 * closed before it is looked at for the last time.
 *
 * <p><b>Completing.</b> An input that an attempt ended completes its future on the lane's thread,
 * as an executor's thread does. Those that end otherwise, because the engine is closed or an
 * attempt was abandoned, complete theirs on a thread of their own if anything depends on them, so
 * that what depends on one future delays neither the others nor {@code close()}.
 */
public final class SubmissionQueue<I, O extends @Nullable Object> extends InputSource<I> {
    /** How long {@code close()} waits for futures to be completed by other threads. */
    private static final long COMPLETING_NANOS = 1_000_000_000;

    /** What the run does for those who wait for an input. */
    interface Owner<I, O extends @Nullable Object> {
        /** Stops the attempt at an input. */
        void stop(SubmittedInput<I, O> one);

        /** Runs an input, if the calling thread is a lane's. */
        void awaited(SubmittedInput<I, O> one);
    }

    private final String job;
    private final String engine;
    private final ConcurrentLinkedQueue<SubmittedInput<I, O>> waiting =
            new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean parked;
    private volatile boolean closed;
    private volatile @Nullable Owner<I, O> owner;
    private volatile @Nullable RunException failure;

    /** Those that have begun and not ended; guarded by the run's lock. */
    private @Nullable SubmittedInput<I, O> first;

    public SubmissionQueue(String job, String engine) {
        this.job = job;
        this.engine = engine;
    }

    /** A source that is such a queue, or null. */
    @SuppressWarnings("unchecked") // a run's outputs are those of its queue
    static <I, O extends @Nullable Object> @Nullable SubmissionQueue<I, O> of(
            InputSource<I> source) {
        return source instanceof SubmissionQueue<?, ?> queue ? (SubmissionQueue<I, O>) queue : null;
    }

    void belongsTo(Owner<I, O> run) {
        owner = run;
    }

    /** Hands an input in; null if the queue is closed. */
    public @Nullable SubmittedInput<I, O> add(I input) {
        SubmittedInput<I, O> one = new SubmittedInput<>(this, input);
        waiting.add(one);
        return closed && one.begins() ? null : one;
    }

    /** Whether a lane may wait for an input. */
    public boolean isParked() {
        return parked;
    }

    void parked(boolean lanes) {
        parked = lanes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the next input out that is wanted; null if there is none. */
    @Nullable SubmittedInput<I, O> next() {
        while (true) {
            SubmittedInput<I, O> one = waiting.poll();
            if (one == null || (one.wanted() && one.begins())) {
                return one;
            }
            one.settled();
        }
    }

    /** The number of the next input that is claimed. */
    long number() {
        return numbers.getAndIncrement();
    }

    /** Takes no more, unless something waits or runs. Needs the run's lock. */
    boolean closeIfIdle() {
        if (first != null) {
            return false;
        }
        closed = true;
        closed = idle();
        return closed;
    }

    /** Whether nothing waits that is wanted. */
    private boolean idle() {
        SubmittedInput<I, O> head = waiting.peek();
        while (head != null && !head.wanted()) {
            boolean _ = waiting.remove(head);
            head = waiting.peek();
        }
        return head == null;
    }

    /** Whether something runs or is to be tried again. Needs the run's lock. */
    boolean isIdle() {
        return first == null && idle();
    }

    /** An input was claimed. Needs the run's lock. */
    void opens(SubmittedInput<I, O> one) {
        one.open = true;
        one.after = first;
        if (first != null) {
            first.before = one;
        }
        first = one;
    }

    /** An input has ended. Needs the run's lock. */
    void ends(SubmittedInput<I, O> one) {
        if (!one.open) {
            return;
        }
        one.open = false;
        SubmittedInput<I, O> next = one.after;
        SubmittedInput<I, O> last = one.before;
        if (next != null) {
            next.before = last;
        }
        if (last == null) {
            first = next;
        } else {
            last.after = next;
        }
        one.before = null;
        one.after = null;
    }

    void stop(SubmittedInput<I, O> one) {
        Owner<I, O> run = owner;
        if (run != null) {
            run.stop(one);
        }
    }

    void awaited(SubmittedInput<I, O> one) {
        Owner<I, O> run = owner;
        if (run != null) {
            run.awaited(one);
        }
    }

    /**
     * Completes the futures of leases that came back. Called without the run's lock.
     *
     * @param ending whether the run was ended before
     */
    void complete(ArrayDeque<LeaseSlots<I, O>> leases, boolean ending) {
        List<SubmittedInput<I, O>> aside = new ArrayList<>(0);
        for (LeaseSlots<I, O> lease : leases) {
            SubmittedInput<I, O> one = lease.submission();
            one.settled();
            if (one.isDone()) {
                continue;
            }
            Object result = lease.result(0);
            if (!(result instanceof SlotResult.Failure(Cause cause))) {
                one.gives(lease.output(0));
            } else if (cause instanceof Cause.Cancelled) {
                fail(one, ending ? ending(lease.index(0), one) : stopped(), aside);
            } else {
                Throwable why = new FailedInputException(job, lease.index(0), one.input(), cause);
                if (lease.isHandedOver()) {
                    fail(one, why, aside);
                } else {
                    one.fails(why);
                }
            }
        }
        await(aside);
    }

    private CancellationException stopped() {
        return new CancellationException(
                job + ": the thread that ran the input was interrupted; submit it again");
    }

    /** Why an input has ended that could not end by itself. */
    private RunException ending(long index, SubmittedInput<I, O> one) {
        RunException broke = failure;
        if (broke != null) {
            return broke;
        }
        String which = index < 0 ? "the input" : "input " + index;
        return new RunException(
                RunException.Part.ENGINE,
                "%s: the engine %s was closed before %s ('%s') had ended; close it after what was submitted to it"
                        .formatted(job, engine, which, ErrorText.shown(one.input())),
                null);
    }

    private void fail(SubmittedInput<I, O> one, Throwable why, List<SubmittedInput<I, O>> aside) {
        if (one.getNumberOfDependents() == 0) {
            one.fails(why);
        } else {
            Thread _ = Thread.ofVirtual().name("hocket-completing").start(() -> one.fails(why));
            aside.add(one);
        }
    }

    private void await(List<SubmittedInput<I, O>> aside) {
        long until = System.nanoTime() + COMPLETING_NANOS;
        for (SubmittedInput<I, O> one : aside) {
            while (!one.isDone() && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** The run gave way to this, which its inputs are told. */
    void broke(@Nullable RunException why) {
        failure = failure == null ? why : failure;
    }

    /** What was read by a lane, and is not claimed any more. Called without the run's lock. */
    void fail(@Nullable SubmittedInput<I, O> one) {
        if (one != null) {
            List<SubmittedInput<I, O>> aside = new ArrayList<>(0);
            fail(one, ending(-1, one), aside);
            one.settled();
            await(aside);
        }
    }

    @Override
    public int pull(@Nullable Object[] into, int most) {
        throw new UnsupportedOperationException("inputs are claimed one by one, with their future");
    }

    /** The run has ended: so does what it has left. */
    @Override
    public void close() {
        closed = true;
        List<SubmittedInput<I, O>> aside = new ArrayList<>();
        for (SubmittedInput<I, O> one = next(); one != null; one = next()) {
            end(one, aside);
        }
        // The run is over, so that nothing else touches the list.
        for (SubmittedInput<I, O> one = first; one != null; one = first) {
            ends(one);
            end(one, aside);
            SubmittedInput<I, O> following = one.following();
            if (following != null) {
                end(following, aside);
            }
        }
        await(aside);
    }

    private void end(SubmittedInput<I, O> one, List<SubmittedInput<I, O>> aside) {
        if (!one.isDone()) {
            fail(one, ending(-1, one), aside);
        }
        one.settled();
    }

    /** For a lease of such an input. */
    static <I, O extends @Nullable Object> SubmittedInput<I, O> cast(Object handed) {
        @SuppressWarnings("unchecked") // no other input is handed in
        SubmittedInput<I, O> one = (SubmittedInput<I, O>) Objects.requireNonNull(handed);
        return one;
    }
}
