package dev.hocket.jobs.exec.template;

/**
 * A part of a parsed command line: text as it was written, or a replacement string and how it is
 * quoted there.
 */
sealed interface TemplatePiece {

    /** Where in a shell's line a replacement string stands. */
    enum Quoting {
        NONE,
        SINGLE,
        DOUBLE,
        /**
         * Within {@code $(( ))} or {@code (( ))}: some shells evaluate what a variable holds there
         * as code.
         */
        ARITHMETIC
    }

    record Text(String text) implements TemplatePiece {}

    record Use(Placeholder placeholder, Quoting quoting) implements TemplatePiece {}
}
