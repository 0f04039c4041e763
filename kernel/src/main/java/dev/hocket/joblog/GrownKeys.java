package dev.hocket.joblog;

import dev.hocket.JournalException;
import dev.hocket.source.KeyHashSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The grown inputs of a joblog: which have ended, and which are still to run. It keeps hashes of
 * keys; the keys of those that are to run are read from the log again.
 */
final class GrownKeys {
    private final KeyHashSet keys = new KeyHashSet();

    /**
     * Reads the log twice: first which keys have ended, then which others were grown.
     *
     * <p>A key that a line with a position has counts as ended even if it failed and is to run
     * again, as it is the source that gives it again.
     */
    List<String> rebuild(JobLogHistory log) throws JournalException {
        boolean all = log.mode() == JobLog.Resume.ALL;
        log.outcomes((line, _) -> {
            if (all || line.done || line.seq != JobLogLine.GROWN) {
                keys.addEnded(line.key);
            }
            return true;
        });
        List<String> open = new ArrayList<>();
        log.outcomes((line, _) -> {
            for (String key : line.grew) {
                if (keys.add(key)) {
                    open.add(key);
                }
            }
            if (line.seq == JobLogLine.GROWN && keys.add(line.key)) {
                open.add(line.key.toString());
            }
            return true;
        });
        return open;
    }

    /** Whether an input of this key has ended. */
    boolean ended(String key) {
        return keys.isEnded(key);
    }

    /** Those keys that no line has as grown or ended yet; from now on they count as such. */
    List<String> fresh(List<String> grew) {
        if (grew.isEmpty()) {
            return grew;
        }
        List<String> fresh = new ArrayList<>();
        for (String key : grew) {
            if (keys.add(key)) {
                fresh.add(key);
            }
        }
        return fresh;
    }
}
