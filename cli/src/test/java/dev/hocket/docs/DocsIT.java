package dev.hocket.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The console examples of README.md and docs: each is run, and prints what its page shows. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples are for a shell")
class DocsIT {
    private static final Path REPOSITORY =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /** Examples that may stay without a run; each says why in its page. */
    private static final int MOST_SKIPPED = 8;

    /** Not a folder that JUnit deletes: a process may still write its cache into the home there. */
    private static final Path FOLDER = Path.of("target/docs-it").toAbsolutePath();

    @BeforeAll
    static void removeWhatEarlierTestsMade() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> all = Files.walk(FOLDER)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(REPOSITORY.resolve("docs"))) {
            return Stream.concat(Stream.of(REPOSITORY.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examplesPrintWhatThePageShows(Path file) throws Exception {
        DocumentedPage page = DocumentedPage.read(file);
        assertEquals(
                "",
                String.join(
                        "\n\n",
                        new ConsoleSession(page, FOLDER.resolve(page.name())).differences()));
    }

    @Test
    void fewExamplesAreSkipped() throws IOException {
        int skipped = 0;
        int run = 0;
        for (Path file : pages().toList()) {
            DocumentedPage page = DocumentedPage.read(file);
            run += page.run().size();
            skipped += page.examples().size() - page.run().size();
        }
        assertTrue(run >= 20, "only " + run + " examples were found");
        assertTrue(skipped <= MOST_SKIPPED, skipped + " examples are skipped");
    }

    @ParameterizedTest
    @CsvSource({
        "another output, '$ echo a|b'",
        "no output, '$ true|b'",
        "more output, '$ echo a; echo b|a'",
        "output that is not shown, '$ echo a'",
        "a failure that is not shown, '$ false'",
        "another status, '$ false|$ echo $?|0'",
        "a part that does not come, '$ echo a|...|b'",
        "a program that hocket does not know, '$ hocket no-such-command|...'"
    })
    void aPageThatIsWrongIsSeen(String what, String block) throws Exception {
        assertEquals(1, differences(block).size(), what);
    }

    @ParameterizedTest
    @CsvSource({
        "'$ echo a; echo b|a|b'",
        "'$ echo a; echo b; echo c|a|...|c'",
        "'$ true|$ false|$ echo $?|1'",
        "'$ printf a|a|$ x=1|$ echo $x|1'",
        "'$ echo 3 done in 12.5 ms, 7/s|3 done in 1.2 s, 80/s'",
        "'$ hocket --version 2>&1 | sed s/0.1.0//|hocket'"
    })
    void aPageThatIsRightPasses(String block) throws Exception {
        assertEquals(List.of(), differences(block));
    }

    private List<String> differences(String block) throws Exception {
        String text = "```console\n" + block.replace(" | ", "@").replace('|', '\n') + "\n```\n";
        DocumentedPage page = DocumentedPage.of("page.md", text.replace("@", " | "));
        return new ConsoleSession(page, made()).differences();
    }

    @Test
    void filesAndASiteAreThereAndSkippedExamplesAreNotRun() throws Exception {
        String text =
                """
                <!-- setup
                mkdir site; echo hello > site/a.txt
                echo http://127.0.0.1:8000/a.txt > urls
                -->
                <!-- site: site -->

                ```java
                String run(String name) { // Hello.java
                    return "hello " + name;
                }
                ```

                <!-- skip: it cannot -->

                ```console
                $ false
                ```

                ```console
                $ cat urls
                http://127.0.0.1:8000/a.txt
                $ hocket fetch -o files -a urls
                files/a.txt
                $ cat files/a.txt
                hello
                $ hocket run Hello.java you
                hello you
                ```
                """;
        DocumentedPage page = DocumentedPage.of("page.md", text);
        assertEquals(List.of(), new ConsoleSession(page, made()).differences());
        assertEquals(1, page.run().size());
        assertEquals(2, page.examples().size());
    }

    @ParameterizedTest
    @CsvSource({
        "'```console|no prompt|```', page.md:2: a console example begins with '$ '",
        "'```console|$ a', page.md:1: no line '```' ends what begins here",
        "'<!-- skip: -->', page.md:1: '<!-- skip:' says nothing",
        "'<!-- skip: a', page.md:1: the comment does not end on its line"
    })
    void aPageThatCannotBeReadIsNamed(String text, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> DocumentedPage.of("page.md", text.replace('|', '\n')))
                        .getMessage());
    }

    private static Path made() throws IOException {
        Files.createDirectories(FOLDER);
        return Files.createTempDirectory(FOLDER, "made");
    }
}
