package dev.hocket.link.worker;

import dev.hocket.link.codec.WorkerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends the log records of a worker to its parent's logger of the same name. {@code
 * java.util.logging} creates it in a worker when something is first logged there. It uses the
 * levels of the parent's configuration: what the parent would not log is not sent.
 */
public final class WorkerLogging {
    /** For {@code java.util.logging.config.class}. */
    public WorkerLogging() {
        levels();
        Logger root = LogManager.getLogManager().getLogger("");
        if (root != null) {
            root.addHandler(new ToParent());
        }
    }

    private static void levels() {
        String file = System.getProperty("java.util.logging.config.file");
        if (file == null) {
            return;
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            Properties all = new Properties();
            all.load(in);
            all.keySet().removeIf(key -> !key.toString().endsWith(".level"));
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            all.store(kept, null);
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(kept.toByteArray()));
        } catch (IOException | RuntimeException _) {
            // The parent has told about it.
        }
    }

    private static final class ToParent extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            WorkerReports reports = WorkerMain.reports();
            if (reports == null || !isLoggable(record)) {
                return;
            }
            try {
                reports.log(form(record, reports));
            } catch (IOException gone) {
                reportError("the parent is gone", gone, 0);
            }
        }

        private WorkerLogRecord form(LogRecord record, WorkerReports reports) {
            String name = record.getLoggerName();
            Throwable thrown = record.getThrown();
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return new WorkerLogRecord(
                    record.getLevel().intValue(),
                    record.getLevel().getName(),
                    name == null ? "" : name,
                    text(record),
                    record.getLongThreadID(),
                    record.getMillis(),
                    thrown == null
                            ? reports.nothing()
                            : reports.values()
                                    .thrown(
                                            thrown,
                                            loader == null
                                                    ? ClassLoader.getSystemClassLoader()
                                                    : loader));
        }

        /** The message; its parameters' own methods may throw anything. */
        private String text(LogRecord record) {
            try {
                return formatter.formatMessage(record);
            } catch (Throwable failed) {
                return record.getMessage() + " (" + WorkerException.text(failed) + ")";
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
