package dev.hocket.cli.option;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command line that has been read.
 *
 * @param known the options that there are, by each of their names
 * @param found the options that were given, with their values
 * @param lists all values of the options that may be given several times
 * @param words what is no option
 */
public record ParsedLine(
        Map<String, CommandOptions.Option> known,
        Map<CommandOptions.Option, String> found,
        Map<CommandOptions.Option, List<String>> lists,
        List<String> words) {

    /** Whether an option was given. */
    public boolean has(String name) {
        CommandOptions.Option option = known.get(name);
        return option != null && found.containsKey(option);
    }

    /** The value of an option, or null if it was not given. */
    public @Nullable String value(String name) {
        return found.get(Objects.requireNonNull(known.get(name), name));
    }

    /** The value of an option, or another text if it was not given. */
    public String value(String name, String otherwise) {
        String value = value(name);
        return value == null ? otherwise : value;
    }

    /** All values of an option that may be given several times, in their order. */
    public List<String> values(String name) {
        CommandOptions.Option option = Objects.requireNonNull(known.get(name), name);
        return lists.getOrDefault(option, List.of());
    }
}
