package dev.hocket.processes.lanes;

import dev.hocket.Cause;
import dev.hocket.link.MessageReader;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.codec.WorkerException;
import dev.hocket.link.worker.WorkerProtocol;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Some attempts of a lease that follow one another, sent to a worker at once: how far they are. */
final class SentBatch<I, O extends @Nullable Object> {
    final Lane lane;
    final Lease<I, O> lease;
    final int from;

    /** The worker's number of the first. */
    final long first;

    /** What comes after the last. */
    int to;

    /** The next whose end is awaited. */
    int at;

    /** Whether the worker times each. */
    boolean timed;

    /** Whether all have ended that will. */
    boolean over;

    /** Whether the worker wants to be replaced. */
    boolean last;

    /** Whether the run is over, so that those not yet begun are not wanted any more. */
    boolean unwanted;

    /** How long an attempt took on average, once it is over. */
    double meanNanos;

    private final BitSet open;
    private @Nullable IntConsumer held;
    private long since = System.nanoTime();

    /**
     * A batch.
     *
     * @param open the attempts of the lease that have not ended
     */
    SentBatch(Lane lane, Lease<I, O> lease, int from, int to, long first, BitSet open) {
        this.lane = lane;
        this.lease = lease;
        this.from = from;
        this.to = to;
        this.first = first;
        this.at = from;
        this.open = open;
    }

    /** Takes in one message of results. */
    void results(MessageReader in, ValueCodec values, ClassLoader loader) throws IOException {
        if (in.getLong() != first + at - from) {
            throw new IOException("the link is damaged: results out of order");
        }
        since = System.nanoTime();
        while (true) {
            byte tag = in.get();
            long nanos = in.getLong();
            switch (tag) {
                case WorkerProtocol.DONE -> done(values, values.read(in), loader, nanos);
                case WorkerProtocol.THREW -> {
                    String text = String.valueOf(values.read(in).value());
                    threw(values, text, values.read(in), loader, nanos);
                }
                case WorkerProtocol.SKIPPED -> to = at;
                case WorkerProtocol.PAUSE -> {
                    return;
                }
                case WorkerProtocol.END, WorkerProtocol.END_OF_WORKER -> {
                    over = true;
                    last = tag == WorkerProtocol.END_OF_WORKER;
                    measured(nanos);
                    return;
                }
                default -> throw new IOException("the link is damaged: an end of kind " + tag);
            }
        }
    }

    private void measured(long nanos) {
        int count = at - from;
        if (count > 0) {
            meanNanos = (double) nanos / count;
            if (!timed) {
                lease.took(from, count, nanos);
            }
        }
        tellLast();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // its task made it
    private void done(ValueCodec values, ValueCodec.Ready ready, ClassLoader loader, long nanos) {
        O output;
        try {
            output = (O) values.value(ready, loader);
        } catch (OutOfMemoryError full) {
            ended(nanos, i -> lease.failed(lane, i, new Cause.Threw(full)));
            return;
        } catch (Throwable broken) { // its own methods may throw anything
            Throwable why =
                    new IOException(
                            "the output cannot be read: " + WorkerException.text(broken), broken);
            ended(nanos, i -> lease.failed(lane, i, new Cause.Threw(why)));
            return;
        }
        ended(nanos, i -> lease.done(lane, i, output));
    }

    private void threw(
            ValueCodec values,
            String text,
            ValueCodec.Ready ready,
            ClassLoader loader,
            long nanos) {
        Object value = null;
        Throwable whyNot = null;
        try {
            value = values.value(ready, loader);
        } catch (Throwable broken) { // its own methods may throw anything
            whyNot = broken;
        }
        Cause cause = new Cause.Threw(WorkerException.of(text, value, whyNot));
        ended(nanos, i -> lease.failed(lane, i, cause));
    }

    /** The next attempt has ended; the end of the last is held until the batch's time is known. */
    private void ended(long nanos, IntConsumer end) {
        int i = at++;
        unwanted |= i > from && !lease.started(lane, i);
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

    /** Tells the end that was held. */
    void tellLast() {
        IntConsumer end = held;
        held = null;
        if (end != null) {
            end.accept(at - 1);
        }
    }

    /** An attempt has failed that the worker told nothing about. */
    void failed(int i, Cause cause) {
        boolean _ = i == from || lease.started(lane, i);
        open.clear(i);
        if (timed) {
            lease.took(i, 1, System.nanoTime() - since);
        }
        lease.failed(lane, i, cause);
    }
}
