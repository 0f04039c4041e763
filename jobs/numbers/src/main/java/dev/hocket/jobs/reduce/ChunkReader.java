package dev.hocket.jobs.reduce;

import java.io.IOException;
import java.io.Serializable;

/** Reads chunks of a column: by several threads at once, and wherever it has been sent. */
interface ChunkReader extends Serializable {
    /** Adds a chunk's values to {@code result}. */
    void read(Chunk chunk, Partial result) throws IOException;
}
