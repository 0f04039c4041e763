package dev.hocket.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command line that has been read.
 *
 * @param known the options that there are, by each of their names
 * @param found the options that were given, with their values
 * @param words what is no option
 */
record Parsed(
        Map<String, Options.Option> known, Map<Options.Option, String> found, List<String> words) {

    /** Whether an option was given. */
    boolean has(String name) {
        Options.Option option = known.get(name);
        return option != null && found.containsKey(option);
    }

    /** The value of an option, or null if it was not given. */
    @Nullable String value(String name) {
        return found.get(Objects.requireNonNull(known.get(name), name));
    }

    /** The value of an option, or another text if it was not given. */
    String value(String name, String otherwise) {
        String value = value(name);
        return value == null ? otherwise : value;
    }
}
