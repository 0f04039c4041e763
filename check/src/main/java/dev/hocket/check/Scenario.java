package dev.hocket.check;

import java.io.Serializable;

/**
 * A test as a lambda. It runs in a JVM of its own, thousands of times, so all that it captures must
 * be serializable; best it captures nothing and makes what it needs.
 */
@FunctionalInterface
public interface Scenario extends Serializable {
    /**
     * Runs the test once, and throws if something is wrong.
     *
     * @throws Throwable whatever shows that something is wrong
     */
    void run() throws Throwable;
}
