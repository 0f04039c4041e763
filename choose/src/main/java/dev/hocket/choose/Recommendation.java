package dev.hocket.choose;

import java.util.List;

/**
 * What a measurement says, in two sentences.
 *
 * @param bottleneck what keeps the job from being faster
 * @param engine what to use, as {@code -e} takes it; empty where nothing can be recommended
 * @param alike all engines that cannot be told apart from the fastest, the recommended one included
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
