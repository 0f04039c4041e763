package dev.hocket.cli.source;

import dev.hocket.cli.option.SetUpException;
import java.util.List;

/**
 * All combinations of the rows of several sources in memory, the last source's varying first. None
 * is made before it is asked for.
 *
 * @param sources the sources
 * @param size how many combinations there are
 */
record Combinations(List<LinkedTexts> sources, long size) {

    static Combinations of(List<LinkedTexts> sources) throws SetUpException {
        long size = 1;
        for (LinkedTexts each : sources) {
            if (each.rows() == 0) {
                return new Combinations(sources, 0);
            }
        }
        for (LinkedTexts each : sources) {
            try {
                size = Math.multiplyExact(size, each.rows());
            } catch (ArithmeticException tooMany) {
                throw new SetUpException(
                        "there are more than 2^63 combinations of the inputs; give fewer", tooMany);
            }
        }
        return new Combinations(sources, size);
    }

    /** Adds the texts of the combination at a position. */
    void addTo(List<String> texts, long position) {
        long below = size;
        long rest = position;
        for (LinkedTexts each : sources) {
            below /= each.rows();
            each.addTo(texts, rest / below);
            rest %= below;
        }
    }
}
