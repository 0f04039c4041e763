package dev.hocket.jobs.reduce.column;

import dev.hocket.Inputs;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.text.PrintableText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** A column of a file, whose parts can be read in any order. */
public abstract class FileColumn implements NumberColumn {
    private final String name;

    /** A column of this file. */
    protected FileColumn(Path path) {
        this.name = PrintableText.of(path.toString());
    }

    /** How many parts there are. */
    protected abstract long size();

    /** Adds a part's values to {@code result}. */
    protected abstract void read(IndexedPart part, ColumnTotals result) throws IOException;

    @Override
    public final Inputs<ColumnPart> inputs() {
        return Inputs.range(0, size()).mapIndexed((index, _) -> new PlacePart(index));
    }

    @Override
    public final List<ColumnPart> parts() {
        return LongStream.range(0, size()).<ColumnPart>mapToObj(PlacePart::new).toList();
    }

    @Override
    public final String name() {
        return name;
    }
}
