package dev.hocket.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links from page to page lead to a file, and to a heading if they name one. */
class LinksTest {
    private static final Path REPOSITORY =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @TempDir private Path folder;

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        long links = 0;
        try (Stream<Path> docs = Files.walk(REPOSITORY.resolve("docs"));
                Stream<Path> top = Files.list(REPOSITORY)) {
            List<Path> pages =
                    Stream.concat(docs, top)
                            .filter(file -> file.toString().endsWith(".md"))
                            .toList();
            for (Path page : pages) {
                links += LINK.matcher(Files.readString(page)).results().count();
                broken.addAll(broken(page));
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 80, "only " + links + " links");
    }

    @Test
    void aLinkThatLeadsNowhereIsSeen() throws IOException {
        Files.writeString(folder.resolve("b.md"), "# The `b` page\n\n## Other tasks: two\n");
        Path page = folder.resolve("a.md");
        Files.writeString(
                page,
                "[b](b.md) [b](b.md#the-b-page) [b](b.md#other-tasks-two) [c](c.md) [b](b.md#no)"
                        + " [web](https://example.org/none)");
        assertEquals(List.of("a.md: c.md", "a.md: b.md#no"), broken(page));
    }

    private static List<String> broken(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            String target = link.group(1);
            if (target.contains("://")) {
                continue;
            }
            int hash = target.indexOf('#');
            String path = hash < 0 ? target : target.substring(0, hash);
            Path file = path.isEmpty() ? page : page.resolveSibling(path);
            if (!Files.exists(file)
                    || (hash >= 0 && !anchors(file).contains(target.substring(hash + 1)))) {
                broken.add(page.getFileName() + ": " + target);
            }
        }
        return broken;
    }

    /** The names of a page's headings, as they are made from their texts. */
    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading ->
                        heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\w -]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
