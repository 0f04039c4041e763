package dev.hocket.site;

import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for one kind of thing, the one whose time is up first at the head: as all
 * of them may wait equally long, that is the order in which they came. Adding and removing takes a
 * few steps, however many there are. Used by one thread.
 */
final class Waiting {
    private final long nanos;
    private @Nullable Connection first;
    private @Nullable Connection last;

    /** A connection's place among those that wait. */
    static final class Place {
        private @Nullable Waiting in;
        private @Nullable Connection before;
        private @Nullable Connection after;
        private long due;

        /** Where it waits, or null. */
        @Nullable Waiting in() {
            return in;
        }
    }

    /**
     * @param nanos how long they may wait
     */
    Waiting(long nanos) {
        this.nanos = nanos;
    }

    /** Adds one that waits from {@code now} on, and no longer where it did. */
    void add(Connection connection, long now) {
        remove(connection);
        Place place = connection.place();
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
    static void remove(Connection connection) {
        Place place = connection.place();
        Waiting in = place.in;
        if (in == null) {
            return;
        }
        Connection before = place.before;
        Connection after = place.after;
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
    @Nullable Connection oldest() {
        return first;
    }

    /** How long that one has waited; negative where none does. */
    long longest(long now) {
        Connection oldest = first;
        return oldest == null ? -1 : Math.max(0, now - (oldest.place().due - nanos));
    }

    /** One whose time is up, or null. */
    @Nullable Connection overdue(long now) {
        Connection oldest = first;
        return oldest != null && oldest.place().due - now <= 0 ? oldest : null;
    }

    /** How long until the first one's time is up, at most {@code most}. */
    long untilNext(long now, long most) {
        Connection oldest = first;
        return oldest == null ? most : Math.min(most, oldest.place().due - now);
    }
}
