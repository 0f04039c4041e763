package dev.hocket.jobs.reduce.job;

import dev.hocket.Task;
import dev.hocket.jobs.reduce.Aggregate.Kind;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.PartialResult;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.column.BrokenPart;
import dev.hocket.jobs.reduce.column.ColumnPartReader;
import dev.hocket.jobs.reduce.column.IndexedPart;
import java.io.IOException;
import java.util.EnumSet;

/** A part of a column to what it comes to. */
final class ReductionTask implements Task<ColumnPart, PartialResult> {
    private static final long serialVersionUID = 1;

    private final ColumnPartReader reader;
    private final EnumSet<Kind> kinds;
    private final boolean compensated;

    ReductionTask(ColumnPartReader reader, EnumSet<Kind> kinds, boolean compensated) {
        this.reader = reader;
        this.kinds = kinds;
        this.compensated = compensated;
    }

    @Override
    public PartialResult run(ColumnPart part) throws IOException {
        ColumnTotals totals = totals();
        if (!(part instanceof BrokenPart)) {
            reader.read((IndexedPart) part, totals);
        }
        return totals;
    }

    /** What nothing comes to. */
    ColumnTotals totals() {
        return new ColumnTotals(kinds, compensated);
    }
}
