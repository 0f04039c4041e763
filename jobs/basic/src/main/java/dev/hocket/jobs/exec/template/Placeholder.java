package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.ArrayList;
import java.util.List;

/**
 * A replacement string of a command line, with the meaning that it has in GNU parallel.
 *
 * <p>One difference: a path that holds a newline is taken whole, where GNU parallel's expressions
 * stop at the line.
 *
 * @param form what is taken of the input
 * @param part the part of the input, counted from 1, or from -1 behind; 0 for all parts
 * @param symbol how it is written
 */
public record Placeholder(Form form, int part, String symbol) {
    private static final String[] ORDINALS = {"first", "second", "third"};

    /** What a replacement string takes of an input. */
    enum Form {
        /** The input itself. */
        INPUT(""),
        /** It without its extension: from the last dot on, if that is behind the last slash. */
        STEM("."),
        /** What is behind the last slash. */
        NAME("/"),
        /** The folder of the input; {@code .} where it names none. */
        FOLDER("//"),
        /** The name without its extension. */
        NAME_STEM("/."),
        /** The number of the input, counted from 1. */
        NUMBER("#"),
        /** The number of the slot that the command runs in, counted from 1. */
        SLOT("%");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }

        /** Whether it is made of the input's text. */
        boolean ofText() {
            return this != NUMBER && this != SLOT;
        }

        private String of(String text) {
            return switch (this) {
                case STEM -> stem(text);
                case NAME -> fileName(text);
                case FOLDER -> folder(text);
                case NAME_STEM -> stem(fileName(text));
                default -> text;
            };
        }
    }

    public int length() {
        return symbol.length();
    }

    /** Whether it may stand for several texts. */
    boolean ofAllParts() {
        return part == 0 && form.ofText();
    }

    /**
     * What stands for this replacement string when the command runs for {@code argument}, as one
     * text: several have a blank between them.
     *
     * @throws IllegalArgumentException if the input does not have that part
     */
    String of(CommandInput argument, int slot) {
        return switch (form) {
            case NUMBER -> Long.toString(argument.number());
            case SLOT -> Integer.toString(slot);
            default -> part == 0 ? String.join(" ", all(argument)) : form.of(partOf(argument));
        };
    }

    /** The texts that stand for it, one for each part. */
    List<String> texts(CommandInput argument, int slot) {
        return ofAllParts() ? all(argument) : List.of(of(argument, slot));
    }

    private List<String> all(CommandInput argument) {
        List<String> parts = argument.parts();
        if (form == Form.INPUT) {
            return parts;
        }
        List<String> all = new ArrayList<>(parts.size());
        for (String each : parts) {
            all.add(form.of(each));
        }
        return all;
    }

    private String partOf(CommandInput argument) {
        List<String> parts = argument.parts();
        int index = part > 0 ? part - 1 : parts.size() + part;
        if (argument.filled() && index >= parts.size()) {
            return "";
        }
        if (index < 0 || index >= parts.size()) {
            throw new IllegalArgumentException(
                    "the command uses "
                            + symbol
                            + ", "
                            + meaning()
                            + ", and this input has "
                            + parts.size());
        }
        return parts.get(index);
    }

    /** Which part it stands for, in words. */
    String meaning() {
        int count = Math.abs(part);
        String which = count <= ORDINALS.length ? ORDINALS[count - 1] : count + "th";
        return "the " + which + " part" + (part < 0 ? " from the end" : "");
    }

    private static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    }

    private static String fileName(String path) {
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
