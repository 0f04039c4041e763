package dev.hocket;

import dev.hocket.batch.BatchAttempt;
import dev.hocket.spi.LaneTask;
import dev.hocket.spi.TaskWrapper;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A named task with its policy: retry, deadline, rate, limits, halt rule, growth. Immutable: each
 * method returns a changed copy. A job can be run many times, on any engine.
 *
 * @param <I> the type of the inputs
 * @param <O> the type of the outputs
 */
public final class Job<I, O extends @Nullable Object> {
    private final String name;
    private final @Nullable Task<I, O> task;
    private final @Nullable AsyncTask<I, O> asyncTask;
    private final Policy<I, O> policy;

    /** Everything but the task's forms. Written only while a job is being made. */
    private static final class Policy<I, O extends @Nullable Object> implements Cloneable {
        Retry retry = Retry.none();
        @Nullable Duration deadline;
        @Nullable Rate rate;
        @Nullable Limit<I> limit;
        Halt halt = Halt.never();
        @Nullable BiFunction<? super I, ? super O, ? extends Iterable<? extends I>> growth;
        @Nullable Function<String, ? extends I> fromKey;
        Function<? super I, String> key = String::valueOf;
        @Nullable ToLongFunction<? super I> weight;
        @Nullable BatchTask<I, O> batchTask;
        int batchSize;
        boolean splitsFailed;
        @Nullable ToLongFunction<? super I> batchWeight;
        long batchMost;

