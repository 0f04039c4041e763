package dev.hocket.check.corpus.library;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The versions of a library with which a program shows a fault of the library, and those with which
 * the same program is sound.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Library {
    /** The jars, without their endings, in front of the class path of the tests. */
    String[] faulty();

    /** The same for a version without the fault; empty if there is none. */
    String[] sound() default {};
}
