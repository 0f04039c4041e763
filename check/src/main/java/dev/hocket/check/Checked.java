package dev.hocket.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method for JUnit that is run under many schedules, in a JVM of its own, and fails with the
 * report of what was found. Methods annotated with {@code @BeforeEach} and {@code @AfterEach} in
 * its class run before and after it, each time; the method and the class's constructor take no
 * parameters.
 *
 * <pre>{@code
 * @Checked
 * void transfersKeepTheSum() throws InterruptedException { ... }
 * }</pre>
 */
@SuppressWarnings("exports") // who uses it has JUnit
@Test
@ExtendWith(CheckedExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Checked {
    /** At most so many schedules. */
    long schedules() default 100_000;

    /** What they are drawn from. */
    long seed() default 1;

    /** At most so many seconds. */
    int seconds() default 5;

    /** Only schedules of this strategy. */
    String strategy() default "mix";

    /** How many steps a schedule may have; 0 for what the first one suggests. */
    int steps() default 0;

    /** Packages within which data races are not reported. */
    String[] ignoreRaces() default {};

    /** Only the schedule with this text, once: what a report printed. */
    String replay() default "";
}