        @SuppressWarnings("unchecked")
        Policy<I, O> copy() {
            try {
                return (Policy<I, O>) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private Job(
            String name,
            @Nullable Task<I, O> task,
            @Nullable AsyncTask<I, O> asyncTask,
            Policy<I, O> policy) {
        this.name = Objects.requireNonNull(name, "name");
        this.task = task;
        this.asyncTask = asyncTask;
        this.policy = policy;
    }

    /**
     * Creates a job that runs {@code task} once for each input, without a deadline, a rate or a
     * halt rule.
     */
    public static <I, O extends @Nullable Object> Job<I, O> of(String name, Task<I, O> task) {
        return new Job<>(name, Objects.requireNonNull(task, "task"), null, new Policy<>());
    }

    /**
     * Creates a job of a task that has only a non-blocking form, for engines with the trait {@link
     * Trait#NON_BLOCKING}.
     */
    public static <I, O extends @Nullable Object> Job<I, O> async(
            String name, AsyncTask<I, O> task) {
        return new Job<>(name, null, Objects.requireNonNull(task, "task"), new Policy<>());
    }

    /**
     * A job whose task has something that a lane keeps from one attempt to the next, such as a
     * connection or what a worker process needs once.
     *
     * <pre>{@code
     * Job<String, Row> query =
     *         Job.withState("query", () -> connect(url), (connection, key) -> connection.find(key));
     * }</pre>
     *
     * <p>The state is opened by the lane's first attempt, within its deadline, and closed, if it is
     * {@link AutoCloseable}, once for each time that it was opened: when the run has ended and
     * nothing runs any more, also where it was cancelled; the run's consumer waits for that. A lane
     * that takes the place of a lost one opens a state of its own. Where workers are processes,
     * each opens one for a run, and closes it soon after the run; one that is killed closes
     * nothing. With {@link Engine#submit} it stays open until nothing was submitted for half a
     * minute, or the engine is closed. What {@code close} throws is logged: write out in the task
     * what must not be lost.
     *
     * @param open makes the state of a lane; if it throws, the attempt fails with that, and the
     *     next one tries again
     * @param task an attempt, with its lane's state
     */
    public static <S extends @Nullable Object, I, O extends @Nullable Object> Job<I, O> withState(
            String name, StatefulTask.Opening<S> open, StatefulTask<S, I, O> task) {
        return of(
                name,
                new LaneTask<>(
                        Objects.requireNonNull(open, "open"),
                        Objects.requireNonNull(task, "task")));
    }

    /**
     * The same for a task in its non-blocking form. A lane is an attempt in flight: there are as
     * many states as attempts were in flight at once. They are opened on the event loop, so that
     * must not block.
     */
    public static <S extends @Nullable Object, I, O extends @Nullable Object>
            Job<I, O> asyncWithState(
                    String name,
                    StatefulTask.Opening<S> open,
                    StatefulTask<S, I, CompletionStage<O>> task) {
        return async(
                name,
                new LaneTask.Async<>(
                        Objects.requireNonNull(open, "open"),
                        Objects.requireNonNull(task, "task")));
    }

    /**
     * A job whose task takes several inputs at once. Each input keeps its own position, key and
     * outcome, in the joblog as well, while a batch is one attempt: for its deadline, its retries,
     * the rate, and {@link AttemptListener}. If it fails, all of its inputs fail with its cause.
     *
     * <pre>{@code
     * Job<Row, Id> insert = Job.batch("insert", (List<Row> rows) -> table.insertAll(rows));
     * }</pre>
     *
     * <p>Unless {@link #batchSize} gives a number, a batch has as many inputs as take about {@link
     * Engine#batchTime()}, by what is measured as the run goes on; it begins with one, and never
     * waits for inputs that are not there yet.
     *
     * <p>{@link Engine#submit} runs each input in a batch of its own. A batch job cannot have a
     * limit by key, grow inputs or have a non-blocking form.
     *
     * @param task an attempt; returns one output for each input, in their order
     */
    public static <I, O extends @Nullable Object> Job<I, O> batch(
            String name, BatchTask<I, O> task) {
        Objects.requireNonNull(task, "task");
        return of(name, new BatchOfOne<>(task)).with(policy -> policy.batchTask = task);
    }

    /**
     * The same batch job with so many inputs in each batch; the last batch of a run may have less.
     * A batch waits until it is full or the inputs end.
     *
     * @throws IllegalStateException if this is no batch job
     */
    public Job<I, O> batchSize(int inputs) {
        if (inputs < 1) {
            throw new IllegalArgumentException("batch size " + inputs + ": must be at least 1");
        }
        checkBatch("a batch size");
        return with(policy -> policy.batchSize = inputs);
    }

    /**
     * The same batch job with a limit on what the inputs of a batch have together, such as the
     * bytes of a command line. An input that exceeds it alone makes a batch of its own. Without
     * {@link #batchSize}, batches are filled up to the limit; if the number of inputs is known,
     * each lane gets its share of them.
     *
     * @param weight how much an input has; called once for each; if it throws, the run ends
     * @param most the most that a batch has
     * @throws IllegalStateException if this is no batch job
     */
    public Job<I, O> batchLimit(ToLongFunction<? super I> weight, long most) {
        Objects.requireNonNull(weight, "weight");
        if (most < 1) {
            throw new IllegalArgumentException("batch limit " + most + ": must be at least 1");
        }
        checkBatch("a batch limit");
        return with(policy -> {
            policy.batchWeight = weight;
            policy.batchMost = most;
        });
    }

    /**
     * The same batch job; the inputs of a batch that has failed, after its last retry, run again
     * one by one, each in an attempt of its own with the same retry rule. So an input that fails
     * does not fail the others of its batch. What the task had done for the batch before it failed
     * is done again.
     *
     * @throws IllegalStateException if this is no batch job
     */
    public Job<I, O> splitFailed() {
        checkBatch("batches to split");
        return with(policy -> policy.splitsFailed = true);
    }

    private void checkBatch(String what) {
        if (!isBatch()) {
            throw new IllegalStateException(
                    name
                            + " has no "
                            + what.replaceFirst("^an? ", "")
                            + ": make it with Job.batch");
        }
    }

    private void checkNoBatch(String what) {
        if (isBatch()) {
            throw new IllegalStateException(
                    name + " is a batch job, which cannot have " + what + "; use Job.of for that");
        }
    }

    /**
     * The same job with another task, such as one that wraps the first. The new job has only this
     * form; set a non-blocking form again, because this task would not wrap it. It is no
     * {@linkplain #batch batch} job, for the same reason.
     */
    public Job<I, O> task(Task<I, O> task) {
        Policy<I, O> changed = policy.copy();
        changed.batchTask = null;
        return new Job<>(name, Objects.requireNonNull(task, "task"), null, changed);
    }

    /**
     * The same job with a non-blocking form of its task, in addition to the blocking one if it has
     * one. Each engine runs the form that it supports; both must return the same outputs.
     */
    public Job<I, O> async(AsyncTask<I, O> task) {
        checkNoBatch("a non-blocking form");
        return new Job<>(name, this.task, Objects.requireNonNull(task, "task"), policy);
    }

    /** The same job with another retry rule. */
    public Job<I, O> retry(Retry retry) {
        Objects.requireNonNull(retry, "retry");
        return with(policy -> policy.retry = retry);
    }

    /**
     * The same job with a deadline for each attempt, counted from the moment a lane starts it. An
     * attempt that overruns is interrupted, cancelled or killed, as the engine can; one whose
     * thread ignores that for a second is abandoned.
     */
    public Job<I, O> deadline(Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline " + deadline + ": must be positive");
        }
        return with(policy -> policy.deadline = deadline);
    }

    /** The same job with a limit on the number of attempts started per time, including retries. */
    public Job<I, O> rate(Rate rate) {
        Objects.requireNonNull(rate, "rate");
        return with(policy -> policy.rate = rate);
    }

    /**
     * The same job with limits for inputs that share a key, such as a host. Inputs of other keys
     * overtake those that wait, within the run's window.
     */
    public Job<I, O> limit(Limit<I> limit) {
        Objects.requireNonNull(limit, "limit");
        checkNoBatch("a limit by key");
        return with(policy -> policy.limit = limit);
    }

    /** The same job with another halt rule. */
    public Job<I, O> halt(Halt halt) {
        Objects.requireNonNull(halt, "halt");
        return with(policy -> policy.halt = halt);
    }

    /**
     * The same job, whose outputs add further inputs, as a page adds its links. A grown input is
     * identified only by its key and runs once; it has no position in the source.
     *
     * @param growth returns the inputs that an output grows; called on a lane after each attempt
     *     that succeeds; if it throws, the attempt fails
     * @param fromKey returns the input of a key; used when a run is resumed from a joblog
     */
    public Job<I, O> growing(
            BiFunction<? super I, ? super O, ? extends Iterable<? extends I>> growth,
            Function<String, ? extends I> fromKey) {
        Objects.requireNonNull(growth, "growth");
        Objects.requireNonNull(fromKey, "fromKey");
        checkNoBatch("inputs that grow");
        return with(policy -> {
            policy.growth = growth;
            policy.fromKey = fromKey;
        });
    }

    /**
     * The same job with another function for the text that identifies an input; the default is
     * {@code String.valueOf}.
     */
    public Job<I, O> key(Function<? super I, String> key) {
        Objects.requireNonNull(key, "key");
        return with(policy -> policy.key = key);
    }

    /**
     * The same job with a function for the size of an input and its output, for the window's limit
     * in bytes.
     *
     * @param bytes returns the number of bytes; called on a lane, once for each input; if it
     *     throws, that input fails
     */
    public Job<I, O> weight(ToLongFunction<? super I> bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return with(policy -> policy.weight = bytes);
    }

    /** A batch job's task where inputs come one by one. */
    private record BatchOfOne<I, O extends @Nullable Object>(BatchTask<I, O> batch)
            implements Task<I, O>, TaskWrapper {
        private static final long serialVersionUID = 1;

        @Override
        public O run(I input) throws Exception {
            return BatchAttempt.outputs(batch, List.of(input)).getFirst();
        }

        @Override
        public Object code() {
            return batch;
        }
    }

    private Job<I, O> with(Consumer<Policy<I, O>> change) {
        Policy<I, O> changed = policy.copy();
        change.accept(changed);
        return new Job<>(name, task, asyncTask, changed);
    }

    /** The name, for reports, lanes and the joblog. */
    public String name() {
        return name;
    }

    /**
     * The task in its blocking form.
     *
     * @throws IllegalStateException if the job has only the non-blocking form
     */
    public Task<I, O> task() {
        if (task == null) {
            throw new IllegalStateException(
                    name + " has only a non-blocking task, which asyncTask() returns");
        }
        return task;
    }

    /** Whether it has the blocking form, which {@link #task()} returns. */
    public boolean isBlocking() {
        return task != null;
    }

    /** The task in its non-blocking form, if it has one. */
    public Optional<AsyncTask<I, O>> asyncTask() {
        return Optional.ofNullable(asyncTask);
    }

    /** Whether an engine with these traits can run one of the forms of the task. */
    public boolean runsOn(Set<Trait> traits) {
        return (task != null && traits.contains(Trait.BLOCKING))
                || (asyncTask != null && traits.contains(Trait.NON_BLOCKING));
    }

    /** Whether its task takes several inputs at once. */
    public boolean isBatch() {
        return policy.batchTask != null;
    }

    /** The task for several inputs, if it is a {@linkplain #batch batch} job. */
    public Optional<BatchTask<I, O>> batchTask() {
        return Optional.ofNullable(policy.batchTask);
    }

    /** How many inputs a batch has; 0 where that is measured. */
    public int batchSize() {
        return policy.batchSize;
    }

    /** What the inputs of a batch may have together; {@link Long#MAX_VALUE} without a limit. */
    public long batchLimit() {
        return policy.batchWeight == null ? Long.MAX_VALUE : policy.batchMost;
    }

    /** What an input counts for the {@linkplain #batchLimit() limit}; 0 without one. */
    public long batchWeight(I input) {
        return policy.batchWeight == null ? 0 : policy.batchWeight.applyAsLong(input);
    }

    /** Whether the inputs of a batch that failed run again one by one. */
    public boolean splitsFailed() {
        return policy.splitsFailed;
    }

    /** The retry rule. */
    public Retry retry() {
        return policy.retry;
    }

    /** The deadline of one attempt, if there is one. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(policy.deadline);
    }

    /** The limit on attempts per time, if there is one. */
    public Optional<Rate> rate() {
        return Optional.ofNullable(policy.rate);
    }

    /** The halt rule. */
    public Halt halt() {
        return policy.halt;
    }

    /** The text that identifies an input. */
    public String key(I input) {
        return policy.key.apply(input);
    }

    /** The limits for inputs that share a key, if there are any. */
    public Optional<Limit<I>> limit() {
        return Optional.ofNullable(policy.limit);
    }

    /** Whether its outputs add further inputs. */
    public boolean isGrowing() {
        return policy.growth != null;
    }

    /** The inputs that an output grows; none if the job is not {@linkplain #isGrowing growing}. */
    public Iterable<? extends I> grow(I input, O output) {
        return policy.growth == null ? List.of() : policy.growth.apply(input, output);
    }

    /**
     * The grown input of a key.
     *
     * @throws IllegalStateException if the job is not {@linkplain #isGrowing growing}
     */
    public I fromKey(String key) {
        if (policy.fromKey == null) {
            throw new IllegalStateException(name + " does not grow inputs");
        }
        return policy.fromKey.apply(key);
    }

    /** Whether it knows the sizes of inputs and outputs. */
    public boolean isWeighed() {
        return policy.weight != null;
    }

    /** The number of bytes of an input and its output; 0 if it is not known. */
    public long weight(I input) {
        return policy.weight == null ? 0 : policy.weight.applyAsLong(input);
    }

    @Override
    public String toString() {
        return "job " + name;
    }
}
