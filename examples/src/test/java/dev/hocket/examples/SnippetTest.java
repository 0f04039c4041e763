package dev.hocket.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java on a page is taken from a program that is compiled: each snippet occurs, indentation aside,
 * in the first Java file that the page links to after it.
 */
class SnippetTest {
    private static final Pattern FENCE = Pattern.compile("^```java$", Pattern.MULTILINE);
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)]*\\.java)\\)");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/structured.md",
                "docs/batches.md",
                "docs/futures.md",
                "docs/csp.md"
            })
    void eachSnippetIsTakenFromItsProgram(String name) throws IOException {
        assertEquals(List.of(), stale(Path.of("..", name)));
    }

    @Test
    void aSnippetThatIsNotInItsProgramIsSeen() throws IOException {
        Files.writeString(folder.resolve("A.java"), "class A {\n    int a = 1;\n    int b;\n}\n");
        Path page = folder.resolve("page.md");
        Files.writeString(page, "```java\nint a = 1;\nint b;\n```\n\nFrom [A](A.java).\n");
        assertEquals(List.of(), stale(page));
        Files.writeString(page, "```java\nint a = 2;\n```\n\nFrom [A](A.java).\n");
        assertEquals(List.of("A.java does not contain\nint a = 2;\n"), stale(page));
        Files.writeString(page, "```java\nint a = 1;\n```\n");
        assertEquals(List.of("no Java file is linked after\nint a = 1;\n"), stale(page));
    }

    private static List<String> stale(Path page) throws IOException {
        String text = Files.readString(page);
        List<String> stale = new ArrayList<>();
        Matcher snippet = SNIPPET.matcher(text);
        int found = 0;
        while (snippet.find()) {
            found++;
            String code = snippet.group(1);
            Matcher link = LINK.matcher(text);
            if (!link.find(snippet.end())) {
                stale.add("no Java file is linked after\n" + code);
            } else if (!flat(Files.readString(page.resolveSibling(link.group(1))))
                    .contains(flat(code))) {
                stale.add(link.group(1) + " does not contain\n" + code);
            }
        }
        assertTrue(found > 0, () -> "no Java in " + page);
        assertEquals(FENCE.matcher(text).results().count(), found);
        return stale;
    }

    /** The lines without their indentation. */
    private static String flat(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
