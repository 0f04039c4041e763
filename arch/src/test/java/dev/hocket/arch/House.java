package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the rules look at: every module that the root pom names, its main sources and its compiled
 * classes.
 */
final class House {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private House() {}

    /** The folders of all modules, this one aside. */
    static List<Path> modules() {
        Path root = root();
        List<Path> modules = new ArrayList<>();
        var matcher = MODULE.matcher(read(root.resolve("pom.xml")));
        while (matcher.find()) {
            Path module = root.resolve(matcher.group(1));
            if (!module.endsWith("arch")) {
                modules.add(module);
            }
        }
        assertFalse(modules.isEmpty(), "no <module> in " + root.resolve("pom.xml"));
        return modules;
    }

    /** The main sources of all modules; fails when there are none. */
    static List<Path> sources() {
        List<Path> sources =
                modules().stream().flatMap(module -> sources(module).stream()).toList();
        assertTrue(sources.stream().anyMatch(House::declaresTypes), "no main sources seen");
        return sources;
    }

    /** The main sources of one module; none where it has only tests. */
    static List<Path> sources(Path module) {
        Path folder = module.resolve("src/main/java");
        return Files.isDirectory(folder) ? files(folder, ".java") : List.of();
    }

    /**
     * The compiled main classes of all modules; fails unless each module with sources shows at
     * least as many.
     */
    static JavaClasses classes() {
        List<Path> folders = new ArrayList<>();
        int seen = 0;
        for (Path module : modules()) {
            long sources = sources(module).stream().filter(House::declaresTypes).count();
            Path folder = module.resolve("target/classes");
            long classes = Files.isDirectory(folder) ? files(folder, ".class").size() : 0;
            assertTrue(
                    classes >= sources,
                    folder + " has " + classes + " classes of " + sources + " sources");
            if (sources > 0) {
                folders.add(folder);
                seen += (int) sources;
            }
        }
        assertTrue(seen > 0, "no classes seen");
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        assertTrue(
                classes.size() >= seen,
                "imported " + classes.size() + " classes of " + seen + " sources");
        return classes;
    }

    /** False for the two kinds of files that only describe. */
    static boolean declaresTypes(Path source) {
        return !source.endsWith("module-info.java") && !source.endsWith("package-info.java");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** A path as it is written below the root of the repository, or whole when it is not there. */
    static String relative(Path path) {
        Path normal = path.toAbsolutePath().normalize();
        return normal.startsWith(root()) ? root().relativize(normal).toString() : normal.toString();
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("arch") ? here.resolveSibling("").normalize() : here;
    }
}
