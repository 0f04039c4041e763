package dev.hocket.check.explore;

import dev.hocket.check.schedule.DebugBaton;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Starts the JVM in which a test is checked. */
public final class TestJvm {
    private static final List<String> OPTIONS =
            List.of(
                    "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.regex=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.stream=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang.ref=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/java.text=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
                    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3",
                    "-XX:ActiveProcessorCount=4",
                    // The optimising compiler assumes that only the JDK itself changes the current
                    // thread.
                    "-XX:TieredStopAtLevel=1",
                    // Libraries for mocks are agents that load themselves.
                    "-XX:+EnableDynamicAgentLoading",
                    "-Djdk.attach.allowAttachSelf=true",
                    // Libraries of today use it, and the JVM would warn of that in the report.
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    // The JVM's own thread would run them, at any moment or never.
                    "--finalization=disabled",
                    // All threads of the test run on the stack of one.
                    "-Xss8m",
                    "-ea");

    private static final String REQUEST = "request";

    /** The file that the JVMs of a search share. */
    static final String SEARCH = "search";

    public static final int DEBUG_PORT = 5005;
    public static final int NO_DEBUGGER = 0;

    private TestJvm() {}

    /**
     * Starts the JVM with that number, from 0, for a search whose files are in a folder.
     *
     * @param agent the jar of the agent
     */
    static Process start(Path folder, Path agent, int index, String classPath, int debugPort)
            throws IOException {
        List<String> command = command(agent, classPath, debugPort);
        command.add(folder.resolve(REQUEST).toString());
        command.add(answer(folder, index).toString());
        command.add(folder.resolve(SEARCH).toString());
        command.add(Integer.toString(index));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static Path answer(Path folder, int index) {
        return folder.resolve("answer" + index);
    }

    /** What a JVM that has ended has answered. */
    static CheckAnswer answer(Path folder, int index, int status) throws IOException {
        Path answered = answer(folder, index);
        if (!Files.exists(answered)) {
            return CheckAnswer.refused(
                    "The JVM of the test ended with status "
                            + status
                            + " before it had an answer. What it printed says why, unless"
                            + " the test ends the JVM itself.");
        }
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(answered))) {
            return (CheckAnswer) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    static void write(CheckRequest request, Path folder) throws IOException {
        Path file = folder.resolve(REQUEST);
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(request);
        } catch (NotSerializableException e) {
            throw new IllegalArgumentException(
                    "What is to be checked runs in a JVM of its own and cannot take a "
                            + e.getMessage()
                            + " there. Make it within, instead of using it from outside.",
                    e);
        }
    }

    private static List<String> command(Path agent, String classPath, int debugPort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        if (debugPort != NO_DEBUGGER) {
            command.add("-D" + DebugBaton.PROPERTY + "=true");
            command.add(
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=localhost:"
                            + debugPort);
        }
        command.addAll(
                List.of("-javaagent:" + agent, "-cp", classPath, TestJvmMain.class.getName()));
        return command;
    }

    /** The jar that this class is in; where it is in a folder, a jar of that folder. */
    static Path agent(Path folder) throws IOException {
        Path here;
        try {
            here =
                    Path.of(
                            TestJvm.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (Files.isRegularFile(here)) {
            return here;
        }
        Path jar = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        Map.of(
                        "Manifest-Version", "1.0",
                        "Premain-Class", CheckAgent.class.getName(),
                        "Boot-Class-Path", "agent.jar",
                        "Can-Retransform-Classes", "true")
                .forEach((name, value) ->
                        manifest.getMainAttributes().put(new Attributes.Name(name), value));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var files = Files.walk(here)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(here.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, java.io.@org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
