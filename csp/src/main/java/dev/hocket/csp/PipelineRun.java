package dev.hocket.csp;

import com.softwaremill.jox.ChannelDone;
import com.softwaremill.jox.ChannelError;
import com.softwaremill.jox.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Pipeline} that runs over inputs. It starts at once, and pauses while its outputs are not
 * taken.
 *
 * <p>Take the outputs by iterating, once, or from {@link #outputs()}; several threads may take from
 * the latter at a time. {@link #report()} and {@link #close()} may be called by any thread at any
 * time.
 *
 * <p>If the thread that waits in an iterator is interrupted, the run is closed and a {@link
 * CancellationException} is thrown; the thread remains interrupted.
 */
public final class PipelineRun<O> implements Iterable<O>, AutoCloseable {
    private final PipelineWiring wiring;
    private final ProcessNetwork network;
    private final StageLink last;
    private final StageInput<O> outputs;
    private final long startedAt = System.nanoTime();
    private volatile long endedAt;
    private volatile boolean ended;
    private boolean iterated;

    PipelineRun(PipelineWiring wiring, StageLink last) {
        this.wiring = wiring;
        this.network = wiring.network();
        this.last = last;
        this.outputs = new StageInput<>(last, _ -> {});
        network.start();
    }

    /**
     * The outputs as a channel, which {@code Select} accepts as well. It is done when the pipeline
     * is done. If a stage failed, it is closed with the {@link FailedStageException}; if the run
     * was closed, with a {@link CancellationException}.
     */
    public Source<O> outputs() {
        return outputs;
    }

    /**
     * The outputs. After them, or at once when a stage fails, the iterator throws {@link
     * FailedStageException}; when the run is closed meanwhile, {@link CancellationException}.
     */
    @Override
    public Iterator<O> iterator() {
        synchronized (this) {
            if (iterated) {
                throw new IllegalStateException(
                        "these outputs are already being iterated: a run has one iterator");
            }
            iterated = true;
        }
        return new Outputs();
    }

    /** All outputs; throws as {@link #iterator()} does. */
    public List<O> toList() {
        List<O> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    /** Takes and drops all outputs; throws as {@link #iterator()} does. */
    public PipelineReport drain() {
        forEach(_ -> {});
        return report();
    }

    /** What has happened so far. */
    public PipelineReport report() {
        long until = ended ? endedAt : System.nanoTime();
        return new PipelineReport(
                Duration.ofNanos(until - startedAt),
                wiring.inputsRead(),
                wiring.stages(),
                last.waiting(),
                last.taken());
    }

    /**
     * Ends the run: closes the channels, interrupts the tasks and waits for them for up to a
     * second. Tasks that do not end keep their daemon threads, which a warning names.
     */
    @Override
    public void close() {
        network.close();
        noteEnd();
    }

    private synchronized void noteEnd() {
        if (!ended) {
            endedAt = System.nanoTime();
            ended = true;
        }
    }

    /**
     * The outputs have come to their end. Who still runs then works for a stage that ended early,
     * and in vain.
     */
    private void finish() {
        FailedProcessException failed = closed();
        if (failed != null) {
            throw told(failed);
        }
    }

    private RuntimeException cutOff() {
        FailedProcessException failed = closed();
        return failed == null ? new CancellationException("the pipeline was closed") : told(failed);
    }

    private @Nullable FailedProcessException closed() {
        FailedProcessException before = network.failure();
        close();
        return before == null ? network.failure() : before;
    }

    private static RuntimeException told(FailedProcessException failed) {
        return failed.getCause() instanceof FailedStageException ofStage ? ofStage : failed;
    }

    private final class Outputs implements Iterator<O> {
        private @Nullable O next;
        private boolean over;

        @Override
        @SuppressWarnings("unchecked") // the channel carries nothing else
        public boolean hasNext() {
            if (next != null || over) {
                return !over;
            }
            try {
                switch (outputs.receiveOrClosed()) {
                    case ChannelDone _ -> {
                        over = true;
                        finish();
                    }
                    case ChannelError _ -> {
                        over = true;
                        throw cutOff();
                    }
                    case Object output -> next = (O) output;
                }
            } catch (InterruptedException _) {
                over = true;
                close();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for the pipeline");
            }
            return !over;
        }

        @Override
        public O next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("there are no more outputs");
            }
            O output = next;
            next = null;
            return output;
        }
    }
}
