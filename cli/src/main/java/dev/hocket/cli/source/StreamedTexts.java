package dev.hocket.cli.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a source that is read as the run goes on and of sources in memory that go along with it.
 * Reads no text that it does not need: at the end of a shorter source no other is waited for.
 */
final class StreamedTexts implements Iterator<List<String>> {
    private final Iterator<String> first;
    private final LinkedTexts others;
    private final long most;

    /** What was read, where it may be needed again: no more than the longest other source has. */
    private final List<String> read = new ArrayList<>();

    private long row;
    private boolean ended;
    private @Nullable String next;

    StreamedTexts(Iterator<String> first, LinkedTexts others) {
        this.first = first;
        this.others = others;
        this.most = others.sources().isEmpty() ? Long.MAX_VALUE : others.rows();
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = text();
        }
        return next != null;
    }

    private @Nullable String text() {
        boolean alone = others.sources().isEmpty();
        if (most == 0 || (!alone && !others.wraps() && row >= most)) {
            return null;
        }
        if (!ended && first.hasNext()) {
            String text = first.next();
            if (!alone && others.wraps() && read.size() < most) {
                read.add(text);
            }
            return text;
        }
        ended = true;
        boolean again = !alone && others.wraps() && !read.isEmpty() && row < most;
        return again ? read.get((int) (row % read.size())) : null;
    }

    @Override
    public List<String> next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        List<String> texts = new ArrayList<>();
        texts.add(next);
        others.addTo(texts, row++);
        next = null;
        return texts;
    }
}
