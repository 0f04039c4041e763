package dev.hocket.jobs.reduce.aggregate;

import dev.hocket.jobs.reduce.NonNumber;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The first thing in a part of a column that ends the reduction.
 *
 * @param kind what it is
 * @param at where it stands: of text the byte at which the record or the quote begins, else the
 *     value's index
 * @param text what stands there, as it may be shown
 */
public record ColumnFault(Kind kind, long at, String text) implements Serializable {
    /** What is said of a quote that nothing closes. */
    public static final String OPEN_QUOTE =
            "an unclosed quote; close it, or check whether the file is truncated";

    /** The kinds of faults. */
    public enum Kind {
        /** Nothing, or blanks. */
        BLANK(NonNumber.BLANK),
        /** Something that is not a number. */
        TEXT(NonNumber.TEXT),
        /** A line with too few fields. */
        NO_SUCH_FIELD(NonNumber.TEXT),
        /** The value that is not a number. */
        NAN(NonNumber.NAN),
        /** A quote that nothing closes. */
        OPEN_QUOTE(null),
        /** A record so long that a quote must be missing. */
        LONG_RECORD(null);

        private final @Nullable NonNumber passed;

        Kind(@Nullable NonNumber passed) {
            this.passed = passed;
        }

        /** What lets it be skipped; null if nothing does. */
        public @Nullable NonNumber passed() {
            return passed;
        }
    }
}
