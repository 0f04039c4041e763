package dev.hocket.bench;

import dev.hocket.check.Check;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The corpus of programs that the tests of {@code check} have, compiled from its sources. */
final class CheckCorpus implements AutoCloseable {
    private static final Path SOURCES = Path.of("check/src/test/java");
    private static final String PACKAGE = "dev.hocket.check.corpus.";

    private final Path classes;
    private final URLClassLoader loader;
    private final String classPath;

    private CheckCorpus(Path classes) throws MalformedURLException {
        this.classes = classes;
        this.classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        this.loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, CheckCorpus.class.getClassLoader());
    }

    /**
     * A program.
     *
     * @param name its class, and its method unless that is {@code test}
     * @param check what checks it
     * @param kinds the findings that describe its bug rightly, empty if it has none
     * @param switches the fewest switches that show it, or -1 where it is never over
     */
    record Program(String name, Check check, List<String> kinds, int switches) {}

    static CheckCorpus compile() throws IOException {
        Path classes = Files.createTempDirectory("hocket-corpus");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> words =
                new ArrayList<>(List.of("-g", "-proc:none", "-d", classes.toString(), "-cp"));
        words.add(System.getProperty("java.class.path"));
        try (Stream<Path> files =
                Files.walk(SOURCES.resolve(PACKAGE.replace('.', File.separatorChar)))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
        }
        if (compiler.run(null, null, null, words.toArray(String[]::new)) != 0) {
            throw new IOException("the corpus does not compile");
        }
        return new CheckCorpus(classes);
    }

    /** The programs of one kind: {@code fail}, {@code pass} or {@code classic}. */
    List<Program> programs(String kind) throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(classes.resolve((PACKAGE + kind).replace('.', File.separatorChar)))) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName()).replace(".class", "");
                if (!name.contains("$")) {
                    add(programs, Class.forName(PACKAGE + kind + "." + name, false, loader));
                }
            }
        }
        return programs;
    }

    private void add(List<Program> programs, Class<?> type) throws ReflectiveOperationException {
        for (Method method : type.getDeclaredMethods()) {
            Annotation own = bug(method.getAnnotations());
            boolean isTest = method.getName().equals("test");
            if (isTest || own != null) {
                Annotation bug = own == null ? bug(type.getAnnotations()) : own;
                programs.add(
                        new Program(
                                type.getSimpleName() + (isTest ? "" : "#" + method.getName()),
                                Check.named(type.getName(), method.getName()).classPath(classPath),
                                bug == null ? List.of() : kinds(bug),
                                bug == null ? 0 : (int) value(bug, "switches")));
            }
        }
    }

    private static @Nullable Annotation bug(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(one -> one.annotationType().getSimpleName().equals("Bug"))
                .findFirst()
                .orElse(null);
    }

    private static List<String> kinds(Annotation bug) throws ReflectiveOperationException {
        return Arrays.stream((Object[]) value(bug, "kinds")).map(Object::toString).toList();
    }

    private static Object value(Annotation bug, String name) throws ReflectiveOperationException {
        return bug.annotationType().getMethod(name).invoke(bug);
    }

    @Override
    public void close() throws IOException {
        loader.close();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
