package dev.hocket.reactive;

/** How long the tests of the rules of Reactive Streams wait. */
final class PublisherRules {
    /** For a signal that must come: far beyond what it takes. */
    static final long PATIENCE_MILLIS = 2_000;

    /** For a signal that must not come. */
    static final long SILENCE_MILLIS = 50;

    private PublisherRules() {}
}
