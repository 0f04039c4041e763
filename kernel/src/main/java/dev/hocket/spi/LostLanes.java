package dev.hocket.spi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The lanes of an engine whose attempts ignore that they were stopped: for those who write an
 * engine. An attempt may come back at any time, also just before its loss is told; then its lane
 * goes on and nothing was lost. Safe for use by several threads.
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
     * None lost yet.
     *
     * @param mostReplaced so many are replaced at a time
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
     * A lane that was given up has come back.
     *
     * @return whether another has its place, so that it is to end
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

    /** How many lanes are gone without another in their place. */
    public synchronized int missing() {
        return missing;
    }
}
