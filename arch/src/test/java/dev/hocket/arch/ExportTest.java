package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a module exports calls down into its hidden packages from a few types alone, whose factory
 * methods start what is behind them. Public types in hidden packages are fine: the module hides
 * them.
 */
class ExportTest {
    /** The exported types that may, with the hidden packages that they call. */
    private static final Map<String, Set<String>> FACTORIES =
            Map.of(
                    "dev.hocket.Engine", Set.of("dev.hocket.run"),
                    "dev.hocket.Inputs", Set.of("dev.hocket.source"),
                    "dev.hocket.joblog.Frontier", Set.of("dev.hocket.source"),
                    "dev.hocket.joblog.JobLog", Set.of("dev.hocket.source"),
                    "dev.hocket.joblog.PastInputs", Set.of("dev.hocket.source"),
                    "dev.hocket.joblog.LogReader", Set.of("dev.hocket.source"),
                    "dev.hocket.joblog.Results", Set.of("dev.hocket.source"));

    @TempDir private Path folder;

    @Test
    void exportedTypesCallDownFromFactoriesAlone() throws IOException {
        Set<String> calls = new TreeSet<>();
        for (Path module : House.modules()) {
            Path classes = module.resolve("target/classes");
            if (Files.exists(classes.resolve("module-info.class"))) {
                calls.addAll(callsDown(classes));
            }
        }
        Set<String> allowed = new TreeSet<>();
        FACTORIES.forEach(
                (type, packages) -> packages.forEach(to -> allowed.add(type + " to " + to)));
        assertTrue(calls.contains("dev.hocket.Engine to dev.hocket.run"), calls::toString);
        calls.removeAll(allowed);
        assertEquals(Set.of(), calls);
    }

    @Test
    void aCallDownIsSeen() throws IOException {
        Fixture.compile(
                folder,
                "module shown { exports a; }",
                "package a; public class Shown { static class In { b.Hidden hidden; } }",
                "package a; public class Other { Shown shown; }",
                "package b; public class Hidden { a.Other up; }");
        assertEquals(Set.of("a.Shown to b"), callsDown(folder));
    }

    private static Set<String> callsDown(Path classes) throws IOException {
        ModuleDescriptor module;
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
        Set<String> exported =
                module.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
        JavaClasses imported = new ClassFileImporter().importPath(classes);
        Set<String> own =
                imported.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        own.removeAll(exported);
        return imported.stream()
                .filter(type -> exported.contains(type.getPackageName()))
                .flatMap(type ->
                        type.getDirectDependenciesFromSelf().stream()
                                .map(used ->
                                        used.getTargetClass()
                                                .getBaseComponentType()
                                                .getPackageName())
                                .filter(own::contains)
                                .map(to -> outermost(type) + " to " + to))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }
}
