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

    /** What a signal is called on Linux. */
    static String name(int signal) {
        String name =
                switch (signal) {
                    case 1 -> "SIGHUP";
                    case 2 -> "SIGINT";
                    case 3 -> "SIGQUIT";
                    case 4 -> "SIGILL";
                    case 6 -> "SIGABRT";
                    case 7 -> "SIGBUS";
                    case 8 -> "SIGFPE";
                    case 9 -> "SIGKILL";
                    case 11 -> "SIGSEGV";
                    case 15 -> "SIGTERM";
                    default -> "";
                };
        return name.isEmpty() ? "signal " + signal : "signal " + signal + " (" + name + ")";
    }

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
