package dev.hocket;

import dev.hocket.consume.BatchRun;
import dev.hocket.consume.BlockReduction;
import dev.hocket.consume.LiveRun;
import dev.hocket.consume.OrderedOutputs;
import dev.hocket.run.EngineRegistry;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import dev.hocket.submit.EngineExecutor;
import dev.hocket.submit.EngineSubmissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A way to run jobs. An engine owns threads, processes or another resource, and serves many runs,
 * one after the other or at the same time. Its width limits how many attempts run at a time, in all
 * runs together. Safe for use by several threads.
 *
 * <p>A task may start runs, even on its own engine: while it waits for their outcomes, its lane
 * runs their attempts, so runs can be nested to any depth without additional lanes. The same holds
 * if a task waits for a run on another engine whose tasks start runs on the first one, or for a
 * subscriber to a {@link Run#publisher()}; another thread then replaces the waiting lane, so more
 * attempts may run at a time than the engine's width. The engine does not see threads that a task
 * starts itself: if the task waits for such a thread, that thread must not wait for a run on the
 * task's engine.
 *
 * <p>To write an engine, implement {@link #lanes}, {@link #name}, {@link #width}, {@link #traits}
 * and {@link #close}; all other methods are built on these.
 */
public interface Engine extends AutoCloseable {

    /**
     * Opens an engine by its name, such as {@code threads}, or by name and width, such as {@code
     * threads:4}.
     *
     * @throws IllegalArgumentException if there is no such engine, if it does not accept the width,
     *     or if it cannot run on this machine; the message names the engines that can
     */
    static Engine named(String nameAndWidth) {
        return named(nameAndWidth, Map.of());
    }

    /**
     * Opens an engine by its name, with values for options of its own.
     *
     * @param options see {@link EngineProvider#with}
     * @throws IllegalArgumentException as {@link #named(String)}, and if the engine does not have
     *     such an option or does not accept its value
     */
    static Engine named(String nameAndWidth, Map<String, String> options) {
        return EngineRegistry.open(nameAndWidth, options);
    }

    /** The engines that can be named, sorted by name. */
    static List<EngineProvider> providers() {
        return EngineRegistry.providers();
    }

    /** The engine's name, without its width. */
    String name();

    /** How many attempts it runs at a time, in all its runs together. */
    int width();

    /** What it can do. */
    Set<Trait> traits();

    /**
     * How long a batch should take whose job does not say how many inputs it has: long enough that
     * handing it out costs little.
     */
    default Duration batchTime() {
        return Duration.ofMillis(1);
    }

    /**
     * Starts lanes for one run. Only engines implement this, and only runs call it.
     *
     * @param supply returns the leases that the lanes run
     * @param width the maximum number of lanes to start; 1 to {@link #width()}
     */
    <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width);

    /**
     * Cancels the engine's runs, waits for them for a bounded time and frees the engine's
     * resources. Threads that do not end are daemon threads; a warning names each of them.
     */
    @Override
    void close();

    /** Starts a run of {@code job} over {@code inputs}. */
    default <I, O extends @Nullable Object> Run<I, O> start(Job<I, O> job, Inputs<I> inputs) {
        return start(job, inputs, RunOptions.defaults());
    }

    /**
     * Starts a run.
     *
     * @throws RefusedException if the job needs a trait that this engine lacks
     * @throws RunException if the inputs cannot be opened
     */
    default <I, O extends @Nullable Object> Run<I, O> start(
            Job<I, O> job, Inputs<I> inputs, RunOptions<I, O> options) {
        return job.isBatch()
                ? BatchRun.start(this, job, inputs, options)
                : LiveRun.start(this, job, inputs, options);
    }

    /**
     * All outputs, in the order of the inputs.
     *
     * @throws FailedInputException at the first failure; the rest is cancelled
     */
    default <I, O extends @Nullable Object> List<O> map(Job<I, O> job, Inputs<I> inputs) {
        return OrderedOutputs.map(this, job, inputs);
    }

    /** All outputs, in the order of the inputs: {@link #map(Job, Inputs)} over an iterable. */
    default <I, O extends @Nullable Object> List<O> map(
            Job<I, O> job, Iterable<? extends I> inputs) {
        return map(job, Inputs.of(inputs));
    }

    /**
     * Combines the values that {@code function} returns for the inputs. The inputs are combined in
     * their order, along a tree whose shape depends only on their number. The result is therefore
     * the same to the last bit at every width and on every engine, even if {@code combine} is only
     * nearly associative, as the addition of doubles is.
     *
     * @param identity the identity element of {@code combine}; used once in each leaf of 16 inputs
     * @param combine an associative function
     * @throws FailedInputException if the function throws; names the input's index
     */
    default <I, A> A reduce(
            Inputs<I> inputs,
            A identity,
            Reducing.Part<? super I, ? extends A> function,
            Reducing.Combiner<A> combine) {
        return BlockReduction.reduce(this, inputs, identity, function, combine);
    }

    /** {@link #reduce} over the whole numbers of a range, without boxing. */
    default double reduceToDouble(
            long from,
            long to,
            double identity,
            Reducing.DoublePart function,
            Reducing.DoubleCombiner combine) {
        return BlockReduction.toDouble(this, from, to, identity, function, combine);
    }

    /** {@link #reduce} over the whole numbers of a range, without boxing. */
    default long reduceToLong(
            long from,
            long to,
            long identity,
            Reducing.LongPart function,
            Reducing.LongCombiner combine) {
        return BlockReduction.toLong(this, from, to, identity, function, combine);
    }

    /**
     * Submits one input. The job's policy holds over all inputs of this job object that are
     * submitted to this engine, except for its halt rule, as they have nothing else to do with each
     * other: their rate and limits are counted together. Runs and submitted inputs share the
     * engine's lanes.
     *
     * <p>{@code cancel(true)} on the future withdraws the input: no attempt is begun any more, and
     * one that runs is interrupted, cancelled or killed, as a deadline does; {@code cancel(false)}
     * lets it run to its end. A future that is completed by hand withdraws its input as well, but
     * stops no attempt. What depends on the future runs on the lane that completed it, before that
     * takes its next input: use the {@code Async} methods for what takes long.
     *
     * <p>The queue is unbounded: a program that submits faster than the engine works bounds what is
     * open itself, by a semaphore for instance, or starts a run, whose window does that. A task may
     * submit inputs to its own engine and wait for them, as described for {@link
     * #asExecutorService()}; a task on an event loop returns the future as its stage instead, and
     * its inputs are not counted by rate and limits with the others. An engine that runs attempts
     * only while a consumer waits (without {@link Trait#BACKGROUND}) runs the input, with its
     * retries, in the calling thread before it returns. {@code processes} may use the calling
     * thread for up to 0.3 ms where tasks are short.
     *
     * @return completes with the output, or exceptionally: with {@link FailedInputException} if the
     *     input failed, with {@link RunException} if the engine was closed or broke before
     * @throws RefusedException if the job needs what this engine cannot do
     * @throws IllegalStateException if the engine is closed
     * @throws IllegalArgumentException if the job grows inputs
     */
    default <I, O extends @Nullable Object> CompletableFuture<O> submit(Job<I, O> job, I input) {
        return EngineSubmissions.submit(this, job, input);
    }

    /**
     * Returns an executor service that runs commands on this engine. Its queue is unbounded, like
     * that of {@code Executors.newFixedThreadPool}; closing it leaves the engine open.
     *
     * <p>A task of the engine may wait for commands that it submits, at any width: for futures with
     * or without a time limit, {@link java.util.concurrent.CompletableFuture stages} that run on
     * it, latches or queues. {@code get()} and {@code invokeAll} run commands that have not started
     * in the task's own thread. If a task waits in any other way and no lane is free, an additional
     * thread runs the task's commands, one after the other, while the task waits; this applies to
     * up to 256 tasks at a time. Commands that another thread submits, such as the next stage of a
     * timer or of a client, need a free lane.
     *
     * @throws RefusedException if the engine runs attempts only while a consumer waits
     */
    default ExecutorService asExecutorService() {
        return new EngineExecutor(this);
    }
}
