package dev.hocket.jobs.reduce.column;

import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a file. Where it was opened it reads there; in another process it opens the file
 * once more, until nobody has this reader any longer.
 */
public abstract class FilePartReader implements ColumnPartReader {
    private static final long serialVersionUID = 1;

    private final String path;
    private transient volatile @Nullable FileColumn open;

    /** A reader for a file that is open here. */
    protected FilePartReader(Path path, FileColumn open) {
        this.path = path.toString();
        this.open = open;
    }

    /** Opens the file elsewhere; what it holds is freed when nobody uses it any longer. */
    protected abstract FileColumn open(Path file) throws IOException;

    @Override
    public final void read(IndexedPart part, ColumnTotals result) throws IOException {
        FileColumn column = open;
        (column == null ? openHere() : column).read(part, result);
    }

    private synchronized FileColumn openHere() throws IOException {
        FileColumn column = open;
        if (column == null) {
            column = open(Path.of(path));
            open = column;
        }
        return column;
    }
}
