package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command line run in a JVM of its own, as a user runs it. */
final class LaunchedHocket implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    /** How it ended and what it wrote. */
    record Ended(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;
    private final StringBuilder outRead = new StringBuilder();
    private final StringBuilder errRead = new StringBuilder();

    private LaunchedHocket(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    /** The words that start Hocket. */
    static List<String> command(String... words) {
        return command(List.of(), System.getProperty("java.class.path"), words);
    }

    /** The same with further options of the JVM, and another class path. */
    static List<String> command(List<String> options, String classPath, String... words) {
        // a build started in the background of a shell ignores interrupts, and so would its
        // children
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP,TERM"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "dev.hocket.cli.Main"));
        command.addAll(List.of(words));
        return command;
    }

    /** Starts Hocket in a folder. */
    static LaunchedHocket start(Path folder, String... words) throws IOException {
        return start(folder, Map.of(), command(words));
    }

    /** Makes a named pipe. */
    static Path pipe(Path place) throws Exception {
        Process made = new ProcessBuilder("mkfifo", place.toString()).start();
        if (made.waitFor() != 0) {
            fail("mkfifo " + place + " failed");
        }
        return place;
    }

    /** Starts a program in a folder with these variables. */
    static LaunchedHocket start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("CLASSPATH");
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().putAll(environment);
        return new LaunchedHocket(builder.start());
    }

    /** Runs Hocket in a folder to its end, with this text as standard input. */
    static Ended run(Path folder, String input, String... words) throws Exception {
        return run(folder, input.getBytes(StandardCharsets.UTF_8), words);
    }

    /** Runs Hocket in a folder to its end, with these bytes as standard input. */
    static Ended run(Path folder, byte[] input, String... words) throws Exception {
        try (LaunchedHocket child = start(folder, words)) {
            child.process.getOutputStream().write(input);
            return child.end();
        }
    }

    /** Reads standard output up to a line that holds this text, and gives that. */
    String awaitOut(String text) throws IOException {
        return await(out, outRead, text);
    }

    /** Reads standard error up to a line that holds this text. */
    void awaitErr(String text) throws IOException {
        String _ = await(err, errRead, text);
    }

    private static String await(BufferedReader from, StringBuilder read, String text)
            throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            read.append(line).append('\n');
            if (line.contains(text)) {
                return line;
            }
        }
        return fail("ended without a line that holds '" + text + "', after:\n" + read);
    }

    /** Waits until there is a file, which it makes. */
    void awaitFile(Path file) {
        while (!Files.exists(file)) {
            if (!isAlive()) {
                fail("ended without " + file);
            }
            Thread.onSpinWait();
        }
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, such as {@code INT}. */
    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            fail("kill -" + name + " failed: the process has ended, after:\n" + errRead);
        }
    }

    /** Writes to its standard input, which stays open. */
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Goes away as a reader of its standard output. */
    void closeOut() throws IOException {
        process.getInputStream().close();
    }

    /** Waits for its end without reading its standard output; how it ended, with an empty one. */
    Ended endUnread() throws Exception {
        errRead.append(rest(err));
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            fail("still running, after:\n" + errRead);
        }
        return new Ended(process.exitValue(), "", errRead.toString());
    }

    /** Closes standard input, reads on to the end and waits for it. */
    Ended end() throws Exception {
        process.getOutputStream().close();
        return endWithOpenInput();
    }

    /** Reads on to the end and waits for it, while standard input stays open. */
    Ended endWithOpenInput() throws Exception {
        CompletableFuture<String> rest = CompletableFuture.supplyAsync(() -> rest(err));
        outRead.append(rest(out));
        errRead.append(rest.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            fail("still running, after:\n" + errRead);
        }
        return new Ended(process.exitValue(), outRead.toString(), errRead.toString());
    }

    private static String rest(BufferedReader from) {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = from.read(); c >= 0; c = from.read()) {
                text.append((char) c);
            }
        } catch (IOException ended) {
            text.append(ended);
        }
        return text.toString();
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
