package dev.hocket.processes.start;

import dev.hocket.Task;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.worker.WorkerChildren;
import dev.hocket.link.worker.WorkerLogging;
import dev.hocket.link.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts workers on the Java and the class path of this process. */
public final class JvmStarter implements WorkerStarter {
    private static final String AOT = "-XX:AOTCache=";
    private final WorkerOptions options;

    public JvmStarter(WorkerOptions options) {
        this.options = options;
    }

    /** The same Java as that of this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What every worker is started with, and its cache was made with. */
    public static List<String> fixed(List<String> options) {
        Module own = WorkerMain.class.getModule();
        List<String> fixed = new ArrayList<>();
        if (options.stream().noneMatch(JvmStarter::choosesCollector)) {
            fixed.add("-XX:+UseSerialGC"); // the quickest to start, and one thread
        }
        fixed.add("--enable-native-access=" + (own.isNamed() ? own.getName() : "ALL-UNNAMED"));
        fixed.add("-Djava.util.logging.config.class=" + WorkerLogging.class.getName());
        fixed.add("-Dstdout.encoding=UTF-8"); // as its parent reads it
        fixed.add("-Dstderr.encoding=UTF-8");
        return fixed;
    }

    @Override
    public Process start(Path folder, String address, Path slate) throws IOException {
        StartCache cache = StartCache.find(options);
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(LaunchOptions.forwarded());
        command.addAll(fixed(options.jvm()));
        jvm(command, folder);
        String classPath = classPath();
        if (cache != null) {
            cached(command, cache.file());
            classPath = cache.classPath(classPath);
        } else {
            ofParent().ifPresent(file -> cached(command, file));
        }
        command.addAll(options.jvm());
        classes(command, classPath);
        command.addAll(List.of(address, slate.toString(), String.valueOf(MessageWriter.CHECKED)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        LaunchOptions.clean(builder.environment());
        builder.environment().putAll(options.environment());
        builder.environment().put(WorkerChildren.VARIABLE, address);
        Path working = options.folder();
        if (working != null) {
            builder.directory(working.toFile());
        }
        return builder.start();
    }

    private void jvm(List<String> command, Path folder) {
        Path reports = Objects.requireNonNullElse(options.crashes(), folder);
        command.add("-XX:ErrorFile=" + reports.toAbsolutePath().resolve("hs_err_pid%p.log"));
        command.add("-XX:-CreateCoredumpOnCrash");
        if (options.heap() > 0) {
            command.add("-Xmx" + options.heap());
        }
    }

    private static void cached(List<String> command, Path file) {
        command.add(AOT + file);
        command.add("-Xlog:aot*=off");
        command.add("-Xlog:cds*=off");
        // At the place it was made for: to move it takes a tenth of a start.
        command.add("-XX:+UnlockDiagnosticVMOptions");
        command.add("-XX:ArchiveRelocationMode=0");
    }

    private static boolean choosesCollector(String option) {
        return option.startsWith("-XX:+Use") && option.endsWith("GC");
    }

    /** The cache that this process runs with. */
    private static Optional<Path> ofParent() {
        return ProcessHandle.current().info().arguments().stream()
                .flatMap(Arrays::stream)
                .filter(argument -> argument.startsWith(AOT))
                .map(argument -> Path.of(argument.substring(AOT.length())))
                .filter(Files::isReadable)
                .findFirst();
    }

    /** That of this process; also what Hocket itself is loaded from by a loader of its own. */
    private static String classPath() {
        Set<String> all = new LinkedHashSet<>();
        if (!WorkerMain.class.getClassLoader().equals(ClassLoader.getSystemClassLoader())) {
            for (Class<?> needed : List.of(WorkerMain.class, Task.class)) {
                CodeSource source = needed.getProtectionDomain().getCodeSource();
                if (source != null) {
                    all.add(Path.of(URI.create(source.getLocation().toString())).toString());
                }
            }
        }
        String own = System.getProperty("java.class.path", "");
        if (!own.isEmpty()) {
            all.add(own);
        }
        return String.join(File.pathSeparator, all);
    }

    private static void classes(List<String> command, String classPath) {
        Module own = WorkerMain.class.getModule();
        @Nullable String modulePath = System.getProperty("jdk.module.path");
        if (!classPath.isEmpty()) {
            command.addAll(List.of("-cp", classPath));
        }
        if (modulePath != null) {
            command.addAll(List.of("-p", modulePath));
        }
        if (own.isNamed()) {
            String main = System.getProperty("jdk.module.main");
            if (main != null) {
                command.addAll(List.of("--add-modules", main));
            }
            command.addAll(List.of("-m", own.getName() + "/" + WorkerMain.class.getName()));
        } else {
            command.add(WorkerMain.class.getName());
        }
    }

    /** A process that neither reads nor says anything. */
    public static ProcessBuilder silent(List<String> command) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
}
