package dev.hocket.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java examples of docs compile. One that is not a class is the body of a method; in a comment
 * before it, {@code <!-- java} to {@code -->}, a page declares the names that it uses. {@code { ...
 * }} is an empty block. Examples that a test takes from a program, or that DocsIT runs, are not
 * compiled again.
 */
class JavaOnPagesTest {
    private static final Path DOCS = Path.of("..", "docs");

    /** Pages whose examples the module examples compares with its programs; other build files. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "batches.md",
                    "coming-from-asyncio.md",
                    "csp.md",
                    "futures.md",
                    "library.md",
                    "structured.md");

    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?:^<!-- java\n(.*?)^-->\n\n)?^```java\n(.*?)^```\n",
                    Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("(@\\w+\\s+)*(public )?class .*", Pattern.DOTALL);

    private static final String IMPORTS =
            """
            import dev.hocket.*;
            import dev.hocket.check.*;
            import dev.hocket.choose.*;
            import dev.hocket.http.*;
            import dev.hocket.jobs.factor.*;
            import dev.hocket.jobs.images.*;
            import dev.hocket.jobs.reduce.*;
            import dev.hocket.link.shared.*;
            import dev.hocket.processes.*;
            import dev.hocket.queue.*;
            import dev.hocket.queue.Queue;
            import dev.hocket.reactive.*;
            import dev.hocket.site.*;
            import java.math.BigInteger;
            import java.net.URI;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;
            import java.net.http.HttpResponse.BodyHandlers;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.stream.*;
            import reactor.core.publisher.Flux;
            import static java.time.Duration.*;
            import static org.junit.jupiter.api.Assertions.*;
            """;

    @TempDir private Path folder;

    @Test
    void examplesCompile() throws IOException {
        List<String> errors = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                if (!ELSEWHERE.contains(page.getFileName().toString())) {
                    sources.addAll(sources(page.getFileName().toString(), Files.readString(page)));
                }
            }
        }
        assertTrue(sources.size() >= 8, () -> "only " + sources.size() + " examples");
        for (String source : sources) {
            errors.addAll(errors(source));
        }
        assertEquals("", String.join("\n", errors));
    }

    @Test
    void anExampleThatDoesNotCompileIsSeen() throws IOException {
        String page =
                """
                <!-- java
                int known;
                -->

                ```java
                int sum = known + 1; // of the page
                if (sum > 0) { ... }
                ```

                ```java
                int sum = unknown + 1;
                ```
                """;
        List<String> sources = sources("page.md", page);
        assertEquals(2, sources.size());
        assertEquals(List.of(), errors(sources.getFirst()));
        List<String> errors = errors(sources.getLast());
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.getFirst().contains("unknown"), errors::toString);
    }

    /** A class for each example, in the order of the page. */
    private static List<String> sources(String page, String text) {
        List<String> sources = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(text);
        while (example.find()) {
            String declared = example.group(1) == null ? "" : example.group(1);
            String code =
                    example.group(2).replace("{ ... }", "{ }").replaceAll("(?m)^ *\\.\\.\\.$", "");
            if (code.lines().findFirst().orElse("").matches(".*// \\w+\\.java")) {
                continue; // a file that DocsIT runs
            }
            String body =
                    TYPE.matcher(code).matches()
                            ? "static " + code
                            : "void example() throws Exception {\n" + code + "}\n";
            sources.add(
                    "%s// %s\nclass Example {\n%s%s}\n".formatted(IMPORTS, page, declared, body));
        }
        return sources;
    }

    private List<String> errors(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-d", folder.toString());
        boolean compiled =
                compiler.getTask(null, null, found, options, null, List.of(new Source(source)))
                        .call();
        List<String> errors = new ArrayList<>();
        for (Diagnostic<?> each : found.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                errors.add(each.getMessage(null) + " in\n" + source.substring(IMPORTS.length()));
            }
        }
        assertEquals(compiled, errors.isEmpty(), found::toString);
        return errors;
    }

    /** A text as a file to compile. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
