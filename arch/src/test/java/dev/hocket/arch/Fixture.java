package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

/**
 * Small programs that break a rule, compiled while the tests run, so that no real code has to be
 * bad.
 */
final class Fixture {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record) (\\w+)");

    private Fixture() {}

    /**
     * Compiles {@code sources}, one top-level type or module each, into {@code folder}, and imports
     * them.
     */
    static JavaClasses compile(Path folder, String... sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        for (String source : sources) {
            arguments.add(write(folder, source).toString());
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertTrue(status == 0, "the fixture does not compile");
        return new ClassFileImporter().importPath(folder);
    }

    /** Writes one source where its package and type belong below {@code folder}. */
    static Path write(Path folder, String source) throws IOException {
        var named = PACKAGE.matcher(source);
        var type = TYPE.matcher(source);
        Path file =
                named.find() && type.find()
                        ? folder.resolve(named.group(1).replace('.', '/'))
                                .resolve(type.group(1) + ".java")
                        : folder.resolve("module-info.java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }
}
