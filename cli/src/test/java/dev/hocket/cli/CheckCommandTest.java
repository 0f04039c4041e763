package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hocket check}: each test starts a JVM of its own. */
class CheckCommandTest {
    private static final String LOST_UPDATE =
            """
            public class Counter {
                static int count;
                static synchronized void safely() { count++; }
                static void hastily() { count++; }
                public static void wrong() throws InterruptedException { twice(Counter::hastily); }
                public static void right() throws InterruptedException { twice(Counter::safely); }
                private static void twice(Runnable add) throws InterruptedException {
                    count = 0;
                    Thread other = new Thread(add, "other");
                    other.start();
                    add.run();
                    other.join();
                    if (count != 2) throw new AssertionError("count is " + count);
                }
            }
            """;

    @TempDir private Path folder;

    private LaunchedHocket.Ended check(String... words) throws Exception {
        Files.writeString(folder.resolve("Counter.java"), LOST_UPDATE);
        String[] all = new String[words.length + 1];
        all[0] = "check";
        System.arraycopy(words, 0, all, 1, words.length);
        return LaunchedHocket.run(folder, "", all);
    }

    @Test
    void findsShowsAndReplays() throws Exception {
        LaunchedHocket.Ended found = check("--report", "page.html", "Counter.java#wrong");
        assertEquals(1, found.status(), found.err());
        assertTrue(found.out().contains("Counter.count"), found.out());
        String kept = ".hocket/Counter-wrong.schedule";
        String replay = "hocket check --replay " + kept + " 'Counter.java#wrong'";
        assertTrue(found.out().contains(replay), found.out());
        assertTrue(Files.readString(folder.resolve("page.html")).contains("Counter.count"));
        LaunchedHocket.Ended machine = check("--json", "--replay", kept, "Counter.java#wrong");
        assertEquals(1, machine.lines().size(), machine.out());
        assertTrue(machine.out().contains("\"kind\": \"failure\""), machine.out());
        LaunchedHocket.Ended again = check("--replay", kept, "Counter.java#wrong");
        assertEquals(
                Set.of(".hocket", "Counter.java", "cache", "page.html"),
                new TreeSet<>(List.of(Objects.requireNonNull(folder.toFile().list()))));
        assertEquals(1, again.status(), again.err());
        assertEquals(found.lines().getFirst(), again.lines().getFirst());
    }

    @Test
    void endsWithNothingFound() throws Exception {
        LaunchedHocket.Ended clean = check("--schedules", "500", "Counter.java#right");
        assertEquals(0, clean.status(), clean.out() + clean.err());
        assertTrue(clean.out().startsWith("Nothing found"), clean.out());
    }

    @Test
    void findsAllThatIsWrong() throws Exception {
        Files.writeString(
                folder.resolve("Several.java"),
                """
                public class Several {
                    static volatile int step;
                    public static void test() throws InterruptedException {
                        Thread other = new Thread(() -> step = 1);
                        other.start();
                        if (step == 0) {
                            throw new IllegalStateException("too early");
                        }
                        other.join();
                        throw new IllegalArgumentException("too late");
                    }
                }
                """);
        LaunchedHocket.Ended found = check("--all", "--schedules", "300", "Several.java");
        assertEquals(1, found.status(), found.err());
        assertTrue(found.out().contains("too early"), found.out());
        assertTrue(found.out().contains("too late"), found.out());
        assertTrue(found.err().contains("--replay .hocket/Several-2.schedule"), found.err());
        LaunchedHocket.Ended again =
                check("--replay", ".hocket/Several-2.schedule", "Several.java");
        assertEquals(1, again.status(), again.err());
        LaunchedHocket.Ended machine =
                check("--all", "--json", "--schedules", "300", "Several.java");
        assertTrue(machine.out().contains("\"others\": [{"), machine.out());
    }

    @Test
    void doesNotReportRacesThatAreToBeIgnored() throws Exception {
        Files.writeString(
                folder.resolve("Racing.java"),
                """
                public class Racing {
                    static int hits;
                    public static void test() throws InterruptedException {
                        Thread other = new Thread(() -> hits++);
                        other.start();
                        hits++;
                        other.join();
                    }
                }
                """);
        assertEquals(1, check("Racing.java").status());
        LaunchedHocket.Ended ignored =
                check("--ignore-races", "Racing", "--schedules", "100", "Racing.java");
        assertEquals(0, ignored.status(), ignored.out());
        assertTrue(ignored.out().contains("races within Racing were met"), ignored.out());
    }

    @Test
    void refusesWhatItCannotCheck() throws Exception {
        refuses("a test is needed");
        refuses("--schedules '0'", "--schedules", "0", "Counter.java#right");
        refuses("--steps '0'", "--steps", "0", "Counter.java#right");
        refuses("'a b' is not a package", "--ignore-races", "a b", "Counter.java#right");
        refuses("--seed 'x'", "--seed", "x", "Counter.java#right");
        refuses("there is no such file", "--replay", "none", "Counter.java#right");
        refuses("could be the test 'absent'", "Counter.java#absent");
        refuses("com.acme.None", "com.acme.None");
        refuses("does not exist", "None.java");
        Files.writeString(folder.resolve("Empty.java"), "");
        refuses("has no class", "Empty.java");
        refuses("there is no folder", "--report", "none/page.html", "Counter.java#right");
        refuses("there is no folder", "--save", "none/kept", "Counter.java#right");
    }

    @Test
    void refusesFilesThatAreNoneOfItsOwn() throws Exception {
        refuses("that is a folder", "--report", ".", "Counter.java#right");
        refuses("that is a folder", "--save", ".", "Counter.java#right");
        Files.writeString(folder.resolve("empty"), "# Counter.java\n");
        refuses("it contains no schedule", "--replay", "empty", "Counter.java#right");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        refuses("not a text file", "--replay", "binary", "Counter.java#right");
        Files.writeString(folder.resolve("of-another"), "# Other.java\n0x1\n");
        refuses(
                "that schedule belongs to Other.java, not to Counter.java#right",
                "--replay",
                "of-another",
                "Counter.java#right");
        Files.writeString(folder.resolve("before-a-change"), "# Counter.java#right\n0x1 5x3\n");
        refuses(
                "The schedule does not belong to Counter#right as it is now: thread 5 cannot take",
                "--replay",
                "before-a-change",
                "Counter.java#right");
    }

    @Test
    void saysWhatAClassNeedsToBeATest() throws Exception {
        Files.writeString(
                folder.resolve("Needs.java"),
                """
                public class Needs {
                    Needs(int x) { }
                    public void one() { }
                    public void two() { }
                    public static void exits() { System.exit(3); }
                }
                """);
        refuses("Needs has no constructor without parameters", "Needs.java#one");
        refuses("has several methods that could be the test: exits, one, two", "Needs.java");
        LaunchedHocket.Ended exits = check("Needs.java#exits");
        assertEquals(1, exits.status(), exits.err());
        assertTrue(exits.out().contains("calls System.exit(3)"), exits.out());
    }

    private void refuses(String why, String... words) throws Exception {
        LaunchedHocket.Ended refused = check(words);
        assertEquals(255, refused.status(), refused.out() + refused.err());
        assertTrue(refused.err().startsWith("hocket: "), refused.err());
        assertTrue(refused.err().contains(why), refused.err());
    }
}
