package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a module provides on the module path it provides on the class path, too. */
class ServicesTest {
    @Test
    void bothPathsShowTheSameProviders() throws IOException {
        Set<String> byModule = new TreeSet<>();
        Set<String> byFile = new TreeSet<>();
        for (Path module : House.modules()) {
            Path classes = module.resolve("target/classes");
            if (Files.exists(classes.resolve("module-info.class"))) {
                byModule.addAll(ofModule(module, classes));
            }
            byFile.addAll(ofFiles(module, classes.resolve("META-INF/services")));
        }
        assertTrue(byModule.size() > 3, () -> "only " + byModule);
        assertEquals(byModule, byFile);
    }

    private static Set<String> ofModule(Path module, Path classes) throws IOException {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in).provides().stream()
                    .flatMap(provided ->
                            provided.providers().stream()
                                    .map(name -> line(module, provided.service(), name)))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> ofFiles(Path module, Path folder) throws IOException {
        Set<String> lines = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String service = file.getFileName().toString();
                    Files.readAllLines(file).stream()
                            .filter(name -> !name.isBlank() && !name.startsWith("#"))
                            .forEach(name -> lines.add(line(module, service, name)));
                }
            }
        }
        return lines;
    }

    private static String line(Path module, String service, String provider) {
        return module.getFileName() + ": " + service + " by " + provider;
    }
}
