package dev.hocket.testkit.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How to start a service: its command, as whom, what is made before, when it is ready, how it ends.
 *
 * {@snippet :
 * Service server = ServiceRecipe.of("redis", at -> List.of("redis-server",
 *                 "--bind", "127.0.0.1", "--port", "" + at.port(), "--dir", "" + at.folder()))
 *         .start();
 * }
 *
 * @param name what messages and its folder call it
 * @param account as whom it runs; an ordinary account by default
 * @param steps commands that run before it, one after the other, as the same account
 * @param command its command
 * @param environment variables that it has beside PATH, HOME, TMPDIR and LANG
 * @param readiness when it is ready; by default when it accepts connections on its port
 * @param patience for how long it may take to be ready
 * @param signal the name of the signal that asks it to end; TERM by default
 * @param grace for how long it may take to end before it is killed
 */
public record ServiceRecipe(
        String name,
        UnixAccount account,
        List<Function<ServicePlace, List<String>>> steps,
        Function<ServicePlace, List<String>> command,
        Map<String, String> environment,
        Readiness readiness,
        Duration patience,
        String signal,
        Duration grace) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Copies what may change. */
    public ServiceRecipe {
        steps = List.copyOf(steps);
        environment = Map.copyOf(environment);
    }

    /** A service by its command. */
    public static ServiceRecipe of(String name, Function<ServicePlace, List<String>> command) {
        return new ServiceRecipe(
                name,
                UnixAccount.ordinary(),
                List.of(),
                command,
                Map.of(),
                Readiness.port(),
                PATIENCE,
                "TERM",
                GRACE);
    }

    /** The same as another account: sshd, say, is root where it can be. */
    public ServiceRecipe as(UnixAccount other) {
        return new ServiceRecipe(
                name, other, steps, command, environment, readiness, patience, signal, grace);
    }

    /** The same with one step more before it: initdb, say. */
    public ServiceRecipe after(Function<ServicePlace, List<String>> step) {
        List<Function<ServicePlace, List<String>>> more = new ArrayList<>(steps);
        more.add(step);
        return new ServiceRecipe(
                name, account, more, command, environment, readiness, patience, signal, grace);
    }

    /** The same with a variable in its environment. */
    public ServiceRecipe with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new ServiceRecipe(
                name, account, steps, command, more, readiness, patience, signal, grace);
    }

    /** The same, ready when {@code other} says so. */
    public ServiceRecipe readyWhen(Readiness other) {
        return new ServiceRecipe(
                name, account, steps, command, environment, other, patience, signal, grace);
    }

    /** The same, given up when it is not ready within {@code time}. */
    public ServiceRecipe readyWithin(Duration time) {
        return new ServiceRecipe(
                name, account, steps, command, environment, readiness, time, signal, grace);
    }

    /** The same, asked to end by a signal, and killed when it has not after {@code time}. */
    public ServiceRecipe endedBy(String other, Duration time) {
        return new ServiceRecipe(
                name, account, steps, command, environment, readiness, patience, other, time);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws IllegalStateException when it ends before that, or takes too long; the message has
     *     the end of what it wrote
     */
    public Service start() throws IOException, InterruptedException {
        return Service.start(this);
    }
}
