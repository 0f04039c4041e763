package dev.hocket.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the process's three streams are connected to.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param shared whether standard output and standard error go to the same place
 * @param pipe whether standard output is a pipe or a socket, whose reader may go away
 */
public record Terminal(boolean in, boolean out, boolean err, boolean shared, boolean pipe) {

    /** Nothing is a terminal. */
    public static final Terminal NONE = new Terminal(false, false, false, false, false);

    /**
     * Looks at the process's own streams: through {@code /proc}, which costs no native call; where
     * there is none, by asking whether both input and output are a terminal.
     */
    static Terminal ofProcess() {
        String in = target(0);
        String out = target(1);
        String err = target(2);
        if (out == null && err == null) {
            boolean interactive = hasConsole();
            return new Terminal(interactive, interactive, interactive, interactive, !interactive);
        }
        return new Terminal(
                isTerminal(in),
                isTerminal(out),
                isTerminal(err),
                out != null && out.equals(err),
                out != null && (out.startsWith("pipe:") || out.startsWith("socket:")));
    }

    @SuppressWarnings("SystemConsoleNull") // its contract still allows null
    private static boolean hasConsole() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static @Nullable String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException | UnsupportedOperationException _) {
            return null;
        }
    }

    private static boolean isTerminal(@Nullable String target) {
        return target != null
                && (target.startsWith("/dev/pts/")
                        || target.startsWith("/dev/tty")
                        || target.equals("/dev/console"));
    }

    /** Whether what is drawn on standard error may move the cursor. */
    boolean canDraw(Map<String, String> environment) {
        return err && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Whether colours are welcome on standard error (no-color.org). */
    public boolean colours(Map<String, String> environment) {
        return canDraw(environment) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
