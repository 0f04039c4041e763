package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.corpus.Bug;
import dev.hocket.check.corpus.library.Library;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The programs of the corpus, and what must come of checking them. */
final class Corpus {
    /**
     * A program of the corpus.
     *
     * @param type its class
     * @param method the method that is the test
     * @param libraries the jars of other versions of libraries than all programs use
     */
    record Program(Class<?> type, String method, List<String> libraries) {
        Program(Class<?> type, String method) {
            this(type, method, List.of());
        }

        Check check(long seed) {
            // Programs are checked two at a time, so each has one JVM.
            Check check = Check.of(type, method).seed(seed).jobs(1);
            if (libraries.isEmpty()) {
                return check;
            }
            String usual = System.getProperty("java.class.path");
            StringBuilder path = new StringBuilder();
            for (String library : libraries) {
                Path jar = LIBRARIES.resolve(library + ".jar");
                if (Files.exists(jar)) {
                    path.append(jar).append(File.pathSeparator);
                } else {
                    assertTrue(usual.contains(library + ".jar"), () -> "there is no " + jar);
                }
            }
            return check.classPath(path + usual);
        }

        Bug bug() throws NoSuchMethodException {
            Bug bug = type.getMethod(method).getAnnotation(Bug.class);
            return Objects.requireNonNull(bug == null ? type.getAnnotation(Bug.class) : bug);
        }

        @Override
        public String toString() {
            return type.getSimpleName()
                    + (method.equals("test") ? "" : "#" + method)
                    + (libraries.isEmpty() ? "" : " with " + String.join(", ", libraries));
        }
    }

    private static final Path LIBRARIES = Path.of("target", "libraries").toAbsolutePath();

    private Corpus() {}

    /** The programs of a package: one for each that fails or passes, some for each classic one. */
    static List<Program> programs(String kind) throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>();
        for (String name : names(kind)) {
            Class<?> type = Class.forName("dev.hocket.check.corpus." + kind + "." + name);
            for (var method : type.getDeclaredMethods()) {
                if (method.getName().equals("test") || method.isAnnotationPresent(Bug.class)) {
                    programs.add(new Program(type, method.getName()));
                }
            }
        }
        assertTrue(programs.size() >= 30, () -> kind + " has " + programs.size() + " programs");
        return programs;
    }

    /** The correct programs: every public method of each class of the package. */
    static List<Program> correct() throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>();
        for (String name : names("correct")) {
            Class<?> type = Class.forName("dev.hocket.check.corpus.correct." + name);
            if (type.isInterface()) {
                continue; // the package itself
            }
            List<String> methods = new ArrayList<>();
            for (var method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0) {
                    methods.add(method.getName());
                }
            }
            methods.stream().sorted().forEach(method -> programs.add(new Program(type, method)));
        }
        assertTrue(programs.size() >= 100, () -> "only " + programs.size());
        return programs;
    }

    /** The programs that meet a fault of a library, each with the version that has it. */
    static List<Program> faultyLibraries() throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>();
        for (Method method : libraryPrograms()) {
            Library library = method.getAnnotation(Library.class);
            if (library != null) {
                programs.add(withLibraries(method, library.faulty()));
            }
        }
        assertTrue(programs.size() >= 20, () -> "only " + programs.size());
        return programs;
    }

    /** The same programs with a version that is sound, and correct programs with others. */
    static List<Program> soundLibraries() throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>();
        for (Method method : libraryPrograms()) {
            Library library = method.getAnnotation(Library.class);
            if (library == null) {
                programs.add(new Program(method.getDeclaringClass(), method.getName()));
            } else if (library.sound().length > 0) {
                programs.add(withLibraries(method, library.sound()));
            }
        }
        assertTrue(programs.size() >= 30, () -> "only " + programs.size());
        return programs;
    }

    private static Program withLibraries(Method method, String[] libraries) {
        return new Program(method.getDeclaringClass(), method.getName(), List.of(libraries));
    }

    private static List<Method> libraryPrograms() throws IOException, ReflectiveOperationException {
        List<Method> methods = new ArrayList<>();
        for (String name : names("library")) {
            Class<?> type = Class.forName("dev.hocket.check.corpus.library." + name);
            if (type.isInterface()) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0) {
                    methods.add(method);
                }
            }
        }
        methods.sort(Comparator.comparing(method -> method.getDeclaringClass() + method.getName()));
        return methods;
    }

    /** One program in so many. */
    static List<Program> share(List<Program> programs, int share) {
        return IntStream.range(0, programs.size())
                .filter(i -> i % share == 0)
                .mapToObj(programs::get)
                .toList();
    }

    static List<String> names(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(kind))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() throws IOException {
        try {
            return Path.of(
                    Objects.requireNonNull(Bug.class.getResource("Bug.class"))
                            .toURI()
                            .resolve("."));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The bug is found, called by its name, and shown with at most twice the switches it takes. */
    static Finding assertFound(Program program, Verdict verdict) throws NoSuchMethodException {
        Finding finding = verdict.finding();
        assertNotNull(finding, () -> program + " was not found in " + verdict.coverage());
        Bug bug = program.bug();
        assertTrue(
                List.of(bug.kinds()).contains(finding.kind()),
                () -> program + ": " + finding.kind() + ": " + finding.sentence());
        int switches = finding.schedule().switches();
        assertTrue(
                bug.switches() == Bug.ENDLESS || switches <= 2 * bug.switches(),
                () -> program + ": " + switches + " switches, " + bug.switches() + " are enough");
        return finding;
    }

    static void assertClean(Program program, Verdict verdict) {
        assertEquals(null, verdict.finding(), program::toString);
    }

    /** Running the schedule again, in a JVM of its own, leads to the very same finding. */
    static void assertReplays(Program program, Finding found, int times)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            Finding again = program.check(i).replay(found.schedule()).run().finding();
            assertEquals(found, again, program::toString);
        }
    }

    static Duration soon() {
        return Duration.ofSeconds(20);
    }
}
