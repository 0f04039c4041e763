package dev.hocket.engine.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.testkit.service.SmallDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose joblog cannot grow ends cleanly, and goes on when there is room again. */
class FullDiskTest {
    private static final int COUNT = 2_000;

    @TempDir Path folder;

    @Test
    void aFullFileSystem() throws Exception {
        try (SmallDisk disk = SmallDisk.mount("256k")) {
            Path small = disk.folder();
            Path ballast = small.resolve("ballast");
            Files.write(ballast, new byte[200 << 10]);
            List<String> first = said(command(small));
            assertHalted(first, small);
            Files.delete(ballast);
            disk.resize("64m");
            assertCompletes(first, said(command(small)));
        }
    }

    /** The same where nobody may mount: the process may not write longer files. */
    @Test
    void aFileSizeLimit() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "limits are set by a shell");
        List<String> limited =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 64; exec \"$@\""));
        limited.add("sh");
        limited.addAll(command(folder));
        List<String> first = said(limited);
        assertHalted(first, folder);
        assertCompletes(first, said(command(folder)));
    }

    private List<String> command(Path where) {
        return Processes.command(
                Child.class,
                where.toString(),
                "threads:2",
                Integer.toString(COUNT),
                Integer.toString(COUNT),
                folder.resolve("attempts").toString());
    }

    private List<String> said(List<String> command) throws Exception {
        Path errors = folder.resolve("stderr");
        Process process = Processes.start(errors, command);
        List<String> said;
        try (BufferedReader out = process.inputReader()) {
            said = out.lines().toList();
        }
        assertEquals(0, process.waitFor(), () -> said + read(errors));
        return said;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** One error that names what could not be written and why; only whole lines are left. */
    private static void assertHalted(List<String> said, Path where) throws IOException {
        assertEquals("end", said.getLast());
        String failed = said.get(said.size() - 2);
        assertTrue(
                failed.startsWith("failed JOURNAL child: the outcomes cannot be recorded"), failed);
        assertTrue(failed.contains(where.toString()), failed);
        assertTrue(failed.contains("No space left") || failed.contains("too large"), failed);
        Set<String> logged = new HashSet<>();
        List<String> lines = Files.readAllLines(where.resolve("log.jsonl"));
        for (String line : lines.subList(1, lines.size())) {
            assertTrue(line.startsWith("{\"seq\":") && line.endsWith("}"), line);
            logged.add(line.substring(7, line.indexOf(',')));
        }
        assertTrue(logged.size() < COUNT, "it was full");
        assertEquals(lines.size() - 1, logged.size(), "logged once");
        for (String line : said) {
            assertTrue(!line.startsWith("got ") || logged.contains(line.split(" ", 3)[1]), line);
        }
    }

    private static void assertCompletes(List<String> first, List<String> second) {
        List<String> expected = new ArrayList<>(List.of("ready"));
        for (long i = 0; i < COUNT; i++) {
            if (!Child.fails(i)) {
                expected.add("got " + i + " " + Child.output(Child.input(i)));
            }
        }
        expected.add("end");
        assertEquals(expected, second);
        assertTrue(first.size() > 2, "something was delivered before it was full");
    }
}
