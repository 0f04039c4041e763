package dev.hocket.jobs.factor;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The words of texts, and ranges in pieces. */
final class FactorInputs implements Iterator<String> {
    private final Iterator<String> texts;
    private StringTokenizer words = new StringTokenizer("");
    private @Nullable NumberRange range;

    FactorInputs(Iterator<String> texts) {
        this.texts = texts;
    }

    @Override
    public boolean hasNext() {
        while (range == null && !words.hasMoreTokens()) {
            if (!texts.hasNext()) {
                return false;
            }
            words = new StringTokenizer(texts.next());
        }
        return true;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        NumberRange rest = range;
        if (rest == null) {
            String word = words.nextToken();
            rest = rangeOrNull(word);
            if (rest == null) {
                return word;
            }
        }
        range = rest.afterPiece();
        return rest.piece().toString();
    }

    private static @Nullable NumberRange rangeOrNull(String word) {
        try {
            return NumberRange.of(word);
        } catch (NumberFormatException told) {
            return null; // by the task, as that input's failure
        }
    }
}
