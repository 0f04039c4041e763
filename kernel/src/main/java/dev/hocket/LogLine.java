package dev.hocket;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a joblog, read in place. Any JSON object with the fields is taken, in any order, with
 * others between them: people run their logs through other tools.
 */
final class LogLine {
    static final long GROWN = -1;
    private static final String DONE = "done";
    private final JsonReader json = new JsonReader();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    /** The input's key. */
    final StringBuilder key = new StringBuilder();

    /** The version of a header; 0 where there is none. */
    long version;

    @Nullable String job;
    @Nullable String command;

    /** The input's position, or {@link #GROWN}. */
    long seq;

    boolean done;

    /** Whether the output is stored. */
    boolean stored;

    int checksum;

    /** The keys it grew. */
    final List<String> grew = new ArrayList<>();

    private boolean hasKey;
    private boolean hasOutcome;

    /** Reads a header. */
    void header(byte[] bytes, int from, int to) throws JsonReader.Malformed {
        read(bytes, from, to, false);
        if (version <= 0) {
            throw new JsonReader.Malformed("it has no field 'hocket'");
        }
    }

    /**
     * Reads the line of an outcome.
     *
     * @param withGrew whether what it grew is wanted
     */
    void outcome(byte[] bytes, int from, int to, boolean withGrew) throws JsonReader.Malformed {
        read(bytes, from, to, withGrew);
        if (!hasKey || !hasOutcome) {
            throw new JsonReader.Malformed(
                    "it has no field '" + (hasKey ? "outcome" : "key") + "'");
        }
        if (seq < GROWN) {
            throw new JsonReader.Malformed("its 'seq' is " + seq);
        }
    }

    private void read(byte[] bytes, int from, int to, boolean withGrew)
            throws JsonReader.Malformed {
        clear();
        json.begin(bytes, from, to);
        while (json.next(name)) {
            if (is("seq")) {
                seq = json.integer();
            } else if (is("key")) {
                json.string(key);
                hasKey = true;
            } else if (is("outcome")) {
                json.string(text);
                done = DONE.contentEquals(text);
                hasOutcome = true;
            } else if (is("crc32")) {
                checksum = (int) json.integer();
                stored = true;
            } else if (withGrew && is("grew")) {
                json.beginArray();
                for (boolean first = true; json.element(first); first = false) {
                    json.string(text);
                    grew.add(text.toString());
                }
            } else if (is("hocket")) {
                version = json.integer();
            } else if (is("job")) {
                json.string(text);
                job = text.toString();
            } else if (is("command")) {
                json.string(text);
                command = text.toString();
            } else {
                json.skip();
            }
        }
    }

    private void clear() {
        key.setLength(0);
        version = 0;
        job = null;
        command = null;
        seq = GROWN;
        done = false;
        stored = false;
        grew.clear();
        hasKey = false;
        hasOutcome = false;
    }

    private boolean is(String field) {
        return field.length() == name.length() && field.contentEquals(name);
    }
}
