package dev.hocket.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How many columns the terminal has. Asked of {@code stty}, which is where a JVM without native
 * code of its own can learn it, and again every few seconds, since a window may be resized.
 */
public final class TerminalWidth {
    private static final int USUAL = 80;
    private static final long AGAIN_NANOS = 3_000_000_000L;

    private int columns;
    private long asked;

    public int columns() {
        long now = System.nanoTime();
        if (columns == 0 || now - asked > AGAIN_NANOS) {
            asked = now;
            columns = ask();
        }
        return columns;
    }

    private static int ask() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int found = number(size.substring(size.indexOf(' ') + 1).strip());
            return found > 0 ? found : fromEnvironment();
        } catch (IOException noTerminal) {
            return fromEnvironment();
        }
    }

    private static int fromEnvironment() {
        int found = number(System.getenv().getOrDefault("COLUMNS", ""));
        return found > 0 ? found : USUAL;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
