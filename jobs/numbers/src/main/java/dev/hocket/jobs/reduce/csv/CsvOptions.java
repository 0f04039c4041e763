package dev.hocket.jobs.reduce.csv;

import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.ReductionSettings;
import dev.hocket.jobs.reduce.ReductionSettings.Format;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a text is to be read.
 *
 * @param column a column's name or its number from 1; null for the first
 * @param separator what parts fields; null for what the first line has: a comma, a tab, a semicolon
 *     or a bar
 * @param header whether the first line names the columns; null to tell by the column: it does if
 *     that is given by name, or if no number stands there
 * @param skip what is skipped
 * @param certain whether the text was said to be CSV, whatever it looks like
 * @param partSize how many bytes a part has, in which as many records begin as may be
 */
public record CsvOptions(
        @Nullable String column,
        @Nullable Character separator,
        @Nullable Boolean header,
        Set<NonNumber> skip,
        boolean certain,
        int partSize)
        implements Serializable {
    private static final int PART_SIZE = 1 << 18;

    /** What the settings say of texts. */
    public static CsvOptions of(ReductionSettings settings) {
        return new CsvOptions(
                settings.column(),
                settings.separator(),
                settings.header(),
                settings.skip(),
                settings.format() == Format.CSV,
                PART_SIZE);
    }
}
