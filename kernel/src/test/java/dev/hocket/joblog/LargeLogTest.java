package dev.hocket.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose keys are several times the heap is written and resumed. */
class LargeLogTest {
    private static final int COUNT = 200_000;
    private static final String PATH = "/a/rather/long/path".repeat(10) + "/";

    @TempDir Path folder;

    @Test
    void keysAreNotKept() throws Exception {
        assertTrue((long) COUNT * PATH.length() > 2 * (16L << 20), "the keys exceed the heap");
        String tests = System.getProperty("surefire.test.class.path");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx16m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                tests != null ? tests : System.getProperty("java.class.path"),
                                LargeLogTest.class.getName(),
                                folder.resolve("log.jsonl").toString(),
                                Integer.toString(COUNT))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals(COUNT + " passed over", said.lines().toList().getLast());
        assertTrue(Files.size(folder.resolve("log.jsonl")) > (long) COUNT * PATH.length());
    }

    /** Writes a log and resumes it; says how long each took. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        long start = System.nanoTime();
        try (JobLog<String, String> log = LogLines.create(file)) {
            List<Journal.Entry<String, String>> group = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                group.add(LogLines.done(i, PATH + i));
                if (group.size() == 1000) {
                    log.write(group);
                    group.clear();
                }
            }
            log.write(group);
        }
        long written = System.nanoTime();
        try (JobLog<String, String> log = LogLines.resume(file, JobLog.Resume.ALL)) {
            long opened = System.nanoTime();
            long ended = 0;
            for (int i = 0; i < count; i++) {
                String key = PATH + i;
                ended += log.past(i, () -> key) instanceof Journal.Past.Ended ? 1 : 0;
            }
            long asked = System.nanoTime();
            System.out.printf(
                    "written in %d ms, opened in %d ms, asked in %d ms%n",
                    (written - start) / 1_000_000,
                    (opened - written) / 1_000_000,
                    (asked - opened) / 1_000_000);
            System.out.println(ended + " passed over");
        }
    }
}
