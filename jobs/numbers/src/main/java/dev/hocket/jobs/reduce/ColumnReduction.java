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
 * A column of numbers in a file, to be reduced on any engine.
 *
 * <pre>{@code
 * try (Engine engine = Engine.named("threads");
 *         ColumnReduction prices =
 *                 ColumnReduction.open(file, ReductionSettings.of("mean,q99").withColumn("price"))) {
 *     Map<String, Double> result = prices.run(engine);
 * }
 * }</pre>
 *
 * <p>The file is read in parts of one size; the parts' results are combined in the order of the
 * parts. So the result depends on the file alone, to the last bit, and not on engine or width.
 * {@code docs/reduce.md} says how exact each operation is.
 *
 * <p>{@link #run} does everything. To show progress, or to run the job in another way, start {@link
 * #job} over {@link #inputs}, hand over each output in the order of the inputs to {@link #add}, and
 * then ask for the {@link #result}.
 *
 * <p>The job's task is safe for use by several threads; all else is for one. A file must not change
 * while it is read.
 */
public interface ColumnReduction extends AutoCloseable {
    /**
     * Opens a file.
     *
     * @throws ReductionException if it is missing, empty or damaged, has no such column, or is
     *     neither text nor numbers
     */
    static ColumnReduction open(Path file, ReductionSettings settings) throws IOException {
        return OpenReduction.open(file, settings);
    }

    /**
     * Reads text that comes through a stream, which closing closes. To be run once. A run that is
     * stopped while the stream has nothing ends at once if interruption ends reads, as it does
     * those of {@link Channels#newInputStream}.
     *
     * @param stream the stream
     * @param name what it is called in errors, such as {@code standard input}
     * @throws ReductionException if it is empty, has no such column, or is not text
     */
    static ColumnReduction of(InputStream stream, String name, ReductionSettings settings)
            throws IOException {
        return OpenReduction.of(stream, name, settings);
    }

    /** The job: parts of the column to what they come to. */
    Job<ColumnPart, PartialResult> job();

    /** The parts. */
    Inputs<ColumnPart> inputs();

    /**
     * The parts at once, of a file.
     *
     * @throws IllegalStateException if they come one after the other: of a stream, of a compressed
     *     file, or of Parquet
     */
    List<ColumnPart> parts();

    /**
     * Adds what a part comes to; to be called in the order of the parts. After a run that was
     * stopped, parts may be missing; those behind a gap are left out, so that the result is always
     * that of a beginning of the column.
     *
     * @throws ReductionException if something in it is not a number, and not to be passed over, or
     *     the text does not end as it should
     */
    void add(ColumnPart part, PartialResult result) throws IOException;

    /**
     * Adds what has been read from a stream and given to nobody yet, as far as records are whole.
     * After a run that was stopped; it gets no part more.
     *
     * @throws ReductionException if something in it is not a number, and not to be passed over
     */
    void addRest() throws IOException;

    /** How many values have been added. */
    long count();

    /**
     * The value of each operation, in the order asked for.
     *
     * @throws ReductionException if there are too few values for one, or there is nothing but a
     *     first line that may be a header
     */
    Map<String, Double> result() throws ReductionException;

    /** How many of these were passed over. */
    long skipped(NonNumber kind);

    /**
     * Reduces the column.
     *
     * @return the value of each operation, in the order asked for
     * @throws ReductionException if something in it is not a number, or it is too short
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

    /** What is read, for messages. */
    @Override
    String toString();

    /** Closes the file, when no run reads it any more. */
    @Override
    void close() throws IOException;
}
