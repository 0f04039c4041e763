package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.ChannelClosedException;
import com.softwaremill.jox.ChannelDone;
import com.softwaremill.jox.ChannelError;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A channel between two stages, and how much went through it. Safe for use by several threads. */
final class StageLink {
    private final Channel<PipelineItem> channel;
    private final LongAdder sent = new LongAdder();
    private final LongAdder taken = new LongAdder();

    StageLink(Channel<PipelineItem> channel) {
        this.channel = channel;
    }

    Channel<PipelineItem> channel() {
        return channel;
    }

    /**
     * Sends an item, when there is room.
     *
     * @throws ChannelClosedException if nobody is to read it any more
     */
    void send(PipelineItem item) throws InterruptedException {
        channel.send(item);
        sent.increment();
    }

    /** Sends an item, unless it is closed. */
    void offer(PipelineItem item) throws InterruptedException {
        if (!(channel.sendOrClosed(item) instanceof ChannelClosed)) {
            sent.increment();
        }
    }

    /**
     * The next item, or {@code null} at the end.
     *
     * @throws ChannelClosedException if the pipeline has failed or was closed
     */
    @Nullable PipelineItem take() throws InterruptedException {
        return switch (channel.receiveOrClosed()) {
            case ChannelDone _ -> null;
            case ChannelError failed -> throw failed.toException();
            case Object item -> {
                taken.increment();
                yield (PipelineItem) item;
            }
        };
    }

    void countSent() {
        sent.increment();
    }

    void countTaken() {
        taken.increment();
    }

    long taken() {
        return taken.sum();
    }

    /** How many were sent and not taken. */
    long waiting() {
        return Math.max(0, sent.sum() - taken.sum());
    }
}
