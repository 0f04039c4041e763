package dev.hocket.processes.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The signal that ended a worker. */
final class CrashReport {
    private static final int OF_SIGNALS = 128;
    private static final int MOST_SIGNAL = 64;
    private static final Pattern SIGNAL = Pattern.compile("#\\s+SIG\\w+ \\((0x[0-9a-f]+)\\)");

    private CrashReport() {}

    /**
     * The signal, or 0: from the JVM's own report where it left one, as the JVM catches what a
     * native crash raises and ends with a code of its own; else from the exit code.
     */
    static int signal(Path folder, long pid, int exit) {
        Path report = folder.resolve("hs_err_pid" + pid + ".log");
        if (Files.isReadable(report)) {
            try (Stream<String> lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
                return lines.limit(20)
                        .map(SIGNAL::matcher)
                        .filter(Matcher::find)
                        .mapToInt(found -> Integer.decode(found.group(1)))
                        .findFirst()
                        .orElse(0);
            } catch (IOException _) {
                return 0;
            }
        }
        return exit > OF_SIGNALS && exit <= OF_SIGNALS + MOST_SIGNAL ? exit - OF_SIGNALS : 0;
    }
}
