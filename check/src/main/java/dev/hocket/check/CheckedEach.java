package dev.hocket.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks each invocation of a {@code @ParameterizedTest} or another template of JUnit, as {@link
 * Checked} does a plain test: under many schedules, in a JVM of its own, to which the arguments are
 * taken by serialization.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @ValueSource(ints = {1, 2, 8})
 * @CheckedEach
 * void holdsItsCapacity(int capacity) throws InterruptedException { ... }
 * }</pre>
 */
@SuppressWarnings("exports") // who uses it has JUnit
@ExtendWith(CheckedExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CheckedEach {
    /** At most so many schedules. */
    long schedules() default 100_000;

    /** What they are drawn from. */
    long seed() default 1;

    /** At most so many seconds. */
    int seconds() default 5;

    /** Packages within which data races are not reported. */
    String[] ignoreRaces() default {};
}
