package dev.hocket.jobs.reduce;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.jobs.reduce.job.OpenReduction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A column of numbers in a file that can be reduced on any engine.
 *
 * <pre>{@code
 * try (Engine engine = Engine.named("threads");
 *         ColumnReduction prices =
 *                 ColumnReduction.open(file, ReductionSettings.of("mean,q99").withColumn("price"))) {
 *     Map<String, Double> result = prices.run(engine);
 * }
 * }</pre>
 *
 * <p>The file is read in parts of a fixed size, and the results of the parts are combined in their
 * order. The result therefore depends only on the file, to the last bit, and not on engine or
 * width. {@code docs/reduce.md} states the precision of each aggregate.
 *
 * <p>{@link #run} does everything. To show progress, or to run the job in another way, start {@link
 * #job} over {@link #inputs}, pass each output to {@link #add} in the order of the inputs, and then
 * call {@link #result}.
 *
 * <p>The job's task is safe for use by several threads; everything else is for one thread. A file
 * must not change while it is read.
 */
public interface ColumnReduction extends AutoCloseable {
    /**
     * Opens a file.
     *
     * @throws ReductionException if it is missing, empty or damaged, does not have such a column,
     *     or contains neither text nor numbers
     */
    static ColumnReduction open(Path file, ReductionSettings settings) throws IOException {
        return OpenReduction.open(file, settings);
    }

    /**
     * Reads text from a stream, which {@link #close} closes; for one run. A run that is stopped
     * while it waits for the stream ends at once if interruption ends a read of the stream, as with
     * {@link Channels#newInputStream}.
     *
     * @param stream the stream
     * @param name the name of the stream in errors, such as {@code standard input}
     * @throws ReductionException if it is empty, does not have such a column, or is not text
     */
    static ColumnReduction of(InputStream stream, String name, ReductionSettings settings)
            throws IOException {
        return OpenReduction.of(stream, name, settings);
    }

    /** The job, which reduces parts of the column. */
    Job<ColumnPart, PartialResult> job();

    /** The parts. */
    Inputs<ColumnPart> inputs();

    /**
     * All parts of a file.
     *
     * @throws IllegalStateException if the parts arrive one after the other: from a stream, a
     *     compressed file, or Parquet
     */
    List<ColumnPart> parts();

    /**
     * Adds the result of a part; call it in the order of the parts. After a run that was stopped,
     * parts may be missing; those after a gap are left out, so the result is always that of a
     * beginning of the column.
     *
     * @throws ReductionException if the part contains a value that is not a number and is not
     *     skipped, or if the text ends unexpectedly
     */
    void add(ColumnPart part, PartialResult result) throws IOException;

    /**
     * Adds the complete records that were read from a stream and are in no part. Call it after a
     * run that was stopped.
     *
     * @throws ReductionException if a value is not a number and is not skipped
     */
    void addRest() throws IOException;

    /** How many values have been added. */
    long count();

    /**
     * The value of each aggregate, in the order in which they were given.
     *
     * @throws ReductionException if there are too few values for one, or there is nothing but a
     *     first line that may be a header
     */
    Map<String, Double> result() throws ReductionException;

    /** How many values of this kind were skipped. */
    long skipped(NonNumber kind);

    /**
     * Reduces the column.
     *
     * @return the value of each aggregate, in the order in which they were given
     * @throws ReductionException if a value is not a number, or there are too few values
     */
    default Map<String, Double> run(Engine engine) throws IOException, InterruptedException {
        try (Run<ColumnPart, PartialResult> run =
                engine.start(job().halt(Halt.atFailures(Halt.Mode.NOW, 1)), inputs())) {
            for (Outcome<ColumnPart, PartialResult> outcome : run.inOrder()) {
                switch (outcome) {
                    case Done<ColumnPart, PartialResult> done -> add(done.input(), done.output());
                    case Failed<ColumnPart, PartialResult> failed -> {
                        // a part that another one's failure stopped is not the reason
                        if (!(failed.cause() instanceof Cause.Cancelled)) {
                            throw new ReductionException(this + ": " + failed.cause().message());
                        }
                    }
                }
            }
        }
        return result();
    }

    /** The name of the input, for messages. */
    @Override
    String toString();

    /** Closes the file; no run may read it any more. */
    @Override
    void close() throws IOException;
}
