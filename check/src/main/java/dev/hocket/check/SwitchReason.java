package dev.hocket.check;

import java.util.Locale;

/** Why the step after a step belongs to another thread. */
public enum SwitchReason {
    /** It does not: the same thread goes on. */
    NONE,
    /** The thread could have gone on. */
    PREEMPTED,
    /** The thread waits. */
    BLOCKED,
    /** The thread has ended. */
    ENDED,
    /** The thread has said that it cannot go on usefully. */
    YIELDED;

    /** The word for it; empty for {@link #NONE}. */
    public String word() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }
}
