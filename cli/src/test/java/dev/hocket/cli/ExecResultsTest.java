package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket exec --results}: folders that are named by the inputs. */
class ExecResultsTest {
    @TempDir private Path folder;

    private InProcessHocket exec(String... words) {
        List<String> all = new ArrayList<>(List.of("exec", "-k", "--results", results("")));
        all.addAll(List.of(words));
        return InProcessHocket.run(all.toArray(String[]::new));
    }

    private String results(String name) {
        return folder.resolve("results").resolve(name).toString();
    }

    private String text(String name) throws IOException {
        return Files.readString(Path.of(results(name)), StandardCharsets.UTF_8);
    }

    /** The folders of inputs, relative to that of all. */
    private Set<String> folders() throws IOException {
        Path root = Path.of(results(""));
        try (Stream<Path> all = Files.walk(root)) {
            return new HashSet<>(
                    all.filter(file -> file.endsWith("status"))
                            .map(file -> root.relativize(file.getParent()).toString())
                            .toList());
        }
    }

    @Test
    void eachInputHasAFolderByItsNameAlsoIfItFailed() throws IOException {
        InProcessHocket here =
                exec(
                        "echo {1}{2}; echo e{2} >&2; test {1}{2} != BD || exit 7",
                        ":::", "A", "B", ":::", "C", "D");
        assertEquals(List.of("AC", "AD", "BC", "BD"), here.lines());
        assertEquals(1, here.status());
        assertEquals(Set.of("1/A/2/C", "1/A/2/D", "1/B/2/C", "1/B/2/D"), folders());
        assertEquals("AD\n", text("1/A/2/D/stdout"));
        assertEquals("eD\n", text("1/A/2/D/stderr"));
        assertEquals("2\n", text("1/A/2/D/seq"));
        assertEquals("0\n", text("1/A/2/D/status"));
        assertEquals("BD\n", text("1/B/2/D/stdout"));
        assertEquals("7\n", text("1/B/2/D/status"));
        try (Stream<Path> files = Files.list(Path.of(results("1/B/2/D")))) {
            assertEquals(4, files.count(), "nothing half written is left");
        }
    }

    @Test
    void partsOfAHeaderNameTheFolders() throws IOException {
        assertEquals(
                0,
                exec("--header", ":", "true {f1} {f2}", ":::", "f1", "A", ":::", "f2", "C", "D")
                        .status());
        assertEquals(Set.of("f1/A/f2/C", "f1/A/f2/D"), folders());
    }

    @Test
    void noNameLeavesTheFolderOrTakesAnothersPlace() throws IOException {
        String longest = "x".repeat(300);
        String[] inputs = {
            "/etc/passwd",
            "..",
            ".",
            "",
            "a",
            "a",
            "%2E",
            ".hidden",
            "a b\n",
            "\u00e9",
            longest,
            longest + "y",
            "\u00e9".repeat(200),
            "%#6",
            "a%#6",
            "\udcff"
        };
        List<String> words = new ArrayList<>(List.of("printf %s {}", ":::"));
        words.addAll(Arrays.asList(inputs));
        InProcessHocket here = exec(words.toArray(String[]::new));
        assertEquals(0, here.status(), here::err);
        Set<String> folders = folders();
        assertEquals(inputs.length, folders.size(), folders::toString);
        assertTrue(
                folders.containsAll(
                        Set.of("1/%2Fetc%2Fpasswd", "1/%2E.", "1/%2E", "1/%", "1/a", "1/%252E")),
                folders::toString);
        Set<String> numbers = new HashSet<>();
        for (String name : folders) {
            assertEquals(1, name.chars().filter(c -> c == '/').count(), name);
            assertTrue(numbers.add(text(name + "/seq").strip()), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--line-buffer", "--tag"})
    void aResumedRunPrintsWhatIsThereAndRunsWhatHasChanged(String option) throws IOException {
        Path runs = folder.resolve("runs");
        String[] words = {
            option,
            "--joblog",
            folder.resolve("log").toString(),
            "--resume",
            "echo {} >> " + runs + "; echo out-{}; test {} != c",
            ":::",
            "a",
            "b",
            "c"
        };
        Set<String> first = Set.copyOf(exec(words).lines());
        assertEquals(3, first.size());
        Files.writeString(Path.of(results("1/b/stdout")), "forged\n");
        InProcessHocket again = exec(words);
        List<String> printed = again.lines().stream().sorted().toList();
        String tag = option.equals("--tag") ? "%1$s\tout-%1$s" : "out-%s";
        assertEquals(List.of(tag.formatted("a"), tag.formatted("b")), printed);
        List<String> ran = new ArrayList<>(Files.readAllLines(runs));
        ran.sort(null);
        assertEquals(List.of("a", "b", "b", "c"), ran);
        assertEquals("out-b\n", text("1/b/stdout"));
        assertEquals(Set.of("1/a", "1/b", "1/c"), folders());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--line-buffer", "--keep-order"})
    void whatACommandWroteBeforeItsDeadlineIsKept(String option) throws IOException {
        InProcessHocket here =
                exec(option, "--timeout", "0.4", "echo begun; : {}; exec sleep 1000", ":::", "a");
        assertEquals(1, here.status(), here::err);
        assertEquals("begun\n", text("1/a/stdout"));
        assertEquals("143\n", text("1/a/status"));
    }

    @Test
    void aLaterAttemptTakesThePlaceOfTheOneBefore() throws IOException {
        Path flag = folder.resolve("flag");
        String command = "test -e " + flag + " && echo good && exit; touch " + flag + "; exit 3";
        assertEquals(0, exec("--retries", "2", command + "; : {}", ":::", "a").status());
        assertEquals("good\n", text("1/a/stdout"));
        assertEquals("0\n", text("1/a/status"));
    }

    @Test
    void resultsOfAnotherRunAreNotOverwritten() throws IOException {
        assertEquals(0, exec("echo", ":::", "a").status());
        InProcessHocket again = exec("echo", ":::", "b");
        assertEquals(255, again.status());
        assertTrue(again.err().contains("is not empty; name another folder"), again::err);
        String log = folder.resolve("log").toString();
        assertEquals(255, exec("--joblog", log, "--resume", "echo", ":::", "b").status());
        assertEquals(Set.of("1/a"), folders());
        assertEquals(0, exec("--dry-run", "echo", ":::", "b").status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec --results out.csv true ::: a|for one line per input, use --json",
                "exec --results out/{1} true ::: a|expected a folder without placeholders",
                "fetch --results out http://localhost:1/|--results needs the joblog of a run"
            })
    void whatIsNotSupportedIsRefused(String words, String said) {
        InProcessHocket here = InProcessHocket.run(words.split(" "));
        assertEquals(255, here.status());
        assertTrue(here.err().contains(said), here::err);
    }
}
