package dev.hocket.jobs.reduce;

import java.io.IOException;
import java.io.Serializable;

/** Reads chunks of a column: by several threads at once, and wherever it has been sent. */
interface ColumnPartReader extends Serializable {
    /** Adds a chunk's values to {@code result}. */
    void read(ColumnPart chunk, PartialResult result) throws IOException;
}
