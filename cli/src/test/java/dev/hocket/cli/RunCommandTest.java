package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hocket run} as a user meets it: each test starts a JVM of its own. */
class RunCommandTest {
    private static final String SHOUT =
            """
            class Shout implements dev.hocket.Task<String, String> {
                public String run(String word) { return word.toUpperCase() + "!"; }
            }
            """;

    /** Says that it has started, and ends when there is a file of its input's name. */
    private static final String WAIT =
            """
            import java.nio.file.*;
            class Wait implements dev.hocket.Task<Path, String> {
                public String run(Path file) throws Exception {
                    System.out.println("started " + file);
                    while (!Files.exists(file)) { Thread.sleep(2); }
                    return "ended " + file;
                }
            }
            """;

    @TempDir private Path folder;

    @Test
    void runsASourceFileOverStandardInput() throws Exception {
        source("Shout", SHOUT);
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "a\né\nc\n", "run", "-k", "Shout.java");
        assertEquals(List.of("A!", "É!", "C!"), ended.lines());
        assertEquals("", ended.err());
        assertEquals(0, ended.status());
    }

    @Test
    void whatATaskPrintsGoesToStandardErrorTagged() throws Exception {
        source(
                "Talk",
                "class Talk implements dev.hocket.Task<Integer, Integer> { public Integer"
                    + " run(Integer i) { System.out.print(\"in \"); System.err.println(i); return i"
                    + " * 2; } }");
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "", "run", "-k", "--tag", "Talk.java", "1", "2");
        assertEquals(List.of("1\t2", "2\t4"), ended.lines());
        assertEquals(Set.of("1\tin 1", "2\tin 2"), ended.err().lines().collect(Collectors.toSet()));
    }

    @Test
    void aFailedInputIsOneLineWithItsCause() throws Exception {
        source(
                "Halve",
                "class Halve implements dev.hocket.Task<Integer, Integer> { public Integer"
                    + " run(Integer i) { if (i % 2 == 1) throw new IllegalStateException(\"odd\");"
                    + " return i / 2; } }");
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "", "run", "-k", "Halve.java", "4", "5", "x");
        assertEquals(List.of("2"), ended.lines());
        assertEquals(2, ended.status());
        assertTrue(
                ended.err().contains("hocket: '5' failed: IllegalStateException: odd\n"),
                ended::err);
        assertTrue(ended.err().contains("hocket: 'x' is not an Integer"), ended::err);
        assertTrue(ended.err().contains("1 done, 2 failed"), ended::err);
        assertFalse(ended.err().contains("\tat "), ended::err);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "", "run", "Nope.java", "a");
        assertEquals(255, ended.status());
        assertTrue(ended.err().startsWith("hocket: 'Nope.java' does not exist"), ended::err);
    }

    @Test
    void aTaskThatDoesNotCompileShowsWhere() throws Exception {
        source("Bad", "class Bad implements dev.hocket.Task<String, String> { int x = \"\"; }");
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "", "run", "Bad.java", "a");
        assertEquals(255, ended.status());
        assertTrue(ended.err().startsWith("hocket: Bad.java does not compile\n"), ended::err);
        assertTrue(ended.err().contains("Bad.java:1: error:"), ended::err);
        assertFalse(ended.err().contains("\tat "), ended::err);
    }

    @Test
    void aClassWithoutATaskIsExplained() throws Exception {
        source("Plain", "class Plain { int x; }");
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "", "run", "Plain.java", "a");
        assertEquals(255, ended.status());
        assertTrue(ended.err().startsWith("hocket: Plain.java has no task:"), ended::err);
    }

    @Test
    void inputsThatAreNotUtf8ComeOutAsTheyAre() throws Exception {
        source("Shout", SHOUT);
        byte[] latin = "a\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, latin, "run", "Shout.java");
        assertEquals(0, ended.status(), ended::err);
        assertEquals(List.of("A!", "\uFFFD!"), ended.lines().stream().sorted().toList());
    }

    @Test
    void aReaderThatGoesAwayEndsTheRunQuietly() throws Exception {
        source("Shout", SHOUT);
        String words = String.join("' '", LaunchedHocket.command("run", "Shout.java"));
        List<String> shell =
                List.of("sh", "-c", "{ yes | '" + words + "'; echo status $? >&2; } | head -1");
        try (LaunchedHocket child = LaunchedHocket.start(folder, Map.of(), shell)) {
            LaunchedHocket.Ended ended = child.end();
            assertEquals(List.of("Y!"), ended.lines());
            assertTrue(ended.err().endsWith("status 141\n"), ended::err);
            assertFalse(ended.err().contains("hocket:"), ended::err);
        }
    }

    @Test
    void aTaskThatInterruptsTheThreadOfTheRunIsToldSo() throws Exception {
        Files.writeString(
                folder.resolve("Stop.java"),
                "String run(String s) { Thread.currentThread().interrupt(); return s; }");
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(
                        folder, "", "run", "-e", "sequential", "Stop.java", ":::", "a", "b", "c");
        assertEquals(255, ended.status(), ended::err);
        assertTrue(ended.err().contains("a task interrupted the thread"), ended::err);
        assertFalse(ended.err().contains("fault of hocket"), ended::err);
        LaunchedHocket.Ended other =
                LaunchedHocket.run(
                        folder, "", "run", "-e", "threads:1", "-k", "Stop.java", ":::", "a", "b");
        assertEquals(0, other.status(), other::err);
        assertEquals(List.of("a", "b"), other.lines());
    }

    @Test
    void oneInterruptLetsWhatRunsEnd() throws Exception {
        source("Wait", WAIT);
        String[] words = {"run", "-j1", "--joblog", "log", "Wait.java", "first", "second"};
        try (LaunchedHocket child = LaunchedHocket.start(folder, words)) {
            child.awaitErr("started first");
            child.signal("INT");
            child.awaitErr("press Ctrl-C again");
            Files.createFile(folder.resolve("first"));
            LaunchedHocket.Ended ended = child.end();
            assertEquals(130, ended.status(), ended::err);
            assertEquals(List.of("ended first"), ended.lines());
            assertFalse(ended.err().contains("started second"), ended::err);
            assertTrue(ended.err().contains("interrupted: 1 done, 0 failed"), ended::err);
            assertTrue(ended.err().contains("continue with --resume"), ended::err);
        }
    }

    @Test
    void aSecondInterruptStopsWhatRuns() throws Exception {
        source("Wait", WAIT);
        try (LaunchedHocket child =
                LaunchedHocket.start(folder, "run", "-j1", "Wait.java", "first", "second")) {
            child.awaitErr("started first");
            child.signal("INT");
            child.awaitErr("press Ctrl-C again");
            child.signal("INT");
            LaunchedHocket.Ended ended = child.end();
            assertEquals(130, ended.status(), ended::err);
            assertEquals(List.of(), ended.lines());
            assertTrue(ended.err().contains("0 done, 0 failed, 1 cancelled"), ended::err);
            assertTrue(ended.err().contains("to be able to resume, use --joblog FILE"), ended::err);
        }
    }

    @Test
    void afterAKillTheRunGoesOnAndRepeatsNothingLogged() throws Exception {
        source("Shout", SHOUT);
        int count = 20_000;
        Files.write(
                folder.resolve("inputs"),
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
        String[] words = {
            "run",
            "-k",
            "--rate",
            "20000/s",
            "--joblog",
            "log",
            "--resume",
            "-a",
            "inputs",
            "Shout.java"
        };
        try (LaunchedHocket child = LaunchedHocket.start(folder, words)) {
            child.awaitOut("1000!");
            child.signal("KILL");
            assertEquals(137, child.end().status());
        }
        LaunchedHocket.Ended resumed = LaunchedHocket.run(folder, "", words);
        assertEquals(0, resumed.status(), resumed::err);
        assertTrue(resumed.err().contains("of an earlier run are skipped"), resumed::err);
        assertEquals(count, logged().size());
        assertTrue(resumed.lines().size() < count - 1000, resumed.lines().size() + " printed");
    }

    @Test
    void anEditedTaskDoesNotGoOnFromTheOldOnesJobLog() throws Exception {
        source("Shout", SHOUT);
        String[] words = {
            "run", "-j1", "--joblog", "log", "--resume", "Shout.java", ":::", "a", "b"
        };
        assertEquals(0, LaunchedHocket.run(folder, "", words).status());
        source("Shout", SHOUT.replace("\"!\"", "\"?\""));
        LaunchedHocket.Ended edited = LaunchedHocket.run(folder, "", words);
        assertEquals(255, edited.status(), edited::err);
        assertEquals(List.of(), edited.lines());
        assertTrue(edited.err().contains("log"), edited::err);
        assertTrue(edited.err().contains("Shout.java (classes "), edited::err);
        source("Shout", SHOUT + "// a remark, of which the compiled task has nothing\n");
        LaunchedHocket.Ended same = LaunchedHocket.run(folder, "", words);
        assertEquals(0, same.status(), same::err);
    }

    private Set<Long> logged() throws IOException {
        Set<Long> seen = new HashSet<>();
        Pattern seq = Pattern.compile("\"seq\": ?(\\d+)");
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        for (String line : lines.subList(1, lines.size())) {
            Matcher matcher = seq.matcher(line);
            assertTrue(matcher.find(), line);
            assertTrue(seen.add(Long.valueOf(matcher.group(1))), () -> "twice: " + line);
        }
        return seen;
    }

    private void source(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), text);
    }
}
