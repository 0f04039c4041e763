package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The page of each package that users write against shows the first lines to write, and they
 * compile.
 */
class SnippetTest {
    private static final Pattern SNIPPET =
            Pattern.compile("\\{@snippet :\n(.*)\n \\* \\}\n \\*/", Pattern.DOTALL);

    /** Exported packages with which nobody begins, and why. */
    private static final Map<String, String> WITHOUT =
            Map.of(
                    "dev.hocket.spi", "for engines: docs/architecture.md shows one",
                    "dev.hocket.joblog", "an option of a run",
                    "dev.hocket.text", "for Hocket's own modules",
                    "dev.hocket.link", "for engines",
                    "dev.hocket.link.codec", "for engines",
                    "dev.hocket.link.worker", "for engines",
                    "dev.hocket.testkit.web", "for tests of Hocket's own modules",
                    "dev.hocket.testkit.service", "for tests of Hocket's own modules",
                    "dev.hocket.jobs.run", "for the command line");

    @Test
    void packagesShowTheFirstLinesToWrite() {
        Map<String, String> sources = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        for (Published module : Published.modules()) {
            Path java = module.folder().resolve("src/main/java");
            if (!module.hasJar()) {
                continue;
            }
            Matcher export =
                    Pattern.compile("exports ([a-z.]+);")
                            .matcher(House.read(java.resolve("module-info.java")));
            while (export.find()) {
                String name = export.group(1);
                Path page = java.resolve(name.replace('.', '/')).resolve("package-info.java");
                Matcher snippet = SNIPPET.matcher(House.read(page));
                if (snippet.find()) {
                    String lines = snippet.group(1).replaceAll("(?m)^ \\* ?", "");
                    sources.put(name, program(name, lines));
                } else if (!WITHOUT.containsKey(name)) {
                    silent.add(name);
                }
            }
        }
        assertEquals(List.of(), silent, "packages whose page shows no code");
        assertTrue(sources.size() >= 10, sources.keySet()::toString);
        assertEquals(List.of(), compile(sources));
    }

    @Test
    void codeThatDoesNotCompileIsSeen() {
        List<String> errors = compile(Map.of("dev.hocket", program("dev.hocket", "Joob job;")));
        assertFalse(errors.isEmpty());
    }

    private static String program(String name, String lines) {
        return """
        import dev.hocket.*;
        import %s.*;
        import java.net.URI;
        import java.nio.file.*;
        import java.time.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.stream.*;
        %s
        class Snippet {
            void lines() throws Exception {
        %s
            }
        }
        """
                .formatted(
                        name,
                        name.startsWith("dev.hocket.jobs") ? "import dev.hocket.http.*;" : "",
                        lines);
    }

    /** What the compiler says of them, each by its package. */
    private static List<String> compile(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler);
        StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
        for (Published module : Published.modules()) {
            classPath.append(File.pathSeparator).append(module.folder().resolve("target/classes"));
        }
        List<String> errors = new ArrayList<>();
        sources.forEach((name, source) -> {
            DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-d",
                            System.getProperty("java.io.tmpdir"),
                            "-cp",
                            classPath.toString(),
                            "-XDshould-stop.ifNoError=FLOW");
            boolean fine =
                    compiler.getTask(null, null, said, options, null, List.of(new Source(source)))
                            .call();
            if (!fine) {
                errors.add(name + ": " + said.getDiagnostics());
            }
        });
        return errors;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
