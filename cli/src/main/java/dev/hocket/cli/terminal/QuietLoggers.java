package dev.hocket.cli.terminal;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of {@code System.Logger} in this process: a warning or an error is one line for the
 * user, and nothing else is shown. Of the JDK's own loggers nothing is. Public for {@code
 * ServiceLoader}.
 */
public final class QuietLoggers extends System.LoggerFinder {
    /** Reports of stacks, which were asked for and are shown whole. */
    private static final String STACKS = "dev.hocket.blocking";

    private static volatile Consumer<String> sink = System.err::println;

    /** For {@code ServiceLoader}. */
    public QuietLoggers() {}

    /** Sends what is to be said here. */
    public static void sayTo(Consumer<String> sink) {
        QuietLoggers.sink = sink;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        boolean jdk =
                name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
        return new Quiet(name, jdk ? System.Logger.Level.OFF : System.Logger.Level.WARNING);
    }

    private record Quiet(String name, System.Logger.Level least) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                String why = thrown == null ? "" : ": " + Wording.problem(thrown);
                sink.accept(Wording.shortened(message + why));
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... parameters) {
            if (isLoggable(level)) {
                boolean none = format == null || parameters == null || parameters.length == 0;
                String text =
                        none ? String.valueOf(format) : MessageFormat.format(format, parameters);
                sink.accept(name.equals(STACKS) ? text : Wording.shortened(text));
            }
        }
    }
}
