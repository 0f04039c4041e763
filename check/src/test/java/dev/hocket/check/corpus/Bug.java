package dev.hocket.check.corpus;

import dev.hocket.check.FindingKind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is wrong with a program of the corpus that must fail. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Bug {
    /** The number of switches of a bug that shows itself by running on and on. */
    int ENDLESS = -1;

    /** The kinds of finding that describe it rightly, the most telling one first. */
    FindingKind[] kinds();

    /**
     * The smallest number of times that one thread must take over from another, the forced ones
     * included, until the bug has shown itself; {@link #ENDLESS} if that is never over.
     */
    int switches();
}
