package dev.hocket.cli.job;

import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.cli.json.JsonLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.joblog.ResultCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job that the words of a command line ask for, with its inputs, ready to be run or measured. It
 * has no policy yet: {@link #jobFor} gives it one.
 */
public interface PreparedJob<I, O extends @Nullable Object> extends AutoCloseable {

    /** The job. */
    Job<I, O> job();

    /** The job with the policy that the options ask for. */
    default Job<I, O> jobFor(RunFlags flags) {
        return flags.applyTo(job(), limitsRate());
    }

    /** Its inputs, read during the run. */
    Inputs<I> inputs() throws SetUpException;

    /** All of its inputs, at once. */
    List<I> allInputs() throws SetUpException;

    /** Its inputs one by one, to be closed. */
    default Stream<I> eachInput() throws SetUpException {
        return allInputs().stream();
    }

    /**
     * What the job does to each input, the same for all runs that may continue from one joblog:
     * without inputs, engine or options of the run.
     */
    String command();

    /** What would be done for an input, in a line. */
    String plan(I input);

    /** What would be done for the inputs, line by line. */
    default Iterator<String> plans(Iterator<I> inputs) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return inputs.hasNext();
            }

            @Override
            public String next() {
                return plan(inputs.next());
            }
        };
    }

    /** Takes note of an outcome, before it is printed in whatever form. */
    default void note(Outcome<I, O> outcome) throws IOException {}

    /** Prints an output for the user. */
    void print(I input, O output) throws IOException;

    /** Prints what a failed input left behind, before its failure is told. */
    default void printFailed(Failed<I, O> failed) throws IOException {}

    /** Why an input failed, in one line for the user, which names the input. */
    String tell(Failed<I, O> failed);

    /** The output as a value that JSON has. */
    @Nullable Object json(O output) throws IOException;

    /** Writes the output as the field {@code output}. */
    default void writeJson(O output, JsonLine line) throws IOException {
        line.field("output", json(output));
    }

    /** Writes what a failed input left behind as the field {@code output}, if there is such. */
    default void writeFailedJson(Failed<I, O> failed, JsonLine line) throws IOException {}

    /**
     * A number that equal outputs have in common, and different ones nearly surely not. Consumes
     * the output. Null to compare outputs by what they hold.
     */
    default @Nullable ToLongFunction<O> fingerprint() {
        return null;
    }

    /** How outputs are kept in files. */
    ResultCodec<O> codec();

    /** The folder in which a joblog keeps what the codec writes, where the user names another. */
    default Path storeFolder(String results) {
        return Path.of(results);
    }

    /** How many bytes have been moved so far, or null if this job does not count them. */
    default @Nullable LongSupplier bytes() {
        return null;
    }

    /** Whether the rate that the options ask for is in the job's limits already. */
    default boolean limitsRate() {
        return false;
    }

    /** Whether a run that was stopped can continue from a joblog. */
    default boolean canBeResumed() {
        return true;
    }

    /** Releases what the job holds; after its last run. */
    @Override
    void close() throws IOException;
}
