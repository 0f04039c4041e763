package dev.hocket.check.schedule;

import java.util.List;

/** The packages whose classes get no hooks: those of the JDK, and libraries for tests. */
public final class LibraryPackages {
    private static final List<String> ALL =
            List.of(
                    "org/junit/",
                    "org/opentest4j/",
                    "org/apiguardian/",
                    "org/jspecify/",
                    "org/assertj/",
                    "org/hamcrest/",
                    "org/mockito/",
                    "net/bytebuddy/",
                    "org/slf4j/",
                    // They make classes at run time, and remember in static variables which.
                    "net/sf/cglib/",
                    "org/springframework/cglib/",
                    "org/springframework/asm/",
                    "org/springframework/objenesis/",
                    "org/objenesis/",
                    "org/objectweb/asm/",
                    "javassist/",
                    "org/easymock/",
                    "java/",
                    "javax/",
                    "jdk/",
                    "sun/",
                    "com/sun/");

    private LibraryPackages() {}

    /** Whether a class, with slashes, is in one of them. */
    public static boolean contain(String name) {
        return ALL.stream().anyMatch(name::startsWith);
    }
}
