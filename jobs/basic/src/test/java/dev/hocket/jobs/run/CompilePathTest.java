package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source file is compiled against besides the user's class path. */
class CompilePathTest {
    @TempDir private Path folder;

    @Test
    void theModulesBesideTheKernelsJarAreThere() throws IOException {
        Path kernel = jar("hocket-kernel-1.jar");
        Path csp = jar("hocket-csp-1.jar");
        Path channels = jar("channels-1.0.1.jar");
        jar("hocket-cli.jar");
        jar("picocli-4.jar");
        assertEquals(Stream.of(channels, csp, kernel).toList(), of(kernel));
    }

    @Test
    void aFolderOfClassesStandsAlone() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        jar("hocket-csp-1.jar");
        assertEquals(List.of(classes), of(classes));
    }

    private static List<Path> of(Path kernel) {
        return SourceCompiler.hocket(kernel).entries();
    }

    private Path jar(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }
}
