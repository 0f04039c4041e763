package dev.hocket.testkit.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The temporary folder of a service: the script of its guard, what the guard notes, what the
 * service writes, and {@code home}, which belongs to the service. Its name has the id of the JVM
 * that made it, so that folders whose JVM and guard are both gone are known and can be removed.
 *
 * @param path where it is
 */
record GuardedFolder(Path path) {
    /** The variable that marks the processes of a service; the script looks for it. */
    private static final String MARK = "HOCKET_SERVICE";

    private static final String PREFIX = "hocket-service-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

    static GuardedFolder create(String name, UnixAccount account) throws IOException {
        String prefix = PREFIX + ProcessHandle.current().pid() + "-" + name + "-";
        GuardedFolder folder = new GuardedFolder(Files.createTempDirectory(prefix));
        // Other accounts may pass through it, no more.
        Files.setPosixFilePermissions(folder.path, PosixFilePermissions.fromString("rwx--x--x"));
        try (InputStream script =
                Objects.requireNonNull(GuardedFolder.class.getResourceAsStream("guard.sh"))) {
            Files.copy(script, folder.script());
        }
        Files.createDirectory(folder.home());
        Files.setPosixFilePermissions(folder.home(), PosixFilePermissions.fromString("rwx------"));
        account.own(folder.home());
        return folder;
    }

    private Path script() {
        return path.resolve("guard.sh");
    }

    Path home() {
        return path.resolve("home");
    }

    Path output() {
        return path.resolve("output");
    }

    /** Where the guard writes the exit status of the service when it has ended. */
    Path status() {
        return path.resolve("status");
    }

    /** The process of the service that was started first, while it runs. */
    Optional<ProcessHandle> service() throws IOException {
        Path noted = path.resolve("service");
        return Files.exists(noted)
                ? ProcessHandle.of(Long.parseLong(Files.readString(noted).strip()))
                : Optional.empty();
    }

    /** The words that start the guard. */
    List<String> guard(String mode) {
        return List.of("setsid", "sh", script().toString(), mode, path.toString());
    }

    /** What a service, and a command beside it, sees of its surroundings. */
    void surround(ProcessBuilder builder, Map<String, String> variables) {
        Map<String, String> environment = builder.environment();
        String programs = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", programs + ":/usr/sbin:/sbin");
        environment.put("HOME", home().toString());
        environment.put("TMPDIR", home().toString());
        environment.put("LANG", "C.UTF-8");
        environment.putAll(variables);
        builder.directory(home().toFile());
    }

    /** Runs a command beside the service; where it does not end in time it is killed. */
    CommandEnd run(List<String> words, Map<String, String> variables, long millis)
            throws IOException, InterruptedException {
        Path written = Files.createTempFile(path, "command-", ".out");
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(written.toFile());
        surround(builder, variables);
        builder.environment().put(MARK, path.toString());
        Process process = builder.start();
        boolean inTime = process.waitFor(millis, TimeUnit.MILLISECONDS);
        if (!inTime) {
            process.destroyForcibly();
        }
        int status = process.waitFor();
        String output = Files.readString(written) + (inTime ? "" : "[killed: took too long]");
        Files.delete(written);
        return new CommandEnd(status, output);
    }

    /** Kills what is left of the service and removes the folder; both may be gone already. */
    void sweep() throws IOException, InterruptedException {
        if (Files.exists(script())) {
            new ProcessBuilder(guard("sweep"))
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** Ends the services and removes the folders whose JVM and guard were both killed. */
    static void reclaim() throws IOException, InterruptedException {
        Path above = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(above, PREFIX + "*")) {
            for (Path folder : folders) {
                GuardedFolder found = new GuardedFolder(folder);
                if (found.isLeft()) {
                    found.sweep();
                }
            }
        }
    }

    /** Whether this account may remove it, and neither its JVM nor its guard runs. */
    private boolean isLeft() throws IOException {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches()
                && Files.isReadable(path)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && !isGuarded();
    }

    private boolean isGuarded() throws IOException {
        try {
            String pid = Files.readString(path.resolve("guard")).strip();
            return Files.readString(Path.of("/proc", pid, "cmdline")).contains(path.toString());
        } catch (NoSuchFileException noGuard) {
            return false;
        }
    }
}
