package dev.hocket.check;

import dev.hocket.check.explore.CheckAnswer;
import dev.hocket.check.explore.CheckRequest;
import dev.hocket.check.explore.SearchJvms;
import dev.hocket.check.explore.SearchOptions;
import dev.hocket.check.explore.TestJvm;
import dev.hocket.check.report.SourceLines;
import dev.hocket.check.strategy.StrategyMix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a test: runs it under many schedules, in a JVM of its own, and says what is wrong with it
 * and how to see that again.
 *
 * <pre>{@code
 * Verdict verdict = Check.of(TransferTest.class, "twoWays").run();
 * Verdict other = Check.that(() -> { ... }).schedules(50_000).run();
 * }</pre>
 *
 * <p>A check is immutable; each setting gives a new one. {@link #run} starts a process and waits
 * for it, and may be interrupted, which ends the process.
 */
public final class Check {
    private static final List<Path> HERE = List.of(Path.of("src"));

    private final CheckRequest request;
    private final String classPath;
    private final int debugPort;
    private final List<Path> sources;

    private Check(CheckRequest request, String classPath, int debugPort, List<Path> sources) {
        this.request = request;
        this.sources = List.copyOf(sources);
        this.classPath = classPath;
        this.debugPort = debugPort;
    }

    /** Checks a method without parameters of a class that can be made without arguments. */
    public static Check of(Class<?> type, String method) {
        return named(type.getName(), method);
    }

    /** Checks what a lambda does. */
    public static Check that(Scenario scenario) {
        return new Check(
                request(scenario.getClass().getName(), "", scenario),
                here(),
                TestJvm.NO_DEBUGGER,
                HERE);
    }

    /**
     * Checks a method by name; an empty one stands for {@code test}, {@code main} or the only one.
     */
    public static Check named(String type, String method) {
        return new Check(request(type, method, null), here(), TestJvm.NO_DEBUGGER, HERE);
    }

    private static CheckRequest request(String type, String method, @Nullable Scenario scenario) {
        return new CheckRequest(type, method, List.of(), scenario, SearchOptions.DEFAULT, null);
    }

    private static String here() {
        return System.getProperty("java.class.path", "");
    }

    private Check with(SearchOptions options) {
        return new Check(request.with(options), classPath, debugPort, sources);
    }

    /** Runs at most that many schedules; 100,000 by default. */
    public Check schedules(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("At least 1 schedule must run, not " + most + ".");
        }
        return with(request.options().withSchedules(most));
    }

    /** Sets what the schedules are drawn from; the same seed draws the same ones. */
    public Check seed(long seed) {
        return with(request.options().withSeed(seed));
    }

    /** Searches for at most that long; 10 s by default. */
    public Check budget(Duration most) {
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("A check needs time to run, not " + most + ".");
        }
        return with(request.options().withBudget(most));
    }

    /**
     * Cuts a schedule off after that many steps, which is not a finding. By default ten times as
     * many as the first schedule takes, and at least 20,000.
     */
    public Check steps(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A schedule has at least 1 step, not " + most + ".");
        }
        return with(request.options().withSteps(most));
    }

    /**
     * Runs only schedules of one strategy: mix, random, pct, pos, fair or exhaustive.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Check strategy(String name) {
        StrategyMix.named(name);
        return with(request.options().withStrategy(name));
    }

    /**
     * Does not report data races between two accesses within a package, such as a library that
     * races on purpose. May be called for several.
     *
     * @param name the package, with all below it, or a class
     */
    public Check ignoreRaces(String name) {
        if (!name.matches("[\\w$]+([.][\\w$]+)*")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a package. Give its full name, such as com.acme.cache.");
        }
        return with(request.options().ignoringRaces(name));
    }

    /** Goes on after a finding, and reports every different one. */
    public Check all() {
        return with(request.options().forAll());
    }

    /**
     * Searches in at most that many JVMs, if the first one searches for more than two seconds; by
     * default as many as there are processors. A seed leads to the same finding whatever the
     * number, unless the budget ends before it is found.
     */
    public Check jobs(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A search needs at least 1 JVM, not " + most + ".");
        }
        return with(request.options().withJobs(most));
    }

    /** Runs only this schedule, once. */
    public Check replay(Schedule schedule) {
        return new Check(request.replaying(schedule), classPath, debugPort, sources);
    }

    /** Passes arguments to the test's method. */
    Check arguments(List<Object> arguments) {
        return new Check(request.passing(arguments), classPath, debugPort, sources);
    }

    /** Where the test's classes are; the class path of this JVM unless it is said. */
    public Check classPath(String path) {
        return new Check(request, path, debugPort, sources);
    }

    /**
     * Files and folders in which source lines for the report are looked for; {@code src} unless it
     * is said.
     */
    public Check sources(List<Path> sources) {
        return new Check(request, classPath, debugPort, sources);
    }

    /** The test's JVM waits for a debugger on port 5005 of this machine. */
    public Check debug() {
        return debug(TestJvm.DEBUG_PORT);
    }

    /** The test's JVM waits for a debugger on that port. */
    Check debug(int port) {
        return new Check(request, classPath, port, sources);
    }

    /**
     * Runs the check.
     *
     * @throws IllegalArgumentException if there is no such test, or this JDK is not supported
     * @throws IOException if the JVM cannot be started
     * @throws InterruptedException if the thread is interrupted; the JVM is ended
     */
    public Verdict run() throws IOException, InterruptedException {
        CheckAnswer answer = new SearchJvms(request, classPath, debugPort).run();
        Verdict verdict = answer.verdict();
        if (verdict == null) {
            throw new IllegalArgumentException(answer.refusal());
        }
        return new SourceLines(sources).fill(verdict);
    }
}
