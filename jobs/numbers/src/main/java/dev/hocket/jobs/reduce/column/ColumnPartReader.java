package dev.hocket.jobs.reduce.column;

import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import java.io.IOException;
import java.io.Serializable;

/** Reads parts of a column: by several threads at once, and wherever it has been sent. */
public interface ColumnPartReader extends Serializable {
    /** Adds a part's values to {@code result}. */
    void read(IndexedPart part, ColumnTotals result) throws IOException;
}
