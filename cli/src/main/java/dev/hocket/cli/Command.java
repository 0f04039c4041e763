package dev.hocket.cli;

/** One of the words after {@code hocket}. Made only when it is asked for: start-up counts. */
abstract class Command {
    private final String name;

    Command(String name) {
        this.name = name;
    }

    /** The word. */
    final String name() {
        return name;
    }

    /** Adds options, words and help. */
    abstract void describe(Options options);

    /**
     * Runs it.
     *
     * @return the exit status
     */
    abstract int run(Parsed parsed, Screen screen) throws SetUpException;

    /** What it takes. */
    final Options options() {
        Options options = new Options("hocket " + name);
        describe(options);
        return options.flag("Show this help and end.", "-h", "--help");
    }
}
