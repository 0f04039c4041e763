package dev.hocket.choose;

import java.util.List;

/**
 * The conclusion from a measurement, in two sentences.
 *
 * @param bottleneck why the job is not faster
 * @param engine the recommended engine in the syntax of {@code -e}; empty if none can be
 *     recommended
 * @param alike all engines that cannot be told apart from the fastest, including the recommended
 *     one
 * @param because the first sentence: what the bottleneck is, with its evidence
 * @param use the second sentence: what to use
 */
public record Recommendation(
        Bottleneck bottleneck, String engine, List<String> alike, String because, String use) {
    public Recommendation {
        alike = List.copyOf(alike);
    }

    /** Both sentences. */
    @Override
    public String toString() {
        return because + " " + use;
    }
}
