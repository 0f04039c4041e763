package dev.hocket.launcher;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder with the launcher and a stand-in for all that it starts. */
final class ClonedRepository {
    /** How a launcher ended and what it said. */
    record Ended(long pid, int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private final Path folder;
    private int runs;

    private ClonedRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * A clone in which nothing is built yet, and where {@code mvnw} does what {@code build} says.
     */
    static ClonedRepository unbuilt(Path folder, String build) throws IOException {
        Path root = Path.of("").toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder.resolve("script"));
        Files.copy(root.resolve("hocket"), folder.resolve("hocket"));
        Files.copy(root.resolve("script/jdk"), folder.resolve("script/jdk"));
        Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\n" + build + "\n");
        folder.resolve("mvnw").toFile().setExecutable(true);
        ClonedRepository clone = new ClonedRepository(folder);
        jar(folder.resolve("probe.jar"));
        return clone;
    }

    /** A clone whose distribution is there. */
    static ClonedRepository built(Path folder) throws IOException {
        ClonedRepository clone = unbuilt(folder, "echo unexpected build; exit 1");
        Path lib = Files.createDirectories(clone.distribution().resolve("lib"));
        Files.copy(folder.resolve("probe.jar"), lib.resolve("hocket-cli.jar"));
        Files.writeString(
                clone.distribution().resolve("jdk"), System.getProperty("java.home") + "\n");
        return clone;
    }

    Path distribution() {
        return folder.resolve("cli/target/hocket");
    }

    Path launcher() {
        return folder.resolve("hocket");
    }

    /** Runs the launcher with these arguments and this change of the environment. */
    Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return await(start(environment, command));
    }

    /** Runs a line of shell in the clone's folder. */
    Ended shell(Map<String, String> environment, String line) throws Exception {
        return await(start(environment, List.of("/bin/sh", "-c", line)));
    }

    Started start(Map<String, String> environment, List<String> command) throws IOException {
        Path out = folder.resolve("out" + runs);
        Path err = folder.resolve("err" + runs++);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LC_") || name.startsWith("HOCKET_"));
        builder.environment()
                .keySet()
                .removeAll(List.of("LANG", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    record Started(Process process, Path out, Path err) {}

    static Ended await(Started started) throws Exception {
        if (!started.process().waitFor(2, TimeUnit.MINUTES)) {
            started.process().destroyForcibly();
            fail("the launcher hangs");
        }
        int status = started.process().exitValue();
        String out = Files.readString(started.out(), StandardCharsets.UTF_8);
        String err = Files.readString(started.err(), StandardCharsets.UTF_8);
        return new Ended(started.process().pid(), status, out, err);
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ProbeProgram.class.getName());
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var code = ProbeProgram.class.getResourceAsStream("ProbeProgram.class")) {
            jar.putNextEntry(
                    new JarEntry(ProbeProgram.class.getName().replace('.', '/') + ".class"));
            Objects.requireNonNull(code, "ProbeProgram.class").transferTo(jar);
        }
    }
}
