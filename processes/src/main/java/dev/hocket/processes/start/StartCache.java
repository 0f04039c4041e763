package dev.hocket.processes.start;

import dev.hocket.Task;
import dev.hocket.link.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's ahead-of-time cache for workers: the classes that each of them needs, loaded and
 * linked. It contains only classes of Hocket and the JDK, so that it serves every program on a
 * machine that has the same jars; for this reason, these jars come first on the workers' class
 * path. For the first program that needs it, a separate process creates it ({@code
 * StartCacheMaker}); until it exists, workers start without it.
 *
 * <p>Its name identifies its user (the Java runtime and the paths of the jars) and its contents
 * (version, times and sizes of the jars). An empty file means that it could not be created; it is
 * tried again after an hour.
 */
public final class StartCache {
    /** By its name, as it is of a higher room. */
    private static final String MAKER = "dev.hocket.processes.cache.StartCacheMaker";

    private static final Set<Path> ASKED_FOR = ConcurrentHashMap.newKeySet();
    private static final Duration TRIED_AGAIN = Duration.ofHours(1);
    private final List<String> jars;
    private final Path file;

    private StartCache(List<String> jars, Path file) {
        this.jars = jars;
        this.file = file;
    }

    /** The cache for workers; null if they have to start without. */
    public static @Nullable StartCache find(WorkerOptions options) {
        if (!options.cached() || !suits(options.jvm()) || !suits(LaunchOptions.forwarded())) {
            return null;
        }
        try {
            List<String> jars = jars();
            Path given = options.cacheFolder();
            Path folder = given == null ? standard() : given;
            if (jars.isEmpty() || folder == null) {
                return null;
            }
            Path file = folder.toAbsolutePath().resolve(name(jars));
            if (Files.isReadable(file) && Files.size(file) > 0) {
                return new StartCache(jars, file);
            }
            if (Files.exists(file) && !tryAgain(file)) {
                return null;
            }
            if (ASKED_FOR.add(file)) {
                make(jars, file);
            }
        } catch (IOException | RuntimeException _) {
            // A cache is a matter of speed alone.
        }
        return null;
    }

    /** Lets the file be made aside. */
    private static void make(List<String> jars, Path file) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JvmStarter.java());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        command.addAll(JvmStarter.fixed(List.of()));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, jars)));
        command.addAll(List.of(MAKER, file.toString()));
        Process _ = JvmStarter.silent(command).start();
    }

    /** Whether it could not be made, and long ago; it is deleted then. */
    private static boolean tryAgain(Path file) throws IOException {
        Instant made = Files.getLastModifiedTime(file).toInstant();
        return made.plus(TRIED_AGAIN).isBefore(Instant.now()) && Files.deleteIfExists(file);
    }

    /** The workers' class path: that of this process, after the jars of the cache. */
    String classPath(String own) {
        Set<String> all = new LinkedHashSet<>(jars);
        for (String each : own.split(File.pathSeparator, -1)) {
            if (!each.isEmpty()) {
                all.add(each);
            }
        }
        return String.join(File.pathSeparator, all);
    }

    Path file() {
        return file;
    }

    /** Hocket's own jars; none if it does not lie in jars on the class path. */
    private static List<String> jars() {
        List<String> jars = new ArrayList<>();
        for (Class<?> each : List.of(Task.class, WorkerMain.class, StartCache.class)) {
            CodeSource source = each.getProtectionDomain().getCodeSource();
            if (source == null || each.getModule().isNamed()) {
                return List.of();
            }
            Path jar = Path.of(URI.create(source.getLocation().toString()));
            if (!Files.isRegularFile(jar)) {
                return List.of();
            }
            jars.add(jar.toString());
        }
        return jars;
    }

    private static @Nullable Path standard() {
        String folder = System.getenv("XDG_CACHE_HOME");
        if (folder == null || folder.isEmpty()) {
            String home = System.getProperty("user.home", "");
            return home.isEmpty() ? null : Path.of(home, ".cache", "hocket");
        }
        return Path.of(folder, "hocket");
    }

    private static String name(List<String> jars) throws IOException {
        String java = System.getProperty("java.home");
        StringBuilder what = new StringBuilder(System.getProperty("java.vm.version"));
        for (String jar : jars) {
            Path path = Path.of(jar);
            what.append(' ').append(Files.size(path));
            what.append(' ').append(Files.getLastModifiedTime(path).toMillis());
        }
        return "workers-" + digest(java + jars) + "-" + digest(what.toString()) + ".aot";
    }

    private static String digest(String text) {
        UUID digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return digest.toString().substring(0, 18).replace("-", "");
    }

    /** Options that change which classes there are, or bring a cache of their own, rule it out. */
    private static boolean suits(List<String> options) {
        return options.stream()
                .noneMatch(option ->
                        option.startsWith("-XX:AOT")
                                || option.startsWith("-XX:SharedArchive")
                                || option.startsWith("-Xshare")
                                || option.startsWith("-javaagent")
                                || option.startsWith("-agent")
                                || option.startsWith("-p")
                                || (option.startsWith("--")
                                        && !option.startsWith("--enable-native-access")));
    }
}
