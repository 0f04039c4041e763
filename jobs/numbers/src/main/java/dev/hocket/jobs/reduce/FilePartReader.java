package dev.hocket.jobs.reduce;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a file. Where it was opened it reads there; in another process it opens the file
 * once more, until nobody has this reader any longer.
 */
final class FilePartReader implements ColumnPartReader {
    private static final long serialVersionUID = 1;

    private final String path;
    private final ReductionSettings settings;
    private transient volatile @Nullable FileColumn open;

    FilePartReader(Path path, ReductionSettings settings, FileColumn open) {
        this.path = path.toString();
        this.settings = settings;
        this.open = open;
    }

    @Override
    public void read(ColumnPart chunk, PartialResult result) throws IOException {
        FileColumn column = open;
        (column == null ? openHere() : column).read(chunk, result);
    }

    private synchronized FileColumn openHere() throws IOException {
        FileColumn column = open;
        if (column == null) {
            column = FileColumn.of(Path.of(path), settings, Arena::ofAuto);
            open = column;
        }
        return column;
    }
}
