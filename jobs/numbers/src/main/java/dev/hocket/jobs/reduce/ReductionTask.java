package dev.hocket.jobs.reduce;

import dev.hocket.Task;
import dev.hocket.jobs.reduce.Aggregate.Kind;
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
    public PartialResult run(ColumnPart chunk) throws IOException {
        PartialResult partial = partial();
        reader.read(chunk, partial);
        return partial;
    }

    /** What nothing comes to. */
    PartialResult partial() {
        return new PartialResult(kinds, compensated);
    }
}
