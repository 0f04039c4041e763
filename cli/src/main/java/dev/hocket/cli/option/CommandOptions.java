package dev.hocket.cli.option;

import dev.hocket.text.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options and words that a command takes, and its help. Reading a command line needs nothing
 * but this: the library that lays out the help ({@code HelpText}) is 170 classes of an old format,
 * which no cache can hold, and would take longer to load than a small job to run.
 */
public final class CommandOptions {
    private final String command;
    private final List<Option> all = new ArrayList<>();
    private final Map<String, Option> byName = new LinkedHashMap<>();
    private final Map<String, String> elsewhere = new HashMap<>();
    private final Map<String, String> presets = new HashMap<>();
    private final List<Option> repeatable = new ArrayList<>();
    private String summary = "";
    private List<String> usages = List.of();
    private List<String> examples = List.of();
    private @Nullable Option words;
    private boolean endAtWord;

    /**
     * An option, or the words.
     *
     * @param names how it is written, a short one first; empty for the words
     * @param label what its value is, or null if it has none
     * @param description what it does, for the help
     */
    public record Option(List<String> names, @Nullable String label, String description) {
        public Option {
            names = List.copyOf(names);
        }

        /** Its longest name. */
        String name() {
            return names.getLast();
        }

        // Names tell options apart. What records have for this is made when it is first used,
        // which takes a good part of the time in which a command starts.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Option option && names.equals(option.names);
        }

        @Override
        public int hashCode() {
            return names.hashCode();
        }
    }

    /**
     * Options of a command.
     *
     * @param command all its words, such as {@code hocket exec}
     */
    public CommandOptions(String command) {
        this.command = command;
    }

    /** Adds an option with a value. */
    public CommandOptions option(String label, String description, String... names) {
        return add(new Option(List.of(names), label, description));
    }

    /** Adds an option that is there or not. */
    public CommandOptions flag(String description, String... names) {
        return add(new Option(List.of(names), null, description));
    }

    private CommandOptions add(Option option) {
        all.add(option);
        for (String name : option.names()) {
            byName.put(name, option);
        }
        return this;
    }

    /** Lets an option be given several times. */
    public CommandOptions repeatable(String name) {
        repeatable.add(Objects.requireNonNull(byName.get(name), name));
        return this;
    }

    /** Gives an option further names, which the help does not list. */
    public CommandOptions alias(String name, String... others) {
        Option option = Objects.requireNonNull(byName.get(name), name);
        for (String other : others) {
            byName.put(other, option);
        }
        return this;
    }

    /** Lets names stand for an option with a value, which the help does not list. */
    public CommandOptions preset(String name, String value, String... others) {
        alias(name, others);
        for (String other : others) {
            presets.put(other, value);
        }
        return this;
    }

    /** Refuses options that other tools have, with what there is here instead. */
    public CommandOptions instead(String remedy, String... names) {
        for (String name : names) {
            elsewhere.put(name, remedy);
        }
        return this;
    }

    /** Lets words follow; without this there may be none. */
    public CommandOptions words(String label, String description) {
        words = new Option(List.of(), label, description);
        return this;
    }

    /** Ends the options at the first word that is none. */
    public CommandOptions endAtWord() {
        endAtWord = true;
        return this;
    }

    /** Sets the first and the last part of the help. */
    public CommandOptions help(String summary, String[] usages, String... examples) {
        this.summary = summary;
        this.usages = List.of(usages);
        this.examples = List.of(examples);
        return this;
    }

    public String command() {
        return command;
    }

    public List<Option> all() {
        return all;
    }

    public @Nullable Option words() {
        return words;
    }

    public String summary() {
        return summary;
    }

    public List<String> usages() {
        return usages;
    }

    public List<String> examples() {
        return examples;
    }

    /** Reads a command line. */
    public ParsedLine parse(List<String> line) throws SetUpException {
        Found found = new Found();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            String word = line.get(i);
            if (word.equals("--")) {
                rest.addAll(line.subList(i + 1, line.size()));
                break;
            }
            boolean isWord = word.length() < 2 || word.charAt(0) != '-';
            if (isWord && (endAtWord || word.equals(":::"))) {
                rest.addAll(line.subList(i, line.size()));
                break;
            }
            if (isWord) {
                rest.add(word);
            } else if (word.startsWith("--")) {
                i += longOption(line, i, found);
            } else {
                i += shortOptions(line, i, found);
            }
        }
        if (words == null && !rest.isEmpty()) {
            throw wrong("unexpected argument '" + rest.getFirst() + "'");
        }
        return new ParsedLine(byName, found.values, found.lists, rest);
    }

    /** {@code --name}, {@code --name value} or {@code --name=value}; how many words follow. */
    private int longOption(List<String> line, int at, Found found) throws SetUpException {
        String word = line.get(at);
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = known(name);
        String preset = presets.get(name);
        if (option.label() == null || preset != null) {
            if (equals >= 0) {
                throw wrong("the option " + name + " takes no value; found '" + word + "'");
            }
            put(found, option, name, preset == null ? "" : preset);
            return 0;
        }
        if (equals >= 0) {
            put(found, option, name, word.substring(equals + 1));
            return 0;
        }
        put(found, option, name, next(line, at, option, name));
        return 1;
    }

    /** {@code -k0}, {@code -j4} or {@code -j 4}; how many words follow. */
    private int shortOptions(List<String> line, int at, Found found) throws SetUpException {
        String word = line.get(at);
        for (int i = 1; i < word.length(); i++) {
            String name = "-" + word.charAt(i);
            Option option = known(name);
            if (option.label() == null) {
                put(found, option, name, "");
                continue;
            }
            String attached = word.substring(i + 1);
            if (attached.isEmpty()) {
                put(found, option, name, next(line, at, option, name));
                return 1;
            }
            put(found, option, name, attached.startsWith("=") ? attached.substring(1) : attached);
            return 0;
        }
        return 0;
    }

    private Option known(String name) throws SetUpException {
        Option option = byName.get(name);
        if (option == null) {
            String instead = elsewhere.get(name);
            if (instead != null) {
                throw wrong("there is no option '" + name + "': " + instead);
            }
            String near =
                    name.startsWith("--")
                            ? Spelling.nearest(name.substring(2), longNames())
                                    .map("; did you mean '--%s'?"::formatted)
                                    .orElse("")
                            : "";
            throw wrong("there is no option '" + name + "'" + near);
        }
        return option;
    }

    private List<String> longNames() {
        return byName.keySet().stream()
                .filter(name -> name.startsWith("--"))
                .map(name -> name.substring(2))
                .toList();
    }

    private String next(List<String> line, int at, Option option, String name)
            throws SetUpException {
        if (at + 1 >= line.size()) {
            throw wrong("the option " + name + " needs a value: " + option.label());
        }
        return line.get(at + 1);
    }

    /** What has been read of a line. */
    private static final class Found {
        final Map<Option, String> values = new LinkedHashMap<>();
        final Map<Option, List<String>> lists = new HashMap<>();
    }

    private void put(Found found, Option option, String name, String value) throws SetUpException {
        boolean again = found.values.put(option, value) != null;
        if (repeatable.contains(option)) {
            found.lists.computeIfAbsent(option, _ -> new ArrayList<>()).add(value);
        } else if (again && option.label() != null) {
            throw wrong("the option " + name + " is given twice; leave one out");
        }
    }

    private SetUpException wrong(String what) {
        return new SetUpException(what + "; see '" + command + " --help'");
    }
}
