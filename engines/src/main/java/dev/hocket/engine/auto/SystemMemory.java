package dev.hocket.engine.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's memory, as far as Linux reports it. */
final class SystemMemory {
    private static final Path TOLD = Path.of("/proc/meminfo");

    private SystemMemory() {}

    /** The share that programs could still have; 1 where that is unknown. */
    static double freeShare() {
        try {
            return freeShare(Files.readString(TOLD));
        } catch (IOException _) {
            return 1;
        }
    }

    static double freeShare(String told) {
        double all = kilobytes(told, "MemTotal:");
        double free = kilobytes(told, "MemAvailable:");
        return all <= 0 || free < 0 ? 1 : free / all;
    }

    private static double kilobytes(String told, String name) {
        int at = told.indexOf(name);
        int end = at < 0 ? -1 : told.indexOf("kB", at);
        try {
            return end < 0 ? -1 : Double.parseDouble(told.substring(at + name.length(), end));
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
