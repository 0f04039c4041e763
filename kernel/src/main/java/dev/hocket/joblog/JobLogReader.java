package dev.hocket.joblog;

import dev.hocket.JournalException;
import dev.hocket.text.Json;
import dev.hocket.text.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outcomes in a joblog, in the order in which the inputs ended. A log may be read while a
 * run writes it; an incomplete last line is ignored.
 */
public final class JobLogReader {
    private final Path file;

    private JobLogReader(Path file) {
        this.file = file;
    }

    /**
     * Reads all outcomes. If there are several for one position, the last one counts; the earlier
     * ones failed in earlier runs.
     *
     * @throws JournalException if the file cannot be read, is not a joblog, or is damaged
     */
    public static void read(Path file, Consumer<LoggedOutcome> reader) throws JournalException {
        try (InputStream bytes = new BufferedInputStream(JobLogFile.bytes(file), 1 << 16)) {
            new JobLogReader(file).lines(bytes, reader);
        } catch (JournalException wrong) {
            throw wrong;
        } catch (IOException failed) {
            throw new JournalException(
                    "the joblog %s cannot be read: %s".formatted(file, JobLogFile.reason(failed)),
                    failed);
        }
    }

    private void lines(InputStream bytes, Consumer<LoggedOutcome> reader) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 0;
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            number++;
            Map<?, ?> fields = fields(line.toString(StandardCharsets.UTF_8), number);
            line.reset();
            if (number == 1) {
                if (!fields.containsKey("hocket")) {
                    throw new JournalException(
                            "%s is not a joblog: its first line has no field 'hocket'; name another file"
                                    .formatted(file));
                }
            } else {
                reader.accept(outcome(fields, number));
            }
        }
    }

    private Map<?, ?> fields(String line, long number) throws JournalException {
        try {
            if (Json.parse(line) instanceof Map<?, ?> fields) {
                return fields;
            }
            throw damaged(number, "it is not a JSON object");
        } catch (JsonReader.Malformed malformed) {
            throw damaged(number, Objects.requireNonNull(malformed.getMessage()));
        }
    }

    private LoggedOutcome outcome(Map<?, ?> fields, long number) throws JournalException {
        if (!(fields.get("key") instanceof String key)
                || !(fields.get("outcome") instanceof String outcome)) {
            throw damaged(number, "it has no texts 'key' and 'outcome'");
        }
        return new LoggedOutcome(
                whole(fields.get("seq"), JobLogLine.GROWN),
                key,
                outcome,
                (int) whole(fields.get("attempts"), 0),
                instant(fields.get("started")),
                seconds(fields.get("seconds")),
                text(fields.get("lane")),
                fields.get("exit") instanceof Long exit
                        ? OptionalInt.of(exit.intValue())
                        : OptionalInt.empty(),
                text(fields.get("error")),
                fields.get("grew") instanceof List<?> grew
                        ? grew.stream().map(String::valueOf).toList()
                        : List.of());
    }

    private static long whole(@Nullable Object value, long otherwise) {
        return value instanceof Long number ? number : otherwise;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static @Nullable Instant instant(@Nullable Object value) {
        try {
            return value instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeException _) {
            return null; // by another tool
        }
    }

    private static Duration seconds(@Nullable Object value) {
        return value instanceof Number number
                ? Duration.ofNanos(Math.round(number.doubleValue() * 1e9))
                : Duration.ZERO;
    }

    private JournalException damaged(long number, String how) {
        return new JournalException(
                String.format(
                        Locale.ROOT,
                        "the joblog %s is damaged: its line %d is not an outcome: %s; remove that"
                                + " line",
                        file,
                        number,
                        how));
    }
}
