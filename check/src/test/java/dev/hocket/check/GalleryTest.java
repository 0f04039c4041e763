package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gallery's README says of each program is what comes of checking it. */
class GalleryTest {
    private static final Path GALLERY = Path.of("..", "examples", "check");
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| \\[(\\w+)]\\(\\w+\\.java\\) \\|[^|]+\\| (?:\\*\\*([^|]+) \\||nothing"
                            + " found)");

    @TempDir private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        try (Stream<Path> files = Files.list(GALLERY)) {
            String[] arguments =
                    Stream.concat(
                                    Stream.of("-g", "-d", classes.toString()),
                                    files.map(Path::toString)
                                            .filter(name -> name.endsWith(".java")))
                            .toArray(String[]::new);
            assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
        }
    }

    @Test
    void everyProgramHasItsRow() throws IOException {
        try (Stream<Path> files = Files.list(GALLERY)) {
            assertEquals(
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.substring(0, name.length() - 5))
                            .sorted()
                            .toList(),
                    rows().keySet().stream().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void checkSaysWhatTheGallerySays(String name) throws Exception {
        String expected = rows().getOrDefault(name, "no row");
        Check check =
                Check.named(name, "main").classPath(classPath()).budget(Duration.ofSeconds(20));
        Verdict verdict = (expected.isEmpty() ? check.schedules(500) : check).run();
        Finding finding = verdict.finding();
        assertEquals(plain(expected), finding == null ? "" : plain(finding.headline()));
    }

    /** Without lines of files, and whichever of two threads that do the same it speaks of. */
    private static String plain(String sentence) {
        return sentence.replaceAll("[*]{2}|[.]$", "")
                .replaceAll(" (at |\\()\\w+[.]java:\\d+\\)?", "")
                .replaceAll("every [\\d,]+ steps", "every N steps")
                .replaceAll("\\b(consumer-|reader-|writer-)?[ab]\\b", "x");
    }

    private static String classPath() {
        return classes + File.pathSeparator + System.getProperty("java.class.path");
    }

    static Stream<String> programs() throws IOException {
        return rows().keySet().stream();
    }

    /** The programs of the README, each with what check says of it, or nothing. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(GALLERY.resolve("README.md")));
        while (row.find()) {
            rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        return rows;
    }
}
