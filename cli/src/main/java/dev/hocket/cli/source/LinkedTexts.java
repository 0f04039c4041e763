package dev.hocket.cli.source;

import java.util.List;

/**
 * Sources in memory that go along with each other: a row has a text of each.
 *
 * @param sources their texts
 * @param wraps whether a shorter one starts again, and does not end the rows
 */
record LinkedTexts(List<List<String>> sources, boolean wraps) {

    /** How many rows there are. */
    long rows() {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (List<String> source : sources) {
            least = Math.min(least, source.size());
            most = Math.max(most, source.size());
        }
        return wraps && least > 0 ? most : least;
    }

    /** Adds the texts of a row. */
    void addTo(List<String> texts, long row) {
        for (List<String> source : sources) {
            texts.add(source.get((int) (row % source.size())));
        }
    }
}
