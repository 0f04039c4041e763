package dev.hocket.joblog;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Journal;
import dev.hocket.Stats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Entries and joblogs for tests. */
final class LogLines {
    static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

    private LogLines() {}

    static Stats stats(long index) {
        return new Stats(index, 1, START, Duration.ofMillis(1500), false, "lane-1");
    }

    static Journal.Entry<String, String> done(long index, String key, String... grew) {
        return new Journal.Entry<>(
                key, new Done<>(key, "out of " + key, stats(index)), List.of(grew));
    }

    static Journal.Entry<String, String> failed(long index, String key, Throwable error) {
        return failed(index, key, new Cause.Threw(error));
    }

    static Journal.Entry<String, String> failed(long index, String key, Cause cause) {
        return new Journal.Entry<>(key, new Failed<>(key, cause, stats(index)), List.of());
    }

    static JobLog<String, String> create(Path file) throws IOException {
        return JobLog.create(file, "exec", "gzip -k {}");
    }

    static JobLog<String, String> resume(Path file, JobLog.Resume mode) throws IOException {
        return JobLog.resume(file, "exec", "gzip -k {}", mode);
    }

    /** A joblog of {@code count} inputs done, with keys {@code key 0} and so on. */
    static void write(Path file, int count) throws IOException {
        try (JobLog<String, String> log = create(file)) {
            for (int i = 0; i < count; i++) {
                log.write(List.of(done(i, "key " + i)));
            }
        }
    }

    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    static String state(JobLog<String, String> log, long index, String key) throws IOException {
        return switch (log.past(index, () -> key)) {
            case Journal.Past.Open<String> _ -> "open";
            case Journal.Past.Ended<String> _ -> "ended";
            case Journal.Past.Replay<String>(String output) -> output;
        };
    }
}
