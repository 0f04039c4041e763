package dev.hocket.examples.asyncio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/coming-from-asyncio.md to the examples: each Java snippet occurs, indentation aside,
 * in the source of the example that the lines after it link to; and each example is shown.
 */
class PageTest {
    private static final Path PAGE = Path.of("../docs/coming-from-asyncio.md");
    private static final Pattern SNIPPET =
            Pattern.compile("```java\n(.*?)```\n\n[^\n]*?\\[(\\w+)]\\(([^)]*)\\)", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^```java$", Pattern.MULTILINE);

    @Test
    void eachSnippetIsTakenFromItsExample() throws IOException {
        Map<String, String> sources = sources();
        List<String> stale = new ArrayList<>();
        var shown = new TreeSet<String>();
        Matcher snippet = SNIPPET.matcher(Files.readString(PAGE));
        int snippets = 0;
        while (snippet.find()) {
            snippets++;
            String example = snippet.group(2);
            shown.add(example);
            if (!sources.getOrDefault(example, "").contains(flat(snippet.group(1)))) {
                stale.add(example + " has no\n" + snippet.group(1));
            }
            Path link = PAGE.resolveSibling(snippet.group(3));
            assertTrue(Files.exists(link), () -> link + " does not exist");
        }
        assertEquals(List.of(), stale);
        assertEquals(FENCE.matcher(Files.readString(PAGE)).results().count(), snippets);
        assertEquals(new TreeSet<>(sources.keySet()), shown);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(ExamplesTest.SOURCES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!name.equals("package-info")) {
                    sources.put(name, flat(Files.readString(file)));
                }
            }
        }
        assertTrue(sources.size() > 10, () -> "only " + sources.keySet());
        return sources;
    }

    /** The lines without their indentation. */
    private static String flat(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
