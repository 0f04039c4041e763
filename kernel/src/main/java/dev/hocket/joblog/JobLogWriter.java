package dev.hocket.joblog;

import dev.hocket.Cause;
import dev.hocket.ExitStatus;
import dev.hocket.Failed;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.Stats;
import dev.hocket.text.JsonWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a joblog, a group at a time. */
final class JobLogWriter {
    private static final int LONGEST_ERROR = 4_000;
    private final JsonWriter json = new JsonWriter();

    /** The first line. */
    void header(String job, String command) {
        json.begin();
        json.field("hocket", 1).field("job", job).field("command", command);
        json.end();
    }

    /**
     * The line of an outcome.
     *
     * @param stored where its output is, or null
     * @param grew the keys it grew that are new
     */
    void outcome(
            Journal.Entry<?, ?> entry, StoredOutputs.@Nullable Stored stored, List<String> grew) {
        Stats stats = entry.outcome().stats();
        json.begin();
        if (stats.index() != JobLogLine.GROWN) {
            json.field("seq", stats.index());
        }
        Cause cause = entry.outcome() instanceof Failed<?, ?> failed ? failed.cause() : null;
        json.field("key", entry.key()).field("outcome", cause == null ? "done" : cause.word());
        json.field("attempts", stats.attempts());
        json.field("started", stats.started().truncatedTo(ChronoUnit.MICROS).toString());
        json.seconds("seconds", nanos(stats.time()));
        if (stats.averaged()) {
            json.field("averaged", true);
        }
        json.field("lane", stats.lane());
        if (cause != null) {
            failed(cause);
        }
        if (!grew.isEmpty()) {
            json.field("grew", grew);
        }
        if (stored != null) {
            json.field("result", stored.name()).field("crc32", stored.checksum() & 0xffff_ffffL);
        }
        json.end();
    }

    private static long nanos(Duration time) {
        return Math.max(0, time.toNanos());
    }

    private void failed(Cause cause) {
        switch (cause) {
            case Cause.Threw(Throwable error) when error instanceof ExitStatus status -> {
                json.field("exit", status.exit());
                status.signal().ifPresent(signal -> json.field("signal", signal));
            }
            case Cause.Crashed(int exit, int signal, _) -> {
                if (signal > 0) {
                    json.field("exit", 128 + signal).field("signal", signal);
                } else {
                    json.field("exit", exit);
                }
            }
            default -> {
                // nothing but the message
            }
        }
        String message = cause.message();
        json.field(
                "error",
                message.length() <= LONGEST_ERROR ? message : message.substring(0, LONGEST_ERROR));
    }

    /** Writes what was gathered, in one piece. */
    void flush(JobLogFile file) throws JournalException {
        try {
            file.append(json.bytes(), json.length());
        } finally {
            json.clear();
        }
    }
}
