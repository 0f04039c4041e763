package dev.hocket.link.worker;

import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log record of a worker on its way to its parent's logger of the same name.
 *
 * @param level the value of its level, as {@code java.util.logging} counts
 * @param levelName the name of its level
 * @param logger the name of its logger
 * @param text the formatted message
 * @param thread the number of the worker's thread
 * @param millis when it was made
 * @param thrown what was thrown, or null
 */
public record WorkerLogRecord(
        int level,
        String levelName,
        String logger,
        String text,
        long thread,
        long millis,
        ValueCodec.Ready thrown) {

    void write(MessageWriter out, ValueCodec values) throws IOException {
        out.putInt(level).putLong(thread).putLong(millis);
        values.write(out, new ValueCodec.Ready(levelName, null));
        values.write(out, new ValueCodec.Ready(logger, null));
        values.write(out, new ValueCodec.Ready(text, null));
        values.write(out, thrown);
    }

    /** Takes one off the link; fails only with the link. */
    public static WorkerLogRecord read(MessageReader in, ValueCodec values) throws IOException {
        int level = in.getInt();
        long thread = in.getLong();
        long millis = in.getLong();
        return new WorkerLogRecord(
                level,
                String.valueOf(values.read(in).value()),
                String.valueOf(values.read(in).value()),
                String.valueOf(values.read(in).value()),
                thread,
                millis,
                values.read(in));
    }

    /** Gives it to the logger of this process; whatever that throws is no fault of the worker. */
    public void publish(ValueCodec values, ClassLoader loader) {
        try {
            @Nullable Throwable error = thrown(values, loader);
            System.Logger to = System.getLogger(logger);
            if (isOfJdk(to)) {
                Published.by(this, error);
            } else {
                to.log(severity(), text, error);
            }
        } catch (Throwable _) {
            // A handler of the program: the record is lost, as it would be on a thread.
        }
    }

    private @Nullable Throwable thrown(ValueCodec values, ClassLoader loader) {
        try {
            return (Throwable) values.value(thrown, loader);
        } catch (Throwable _) {
            return null;
        }
    }

    /** Whether loggers end in {@code java.util.logging}, which takes all of a record. */
    private static boolean isOfJdk(System.Logger logger) {
        String type = logger.getClass().getName();
        return type.startsWith("sun.util.logging.") || type.startsWith("jdk.internal.logger.");
    }

    private System.Logger.Level severity() {
        System.Logger.Level found = System.Logger.Level.TRACE;
        for (System.Logger.Level each : System.Logger.Level.values()) {
            if (each != System.Logger.Level.ALL
                    && each != System.Logger.Level.OFF
                    && level >= value(each)) {
                found = each;
            }
        }
        return found;
    }

    private static int value(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> 400;
            case DEBUG -> 500;
            case INFO -> 800;
            case WARNING -> 900;
            case ERROR, OFF -> 1_000;
        };
    }

    /** Loaded only where there is {@code java.util.logging}. */
    private static final class Published {
        private Published() {}

        @SuppressWarnings("LoggerNamingConvention")
        static void by(WorkerLogRecord from, @Nullable Throwable thrown) {
            LogRecord record = new LogRecord(level(from), from.text());
            record.setLoggerName(from.logger());
            record.setThrown(thrown);
            record.setLongThreadID(from.thread());
            record.setInstant(Instant.ofEpochMilli(from.millis()));
            record.setSourceClassName(from.logger());
            Logger.getLogger(from.logger()).log(record);
        }

        private static Level level(WorkerLogRecord from) {
            try {
                return Level.parse(from.levelName());
            } catch (IllegalArgumentException _) {
                return Level.parse(String.valueOf(from.level())); // one of the worker's own
            }
        }
    }
}
