package dev.hocket.joblog;

import dev.hocket.text.JsonReader;
import dev.hocket.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a joblog, read in place. Any JSON object with the fields is taken, in any order, with
 * others between them: people run their logs through other tools.
 */
final class JobLogLine {
    static final long GROWN = -1;
    private static final String DONE = "done";
    private final JsonReader json = new JsonReader();
    private final JsonText name = new JsonText();
    private final JsonText text = new JsonText();

    /** The input's key. */
    final JsonText key = new JsonText();

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
            if (name.is("seq")) {
                seq = json.integer();
            } else if (name.is("key")) {
                json.string(key);
                hasKey = true;
            } else if (name.is("outcome")) {
                json.string(text);
                done = text.is(DONE);
                hasOutcome = true;
            } else if (name.is("crc32")) {
                checksum = (int) json.integer();
                stored = true;
            } else if (withGrew && name.is("grew")) {
                json.beginArray();
                for (boolean first = true; json.element(first); first = false) {
                    json.string(text);
                    grew.add(text.toString());
                }
            } else if (name.is("hocket")) {
                version = json.integer();
            } else if (name.is("job")) {
                json.string(text);
                job = text.toString();
            } else if (name.is("command")) {
                json.string(text);
                command = text.toString();
            } else {
                json.skip();
            }
        }
    }

    private void clear() {
        key.length = 0;
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
}
