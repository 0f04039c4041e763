package dev.hocket.spi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The lanes of an engine whose attempts ignored that they were stopped; for authors of engines.
 * Such an attempt may still end at any time, even just before its loss is reported; its lane then
 * continues and nothing was lost. Safe for use by several threads.
 */
public final class LostLanes {
    /** What to do about a loss. */
    public enum Loss {
        /** It has come back already. */
        BACK,
        /** Another lane takes its place. */
        REPLACED,
        /** Nothing: too many are lost. */
        TOO_MANY
    }

    private final int mostReplaced;
    private final Map<Lane, Boolean> gone = new HashMap<>();
    private final Set<Lane> early = new HashSet<>();
    private int missing;

    /**
     * Starts with no lost lanes.
     *
     * @param mostReplaced the maximum number of lanes that are replaced at a time
     */
    public LostLanes(int mostReplaced) {
        this.mostReplaced = mostReplaced;
    }

    /** A lane was given up. */
    public synchronized Loss lost(Lane lane) {
        if (early.remove(lane)) {
            return Loss.BACK;
        }
        boolean replaced = gone.size() - missing < mostReplaced;
        gone.put(lane, replaced);
        missing += replaced ? 0 : 1;
        return replaced ? Loss.REPLACED : Loss.TOO_MANY;
    }

    /**
     * Reports that a lane that was given up has ended its attempt.
     *
     * @return whether another lane has replaced it, so that it must end
     */
    public synchronized boolean back(Lane lane) {
        Boolean replaced = gone.remove(lane);
        if (replaced == null) {
            early.add(lane);
            return false;
        }
        missing -= replaced ? 0 : 1;
        return replaced;
    }

    /** How many lost lanes were not replaced. */
    public synchronized int missing() {
        return missing;
    }
}
