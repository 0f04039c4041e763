package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The replacement strings of a command line, with the meaning they have in GNU parallel.
 *
 * <p>One difference: a path that holds a newline is taken whole, where GNU parallel's expressions
 * stop at the line.
 */
public enum Placeholder {
    /** The input itself. */
    INPUT("{}"),
    /** The input without its extension: from the last dot on, if that is behind the last slash. */
    STEM("{.}"),
    /** What is behind the last slash. */
    NAME("{/}"),
    /** The folder of the input; {@code .} where it names none. */
    FOLDER("{//}"),
    /** The name without its extension. */
    NAME_STEM("{/.}"),
    /** The number of the input, counted from 1. */
    NUMBER("{#}");

    private static final Placeholder[] ALL = values();

    /** Where no dollar sign or backslash makes it the shell's or the program's own. */
    private static final Pattern UNKNOWN =
            Pattern.compile(
                    "(?<![$\\\\])\\{(?:[+-]?[0-9]+)?(?:\\.{1,3}|//?|/\\.{1,3}|\\+/|\\+\\.{1,3}|%|##|=[^}]*=)?\\}");

    private final String symbol;

    Placeholder(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The replacement string that begins at {@code index} of {@code line}; null where none does.
     */
    public static @Nullable Placeholder at(String line, int index) {
        if (index >= line.length() || line.charAt(index) != '{') {
            return null;
        }
        for (Placeholder placeholder : ALL) {
            if (line.startsWith(placeholder.symbol, index)) {
                return placeholder;
            }
        }
        return null;
    }

    /**
     * Refuses what GNU parallel replaces and this does not: it would reach the program as it is.
     *
     * @throws IllegalArgumentException if there is such in the text
     */
    public static void refuseUnknown(String text) {
        Matcher matcher = UNKNOWN.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            if (at(text, matcher.start()) == null) {
                throw new IllegalArgumentException(
                        "the command contains %s, which GNU parallel replaces and hocket does not; %s"
                                .formatted(found, instead(found)));
            }
        }
    }

    private static String instead(String found) {
        if (found.matches("\\{-?[0-9].*")) {
            return found.equals("{1}") || found.matches("\\{1[./]+\\}")
                    ? "there is one input for each command: write " + found.replace("1", "")
                    : "there is one input for each command, {}; in a regular expression write "
                            + found.replaceAll("\\{([0-9]+)\\}", "{$1,$1}");
        }
        return "the placeholders are {}, {.}, {/}, {//}, {/.} and {#}; for anything else use a"
                + " shell, as in 'f={}; echo ${f%%.*}'";
    }

    String symbol() {
        return symbol;
    }

    public int length() {
        return symbol.length();
    }

    /** What stands for this replacement string when the command runs for {@code argument}. */
    String of(CommandInput argument) {
        String text = argument.text();
        return switch (this) {
            case INPUT -> text;
            case STEM -> stem(text);
            case NAME -> name(text);
            case FOLDER -> folder(text);
            case NAME_STEM -> stem(name(text));
            case NUMBER -> Long.toString(argument.number());
        };
    }

    private static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String folder(String path) {
        int end = withoutTrailingSlashes(path, path.length());
        int slash = path.lastIndexOf('/', end - 1);
        if (slash < 0) {
            return ".";
        }
        return path.substring(0, withoutTrailingSlashes(path, slash + 1));
    }

    /**
     * Where the first {@code end} characters end when their trailing slashes, all but a leading
     * one, are cut off.
     */
    private static int withoutTrailingSlashes(String path, int end) {
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end;
    }
}
