package dev.hocket.jobs.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder in which compiled tasks are stored. */
public final class CacheFolder {
    private CacheFolder() {}

    /**
     * The folder {@code hocket/tasks} in the user's cache: {@code XDG_CACHE_HOME}, {@code
     * LOCALAPPDATA} on Windows, or {@code ~/.cache}. It may not exist yet.
     */
    public static Path ofUser() {
        return of(System.getenv(), System.getProperty("user.home", "."));
    }

    static Path of(Map<String, String> environment, String home) {
        for (String variable : new String[] {"XDG_CACHE_HOME", "LOCALAPPDATA"}) {
            Path set = absolute(environment.get(variable));
            if (set != null) {
                return set.resolve("hocket").resolve("tasks");
            }
        }
        return Path.of(home, ".cache", "hocket", "tasks");
    }

    /** The XDG specification says that a path which is not absolute is to be ignored. */
    private static @Nullable Path absolute(@Nullable String text) {
        try {
            Path path = text == null ? null : Path.of(text);
            return path != null && path.isAbsolute() ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
