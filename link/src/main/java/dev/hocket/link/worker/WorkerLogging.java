package dev.hocket.link.worker;

import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends the log records of a worker to its parent's logger of the same name. Made by {@code
 * java.util.logging} in a worker, when something first logs there.
 */
public final class WorkerLogging {
    /** For {@code java.util.logging.config.class}. */
    public WorkerLogging() {
        Logger root = LogManager.getLogManager().getLogger("");
        if (root != null) {
            root.addHandler(new ToParent());
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
                String name = record.getLoggerName();
                reports.log(level(record.getLevel()), name == null ? "" : name, text(record));
            } catch (IOException gone) {
                reportError("the parent is gone", gone, 0);
            }
        }

        private String text(LogRecord record) {
            String text = formatter.formatMessage(record);
            Throwable thrown = record.getThrown();
            return thrown == null ? text : text + " (" + thrown + ")";
        }

        private static System.Logger.Level level(Level level) {
            for (System.Logger.Level each : System.Logger.Level.values()) {
                if (each != System.Logger.Level.ALL && level.intValue() <= severity(each)) {
                    return each;
                }
            }
            return System.Logger.Level.ERROR;
        }

        private static int severity(System.Logger.Level level) {
            return switch (level) {
                case ALL, TRACE -> Level.FINER.intValue();
                case DEBUG -> Level.FINE.intValue();
                case INFO -> Level.INFO.intValue();
                case WARNING -> Level.WARNING.intValue();
                case ERROR, OFF -> Integer.MAX_VALUE;
            };
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
