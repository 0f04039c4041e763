package dev.hocket.jobs.reduce;

import dev.hocket.Task;
import dev.hocket.jobs.reduce.Operation.Kind;
import java.io.IOException;
import java.util.EnumSet;

/** A part of a column to what it comes to. */
final class ReductionTask implements Task<Chunk, Partial> {
    private static final long serialVersionUID = 1;

    private final ChunkReader reader;
    private final EnumSet<Kind> kinds;
    private final boolean compensated;

    ReductionTask(ChunkReader reader, EnumSet<Kind> kinds, boolean compensated) {
        this.reader = reader;
        this.kinds = kinds;
        this.compensated = compensated;
    }

    @Override
    public Partial run(Chunk chunk) throws IOException {
        Partial partial = partial();
        reader.read(chunk, partial);
        return partial;
    }

    /** What nothing comes to. */
    Partial partial() {
        return new Partial(kinds, compensated);
    }
}
