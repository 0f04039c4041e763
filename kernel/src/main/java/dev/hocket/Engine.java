package dev.hocket;

import dev.hocket.consume.BlockReduction;
import dev.hocket.consume.LiveRun;
import dev.hocket.consume.OrderedOutputs;
import dev.hocket.run.EngineExecutor;
import dev.hocket.run.EngineRegistry;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A way to run jobs: owns threads, processes or a device, and is used by many runs, one after the
 * other or at once. Its width bounds what runs at a time over all of them. Safe for use by several
 * threads.
 *
 * <p>A task may start runs, also on its own engine: while it waits for their outcomes, its lane
 * runs their attempts, so that nesting to any depth needs no further lane. A task of another engine
 * that such a run uses, and the thread of a {@link Run#publisher()}, do the same in place of the
 * lane that waits for them; only then may more attempts run at a time than the engine is wide. A
 * thread of your own that a task starts and waits for is not known to be waited for: let it not
 * wait for a run on the task's engine.
 *
 * <p>Who writes an engine implements {@link #lanes}, {@link #name}, {@link #width}, {@link #traits}
 * and {@link #close}; the rest is built upon them.
 */
public interface Engine extends AutoCloseable {

    /**
     * An engine by its name in text: {@code threads}, or with a width {@code threads:4}.
     *
     * @throws IllegalArgumentException if there is no such engine, the width is not one it takes,
     *     or the engine cannot run on this machine; the message names those that can
     */
    static Engine named(String nameAndWidth) {
        return named(nameAndWidth, Map.of());
    }

    /**
     * An engine by its name in text, with values of its own options.
     *
     * @param options see {@link EngineProvider#with}
     * @throws IllegalArgumentException as {@link #named(String)}, and if the engine has no such
     *     option or the value is none for it
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

    /** How many attempts it runs at a time, over all its runs. */
    int width();

    /** What it can do. */
    Set<Trait> traits();

    /**
     * Starts lanes for one run: for those who write an engine.
     *
     * @param supply gives the leases that the lanes are to run
     * @param width how many lanes to start at most; 1 to {@link #width()}
     */
    <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width);

    /**
     * Cancels the engine's runs, waits for them in bounded time and frees what it owns. Threads
     * that would not end are daemon threads; each is named in a warning.
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
     * @throws RefusedException if the job needs what this engine cannot do
     * @throws RunException if the inputs cannot be opened
     */
    default <I, O extends @Nullable Object> Run<I, O> start(
            Job<I, O> job, Inputs<I> inputs, RunOptions<I, O> options) {
        return LiveRun.start(this, job, inputs, options);
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
     * Combines what {@code function} gives for each input. The inputs are combined in their order
     * along a tree whose shape depends on their number alone, so that the result is the same to the
     * last bit at every width and on every engine, also where {@code combine} is only nearly
     * associative, as the addition of doubles is.
     *
     * @param identity what changes nothing when combined; used once in each leaf of 16 inputs
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
     * This engine as an executor service. Its queue is unbounded, as that of {@code
     * Executors.newFixedThreadPool} is; closing it leaves the engine open.
     *
     * <p>A task of the engine may wait for what it hands in, at any width: for futures with or
     * without a time limit, {@link java.util.concurrent.CompletableFuture stages} that run on it,
     * latches, queues. {@code get()} and {@code invokeAll} run what was not begun in the task's own
     * thread. Where a task waits otherwise, and no lane is free for what it handed in, a thread
     * beside the lanes runs that, one command after the other, as long as the task waits; for up to
     * 256 tasks at a time. What another thread hands in, such as the stage of a timer or of a
     * client, is not known to be waited for, and needs a lane.
     *
     * @throws RefusedException if the engine runs attempts only while a consumer waits
     */
    default ExecutorService asExecutorService() {
        return new EngineExecutor(this);
    }
}
