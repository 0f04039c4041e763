package dev.hocket.jobs.reduce.job;

import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.jobs.reduce.Aggregate;
import dev.hocket.jobs.reduce.Aggregate.Kind;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.ColumnReduction;
import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.PartialResult;
import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.ReductionSettings;
import dev.hocket.jobs.reduce.aggregate.ColumnFault;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.column.BrokenPart;
import dev.hocket.jobs.reduce.column.IndexedPart;
import dev.hocket.jobs.reduce.column.NumberColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A column that is open, and what has been added up of it. */
public final class OpenReduction implements ColumnReduction {
    private final ReductionSettings settings;
    private final NumberColumn column;
    private final ReductionTask task;
    private final ColumnTotals total;
    private long next;

    /** A reduction of a column that is open. */
    OpenReduction(ReductionSettings settings, NumberColumn column) {
        this.settings = settings;
        this.column = column;
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        settings.operations().forEach(operation -> kinds.add(operation.kind()));
        this.task = new ReductionTask(column.reader(), kinds, settings.compensated());
        this.total = task.totals();
    }

    /** Opens a file. */
    public static OpenReduction open(Path file, ReductionSettings settings) throws IOException {
        return new OpenReduction(settings, ColumnOpener.open(file, settings));
    }

    /** Reads what comes through a stream, which closing closes. */
    public static OpenReduction of(InputStream stream, String name, ReductionSettings settings)
            throws IOException {
        return new OpenReduction(settings, ColumnOpener.streamed(stream, name, settings));
    }

    @Override
    public Job<ColumnPart, PartialResult> job() {
        return Job.of("reduce", task);
    }

    @Override
    public Inputs<ColumnPart> inputs() {
        return column.inputs();
    }

    @Override
    public List<ColumnPart> parts() {
        return column.parts();
    }

    @Override
    public void add(ColumnPart input, PartialResult output) throws IOException {
        IndexedPart part = (IndexedPart) input;
        if (part.index() != next) {
            return;
        }
        next++;
        if (part instanceof BrokenPart broken) {
            throw new ReductionException(broken.message());
        }
        ColumnTotals sure = (ColumnTotals) output;
        long begin = column.begin(total);
        if (begin >= 0 && begin != sure.start()) {
            sure = task.totals();
            column.readFrom(begin, part, sure);
        }
        ColumnFault fault = sure.fault();
        if (fault != null) {
            throw new ReductionException(
                    "%s, %s: %s"
                            .formatted(
                                    column.name(), column.place(part, fault.at()), message(fault)));
        }
        total.add(sure);
        total.span(0, sure.end());
    }

    private static String message(ColumnFault fault) {
        String text =
                switch (fault.kind()) {
                    case BLANK -> "no value, and a number is expected";
                    case NAN -> "'nan' is not a number, and one is expected";
                    case TEXT -> "'%s' is not a number".formatted(fault.text());
                    case NO_SUCH_FIELD -> "the line has no such column";
                    case OPEN_QUOTE -> ColumnFault.OPEN_QUOTE;
                    case LONG_RECORD ->
                            "the record that begins here, or its quote, is longer than 64 MB;"
                                    + " a quote or a line break is missing";
                };
        NonNumber passed = fault.kind().passed();
        return passed == null
                ? text
                : "%s; correct it, or skip such values (skip %s)".formatted(text, passed.word());
    }

    @Override
    public void addRest() throws IOException {
        ColumnPart rest = column.rest();
        if (rest != null) {
            add(rest, task.run(rest));
        }
    }

    @Override
    public long count() {
        return total.count();
    }

    @Override
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
                        String.format(
                                Locale.ROOT,
                                "%s: %s needs at least %d value%s, and the column has %d",
                                column.name(),
                                operation.name(),
                                needed,
                                needed == 1 ? "" : "s",
                                total.count()));
            }
            result.put(operation.name(), total.value(operation));
        }
        checkHeader();
        return result;
    }

    /** Refuses a text of one line that is a header only because it is not a number. */
    private void checkHeader() throws ReductionException {
        String header = column.guessedHeader();
        boolean alone = total.count() == 0;
        for (NonNumber kind : NonNumber.values()) {
            alone &= total.skipped(kind) == 0;
        }
        if (header != null && alone) {
            throw new ReductionException(
                    "%s has only one line, '%s', which is not a number; say that it is a header, or check the file"
                            .formatted(column.name(), header));
        }
    }

    @Override
    public long skipped(NonNumber kind) {
        return total.skipped(kind);
    }

    @Override
    public String toString() {
        return column.name();
    }

    @Override
    public void close() throws IOException {
        column.close();
    }
}
