package dev.hocket.engine.joblog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs of this class path, small and quick to start. */
final class Processes {
    private Processes() {}

    static List<String> command(Class<?> main, String... args) {
        String tests = System.getProperty("surefire.test.class.path");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xshare:auto",
                                "-Xmx64m",
                                "-cp",
                                tests != null ? tests : System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    static Process start(Path errors, List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }
}
