package dev.hocket.site;

import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for one kind of thing, the one whose time is up first at the head: as all
 * of them may wait equally long, that is the order in which they came. Adding and removing takes a
 * few steps, however many there are. Used by one thread.
 */
final class TimeoutQueue {
    private final long nanos;
    private @Nullable ClientConnection first;
    private @Nullable ClientConnection last;

    /** A connection's place among those that wait. */
    static final class QueueNode {
        private @Nullable TimeoutQueue in;
        private @Nullable ClientConnection before;
        private @Nullable ClientConnection after;
        private long due;

        /** Where it waits, or null. */
        @Nullable TimeoutQueue in() {
            return in;
        }
    }

    /**
     * @param nanos how long they may wait
     */
    TimeoutQueue(long nanos) {
        this.nanos = nanos;
    }

    /** Adds one that waits from {@code now} on, and no longer where it did. */
    void add(ClientConnection connection, long now) {
        remove(connection);
        QueueNode place = connection.place();
        place.in = this;
        place.due = now + nanos;
        place.before = last;
        if (last == null) {
            first = connection;
        } else {
            last.place().after = connection;
        }
        last = connection;
    }

    /** It waits no more, wherever it did. */
    static void remove(ClientConnection connection) {
        QueueNode place = connection.place();
        TimeoutQueue in = place.in;
        if (in == null) {
            return;
        }
        ClientConnection before = place.before;
        ClientConnection after = place.after;
        if (before == null) {
            in.first = after;
        } else {
            before.place().after = after;
        }
        if (after == null) {
            in.last = before;
        } else {
            after.place().before = before;
        }
        place.in = null;
        place.before = null;
        place.after = null;
    }

    /** The one that has waited longest, or null. */
    @Nullable ClientConnection oldest() {
        return first;
    }

    /** How long that one has waited; negative where none does. */
    long longest(long now) {
        ClientConnection oldest = first;
        return oldest == null ? -1 : Math.max(0, now - (oldest.place().due - nanos));
    }

    /** One whose time is up, or null. */
    @Nullable ClientConnection overdue(long now) {
        ClientConnection oldest = first;
        return oldest != null && oldest.place().due - now <= 0 ? oldest : null;
    }

    /** How long until the first one's time is up, at most {@code most}. */
    long untilNext(long now, long most) {
        ClientConnection oldest = first;
        return oldest == null ? most : Math.min(most, oldest.place().due - now);
    }
}
