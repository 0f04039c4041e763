package dev.hocket.run;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Warns once if a known bug of the Java runtime can make runs lose results. */
final class RuntimeVersion {
    private static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");

    static {
        String warning = warning(Runtime.version());
        if (warning != null) {
            System.getLogger("dev.hocket").log(Level.WARNING, warning);
        }
    }

    private RuntimeVersion() {}

    /** Warns on the first call, if there is something to warn of. */
    static void check() {
        // the static initialiser did it
    }

    /** What is wrong with a version, or null. */
    static @Nullable String warning(Runtime.Version version) {
        if (version.feature() != OLDEST.feature() || version.compareToIgnoreOptional(OLDEST) >= 0) {
            return null;
        }
        return "Java %s can corrupt arrays (JDK-8377811) and lose virtual threads (JDK-8369227): use Java %s or newer"
                .formatted(version, OLDEST);
    }
}
