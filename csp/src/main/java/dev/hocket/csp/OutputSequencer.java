package dev.hocket.csp;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts outputs back into the order of their inputs. A process takes an input with a number, stores
 * its outputs here, and takes the next input. The process that stores the outputs of the lowest
 * number sends them, and all that follow without a gap. No process takes an input whose number is a
 * whole ring ahead, so the number of stored outputs is bounded; the process with the lowest number
 * never waits for room, so there is always progress.
 */
final class OutputSequencer {
    /** An input and its number. */
    record Numbered(long number, PipelineItem item) {}

    /** What an input gave; nothing if it failed. */
    record Given(List<PipelineItem> outputs, boolean failed) {}

    private final StageLink in;
    private final StageLink out;
    private final StageTally tally;
    private final ReentrantLock taking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final @Nullable Given[] ring;
    private long next; // guarded by taking
    private long head; // guarded by lock
    private boolean sending; // guarded by lock

    OutputSequencer(StageLink in, StageLink out, StageTally tally, int window) {
        this.in = in;
        this.out = out;
        this.tally = tally;
        this.ring = new Given[window];
    }

    /** The next input, or {@code null} at the end. */
    @Nullable Numbered take() throws InterruptedException {
        taking.lockInterruptibly();
        try {
            awaitRoom();
            PipelineItem item = in.take();
            return item == null ? null : new Numbered(next++, item);
        } finally {
            taking.unlock();
        }
    }

    private void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (next - head >= ring.length) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The outputs of an input are complete. */
    void leave(Numbered input, Given given) throws InterruptedException {
        Given ready = first(input, given);
        while (ready != null) {
            for (PipelineItem output : ready.outputs()) {
                out.send(output);
                tally.out();
            }
            if (!ready.failed()) {
                tally.done();
            }
            ready = following();
        }
    }

    /** What this thread is to send now. If a send fails, nobody sends: the pipeline is ending. */
    private @Nullable Given first(Numbered input, Given given) {
        lock.lock();
        try {
            ring[slot(input.number())] = given;
            if (sending || input.number() != head) {
                return null;
            }
            sending = true;
            return given;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Given following() {
        lock.lock();
        try {
            ring[slot(head)] = null;
            head++;
            room.signalAll();
            Given ready = ring[slot(head)];
            sending = ready != null;
            return ready;
        } finally {
            lock.unlock();
        }
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }
}
