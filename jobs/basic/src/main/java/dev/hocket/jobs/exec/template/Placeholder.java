package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;

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
