package dev.hocket.jobs.exec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One input of a command: its text, its parts and its place among the inputs.
 *
 * @param number the position of the input, counted from 1; the value of <code>{#}</code>
 * @param text the input as the user gave it, which names it in a log; a combination of several
 *     texts has a tab between them
 * @param parts what <code>{1}</code>, <code>{2}</code> and so on stand for: the texts of a
 *     combination, or the columns of a line; never interpreted by a shell
 * @param filled whether parts that it does not have are empty texts, as in the last batch of inputs
 */
public record CommandInput(long number, String text, List<String> parts, boolean filled)
        implements Serializable {
    /** The text of several inputs is not longer than about so many characters. */
    private static final int LONG_TEXT = 60;

    public CommandInput {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "the number of an input is " + number + "; inputs are counted from 1");
        }
        Objects.requireNonNull(text, "text");
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an input without parts: one part is its text");
        }
    }

    /** An input that lacks what it does not have. */
    public CommandInput(long number, String text, List<String> parts) {
        this(number, text, parts, false);
    }

    /**
     * Several inputs of one command: it has the parts of all, and the number of the first.
     *
     * @param inputs at least one
     */
    public static CommandInput together(List<CommandInput> inputs) {
        CommandInput first = inputs.getFirst();
        StringBuilder text = new StringBuilder(first.text);
        List<String> parts = new ArrayList<>();
        int named = 1;
        for (CommandInput each : inputs) {
            parts.addAll(each.parts);
        }
        while (named < inputs.size() && text.length() < LONG_TEXT) {
            text.append(' ').append(inputs.get(named++).text);
        }
        String all = named < inputs.size() ? text + " ..." : text.toString();
        return new CommandInput(first.number, all, parts, true);
    }

    /** An input of one part, its text. */
    public CommandInput(long number, String text) {
        this(number, text, List.of(text));
    }

    /** The text, which identifies this input in a log. */
    @Override
    public String toString() {
        return text;
    }
}
