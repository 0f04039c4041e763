package dev.hocket.jobs.run;

import dev.hocket.Task;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one source file in memory with the compiler of the running Java.
 *
 * <p>A file that is only methods (a compact source file) must have a {@code main} for the compiler;
 * a task has none, so one is added at the end of the text, where it moves no line, when the
 * compiler asks for it.
 */
final class SourceCompiler {
    private static final String NO_MAIN = "compiler.err.implicit.class.does.not.have.main.method";
    private static final String AN_EMPTY_MAIN = "\nvoid main() {}\n";

    // Names of local variables make the messages of NullPointerException helpful; hence all of -g.
    private static final List<String> OPTIONS =
            List.of(
                    "-proc:none",
                    "-g",
                    "-nowarn",
                    "-Xlint:none",
                    "-implicit:class",
                    "-Xmaxerrs",
                    "20");

    /** Hocket's jars, and those of Reactor and Jox, whose types the API of its modules shows. */
    private static final String BESIDE = "{hocket,reactor-core,reactive-streams,channels}-*.jar";

    private final ClassPath classPath;
    private final Supplier<@Nullable JavaCompiler> compilers;

    /** Compiles against Hocket and the given class path. */
    SourceCompiler(ClassPath classPath) {
        this(classPath, ToolProvider::getSystemJavaCompiler);
    }

    /** The same with another compiler than the running Java's; null where there is none. */
    SourceCompiler(ClassPath classPath, Supplier<@Nullable JavaCompiler> compilers) {
        this.classPath = hocket().plus(classPath.entries());
        this.compilers = compilers;
    }

    /**
     * Hocket itself: the folder of the kernel's classes; or its jar, with those beside it of
     * Hocket's other modules and of the libraries that their API shows. Empty where the running
     * Java has the kernel built in.
     */
    static ClassPath hocket() {
        CodeSource source = Task.class.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return ClassPath.EMPTY;
        }
        try {
            return hocket(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file for " + source.getLocation(), e);
        }
    }

    /** The same for the kernel's jar, or the folder of its classes. */
    static ClassPath hocket(Path kernel) {
        Path folder = kernel.getParent();
        if (folder == null || Files.isDirectory(kernel)) {
            return new ClassPath(List.of(kernel));
        }
        List<Path> jars = new ArrayList<>(List.of(kernel));
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(folder, BESIDE)) {
            beside.forEach(jars::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return new ClassPath(List.of(kernel));
        }
        return new ClassPath(
                jars.stream()
                        .filter(jar -> !jar.getFileName().toString().startsWith("hocket-cli"))
                        .distinct()
                        .sorted()
                        .toList());
    }

    CompiledSource compile(SourceText source) throws TaskLoadException {
        JavaCompiler compiler = compilers.get();
        if (compiler == null) {
            throw new TaskLoadException(
                    "this Java (%s, %s) has no compiler: run with a JDK instead of a JRE, or compile %s and give its class with --class-path"
                            .formatted(
                                    Runtime.version(),
                                    System.getProperty("java.home"),
                                    source.file()));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Optional<CompiledSource> compiled = attempt(compiler, source, "", found);
        if (compiled.isEmpty() && has(found, NO_MAIN)) {
            found = new DiagnosticCollector<>();
            compiled = attempt(compiler, source, AN_EMPTY_MAIN, found);
        }
        if (compiled.isEmpty()) {
            throw new TaskCompilationException(errors(found), classPath.hint());
        }
        return compiled.get();
    }

    private Optional<CompiledSource> attempt(
            JavaCompiler compiler,
            SourceText source,
            String end,
            DiagnosticCollector<JavaFileObject> found)
            throws TaskLoadException {
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(
                                found, Locale.ROOT, StandardCharsets.UTF_8);
                ClassesInMemory memory = new ClassesInMemory(files)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath.entries());
            files.setLocationFromPaths(
                    StandardLocation.SOURCE_PATH, source.root().stream().toList());
            JavaFileObject unit = new Unit(source, end);
            boolean done =
                    compiler.getTask(
                                    Writer.nullWriter(),
                                    memory,
                                    found,
                                    OPTIONS,
                                    null,
                                    List.of(unit))
                            .call();
            return done ? Optional.of(memory.compiled(unit)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // The compiler wraps its own defects in a RuntimeException.
            throw new TaskLoadException("'" + source.file() + "' cannot be compiled: " + e, e);
        }
    }

    private static boolean has(DiagnosticCollector<JavaFileObject> found, String code) {
        return found.getDiagnostics().stream().anyMatch(d -> code.equals(d.getCode()));
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> found) {
        List<String> errors = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                // The compiler's own rendering: file:line: error: message, source line, caret.
                errors.add(diagnostic.toString());
            }
        }
        if (errors.isEmpty()) {
            errors.add("error: the compiler failed without saying why");
        }
        return errors;
    }

    /** The text of a source file, under the name by which the user knows it. */
    private static final class Unit extends SimpleJavaFileObject {
        private final Path file;
        private final String text;

        Unit(SourceText source, String end) {
            super(uri(source), Kind.SOURCE);
            this.file = source.file();
            this.text = source.text() + end;
        }

        /** A compact source file's class is named after its file: make a name of what is none. */
        private static URI uri(SourceText source) {
            String name = source.stem().replaceAll("[^\\p{javaJavaIdentifierPart}]", "_");
            if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
                name = "_" + name;
            }
            Path folder = source.file().toAbsolutePath().getParent();
            return folder == null
                    ? source.file().toUri()
                    : folder.resolve(name + Kind.SOURCE.extension).toUri();
        }

        @Override
        public String getName() {
            return file.toString().replace(File.separatorChar, '/');
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        /**
         * A public class may have any name, whatever the file is called, as with {@code java FILE}.
         */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }
}
