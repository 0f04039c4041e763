package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A public type is a promise: there is none outside of exported packages, but for the providers of
 * services. The command line is left out: it is no library, nothing may depend on it, and its
 * packages may see each other.
 */
class ExportTest {
    @TempDir private Path folder;

    @Test
    void publicTypesAreExported() throws IOException {
        List<String> hidden = new ArrayList<>();
        int modules = 0;
        for (Path module : House.modules()) {
            Path classes = module.resolve("target/classes");
            if (!module.endsWith("cli") && Files.exists(classes.resolve("module-info.class"))) {
                modules++;
                hidden.addAll(hiddenPublicTypes(classes));
            }
        }
        assertFalse(
                House.classes().isEmpty() || modules == 0, "no module with a module-info was seen");
        assertEquals(List.of(), hidden);
    }

    @Test
    void aPublicTypeInAHiddenPackageIsSeen() throws IOException {
        Fixture.compile(
                folder,
                "module shown { exports a; provides a.Shown with b.Provided; }",
                "package a; public class Shown {}",
                "package b; public class Hidden {}",
                "package b; class Inner {}",
                "package b; public class Provided extends a.Shown {}");
        assertEquals(List.of("b.Hidden"), hiddenPublicTypes(folder));
    }

    private static List<String> hiddenPublicTypes(Path classes) throws IOException {
        ModuleDescriptor module;
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
        Set<String> exported =
                module.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
        Set<String> providers =
                module.provides().stream()
                        .flatMap(provided -> provided.providers().stream())
                        .collect(Collectors.toSet());
        JavaClasses imported = new ClassFileImporter().importPath(classes);
        return imported.stream()
                .filter(type ->
                        type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !exported.contains(type.getPackageName()))
                .map(JavaClass::getName)
                .filter(name -> !providers.contains(name))
                .sorted()
                .toList();
    }
}
