package dev.hocket.csp;

import com.softwaremill.jox.CloseableChannel;
import com.softwaremill.jox.Sink;
import com.softwaremill.jox.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which processes still use which end of a channel, and all channels of a network. Safe for use by
 * several threads; channels are closed outside of the monitor.
 */
final class ChannelEnds {
    private final IdentityHashMap<CloseableChannel, Integer> readers = new IdentityHashMap<>();
    private final IdentityHashMap<CloseableChannel, Integer> writers = new IdentityHashMap<>();

    /** Weakly, so that a network may make a channel for each request. */
    private final Set<CloseableChannel> all = Collections.newSetFromMap(new WeakHashMap<>());

    synchronized void add(CloseableChannel channel) {
        all.add(channel);
    }

    /** One more process holds these ends. */
    synchronized void open(List<Source<?>> reads, List<Sink<?>> writes) {
        reads.forEach(channel -> readers.merge(channel, 1, Integer::sum));
        writes.forEach(channel -> writers.merge(channel, 1, Integer::sum));
    }

    /**
     * A process has ended. The last writer leaves a channel done, the last reader closes it.
     *
     * @param why why the network ends, if it does: then nothing is done, but broken off
     */
    void leave(List<Source<?>> reads, List<Sink<?>> writes, @Nullable Throwable why) {
        if (why != null) {
            reads.forEach(channel -> channel.errorOrClosed(why));
            writes.forEach(channel -> channel.errorOrClosed(why));
            return;
        }
        List<CloseableChannel> done;
        List<CloseableChannel> retired;
        synchronized (this) {
            done = last(writers, writes);
            retired = last(readers, reads);
        }
        done.forEach(CloseableChannel::doneOrClosed);
        // Not done(): a sender that waits already would then continue waiting for a reader.
        retired.forEach(channel -> channel.errorOrClosed(new ReadersGoneException()));
    }

    private static List<CloseableChannel> last(
            IdentityHashMap<CloseableChannel, Integer> holders,
            List<? extends CloseableChannel> ends) {
        List<CloseableChannel> last = new ArrayList<>();
        for (CloseableChannel channel : ends) {
            if (holders.merge(channel, -1, Integer::sum) == 0) {
                last.add(channel);
            }
        }
        return last;
    }

    void closeAll(Throwable why) {
        List<CloseableChannel> channels;
        synchronized (this) {
            channels = List.copyOf(all);
        }
        channels.forEach(channel -> channel.errorOrClosed(why));
    }
}
