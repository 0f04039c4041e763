package dev.hocket.jobs.reduce;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.jobs.reduce.ReductionSettings.Format;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of numbers in a file, to be reduced on any engine.
 *
 * <pre>{@code
 * try (Engine engine = Engine.named("threads");
 *         ColumnReduction prices = ColumnReduction.open(file, ReductionSettings.of("mean,q99").column("price"))) {
 *     Map<String, Double> result = prices.run(engine);
 * }
 * }</pre>
 *
 * <p>The file is read in parts of one size; the parts' results are combined in the order of the
 * parts. So the result depends on the file alone, to the last bit, and not on engine or width.
 * {@code docs/reduce.md} says how exact each operation is.
 *
 * <p>{@link #run} does everything. Who wants progress, or a run of his own, starts {@link #job}
 * over {@link #inputs}, hands over each output in the order of the inputs to {@link #add}, and then
 * asks for the {@link #result}.
 *
 * <p>The job's task is safe for use by several threads; all else is for one. A file must not change
 * while it is read.
 */
public final class ColumnReduction implements AutoCloseable {
    private final ReductionSettings settings;
    private final NumberColumn column;
    private final ReductionTask task;
    private final PartialResult total;
    private long next;

    private ColumnReduction(ReductionSettings settings, NumberColumn column) {
        this.settings = settings;
        this.column = column;
        this.task =
                new ReductionTask(
                        column.reader(),
                        PartialResult.kinds(settings.operations()),
                        settings.compensated());
        this.total = task.partial();
    }

    /**
     * Opens a file.
     *
     * @throws ReductionException if it is missing, empty or damaged, or has no such column
     */
    public static ColumnReduction open(Path file, ReductionSettings settings) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ReductionException(file + " is a folder; give a file");
        }
        try {
            return new ColumnReduction(settings, column(file, settings));
        } catch (NoSuchFileException | FileNotFoundException missing) {
            throw new ReductionException("there is no file '" + file + "'", missing);
        } catch (AccessDeniedException denied) {
            throw new ReductionException("no permission to read '" + file + "'", denied);
        }
    }

    private static NumberColumn column(Path file, ReductionSettings settings) throws IOException {
        if (!Files.isRegularFile(file) && Files.exists(file)) { // a pipe that has a name
            return streamed(
                    Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)),
                    file.toString(),
                    settings);
        }
        return FileColumn.format(file, settings) == Format.PARQUET
                ? new ParquetColumn(file, settings.column(), settings.skip())
                : FileColumn.of(file, settings, Arena::ofShared);
    }

    /**
     * Reads text that comes through a stream, which closing closes. To be run once. A run that is
     * stopped while the stream has nothing ends at once if interruption ends reads, as it does
     * those of {@link Channels#newInputStream}.
     *
     * @param stream the stream
     * @param name what it is called in errors, such as {@code standard input}
     * @throws ReductionException if it is empty or has no such column
     */
    public static ColumnReduction of(InputStream stream, String name, ReductionSettings settings)
            throws IOException {
        return new ColumnReduction(settings, streamed(stream, name, settings));
    }

    private static NumberColumn streamed(
            InputStream stream, String name, ReductionSettings settings) throws IOException {
        Format format = settings.format();
        if (format != null && format != Format.CSV) {
            throw new ReductionException(
                    "%s: the format %s is read from files alone; only text comes through a pipe"
                            .formatted(name, format.word()));
        }
        return new CsvStreamColumn(stream, name, settings.csv(), settings.skip());
    }

    /** The job: parts of the column to what they come to. */
    public Job<ColumnPart, PartialResult> job() {
        return Job.of("reduce", task);
    }

    /** The parts. */
    public Inputs<ColumnPart> inputs() {
        return column.inputs();
    }

    /**
     * The parts at once, of a file.
     *
     * @throws IllegalStateException if they come one after the other: of a stream, or of Parquet
     */
    public List<ColumnPart> parts() {
        return column.parts();
    }

    /**
     * Adds what a part comes to; to be called in the order of the parts. After a run that was
     * stopped, parts may be missing; those behind a gap are left out, so that the result is always
     * that of a beginning of the column.
     *
     * @throws ReductionException if something in it is no number, and not to be passed over
     */
    public void add(ColumnPart chunk, PartialResult partial) throws IOException {
        if (chunk.index() != next) {
            return;
        }
        next++;
        PartialResult sure = partial;
        long begin = column.begin(chunk, total);
        if (begin >= 0 && begin != partial.start()) {
            sure = task.partial();
            column.readFrom(begin, chunk, sure);
        }
        ColumnValues.Fault fault = sure.fault();
        if (fault != null) {
            throw new ReductionException(
                    "%s, %s: %s; correct it, or let such be passed over (skip %s)"
                            .formatted(
                                    column.name(),
                                    column.place(chunk, fault.at()),
                                    what(fault),
                                    fault.kind().word()));
        }
        total.add(sure);
        total.span(0, sure.end());
    }

    /**
     * Adds what has been read from a stream and given to nobody yet, as far as records are whole.
     * After a run that was stopped; it gets no part more.
     *
     * @throws ReductionException if something in it is no number, and not to be passed over
     */
    public void addRest() throws IOException {
        ColumnPart rest = column.rest();
        if (rest != null) {
            add(rest, task.run(rest));
        }
    }

    /** How many values have been added. */
    public long count() {
        return total.count();
    }

    private static String what(ColumnValues.Fault fault) {
        return switch (fault.kind()) {
            case BLANK -> "no value, and a number is expected";
            case NAN -> "'nan' is not a number, and one is expected";
            case TEXT ->
                    fault.text().isEmpty()
                            ? "the line has no such column"
                            : "'%s' is no number".formatted(fault.text());
        };
    }

    /**
     * The value of each operation, in the order asked for.
     *
     * @throws ReductionException if there are too few values for one
     */
    public Map<String, Double> result() throws ReductionException {
        Map<String, Double> result = new LinkedHashMap<>();
        for (Aggregate operation : settings.operations()) {
            long needed =
                    switch (operation.kind()) {
                        case SUM, COUNT, DISTINCT -> 0;
                        case VARIANCE, STDDEV -> 2;
                        case MIN, MAX, MEAN, QUANTILE -> 1;
                    };
            if (total.count() < needed) {
                throw new ReductionException(
                        "%s: %s needs at least %d value%s, and the column has %d"
                                .formatted(
                                        column.name(),
                                        operation.name(),
                                        needed,
                                        needed == 1 ? "" : "s",
                                        total.count()));
            }
            result.put(operation.name(), total.value(operation));
        }
        return result;
    }

    /** How many of these were passed over. */
    public long skipped(NonNumber kind) {
        return total.skipped(kind);
    }

    /**
     * Reduces the column.
     *
     * @return the value of each operation, in the order asked for
     * @throws ReductionException if something in it is no number, or it is too short
     */
    public Map<String, Double> run(Engine engine) throws IOException, InterruptedException {
        try (Run<ColumnPart, PartialResult> run =
                engine.start(job().halt(Halt.atFailures(Halt.Mode.NOW, 1)), inputs())) {
            for (Outcome<ColumnPart, PartialResult> outcome : run.inOrder()) {
                switch (outcome) {
                    case Done<ColumnPart, PartialResult> done -> add(done.input(), done.output());
                    case Failed<ColumnPart, PartialResult> failed ->
                            throw new ReductionException(
                                    column.name() + ": " + failed.cause().message());
                }
            }
        }
        return result();
    }

    /** What is read, for messages. */
    @Override
    public String toString() {
        return column.name();
    }

    /** Closes the file, when no run reads it any more. */
    @Override
    public void close() throws IOException {
        column.close();
    }
}
