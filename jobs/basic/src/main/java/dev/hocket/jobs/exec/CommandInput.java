package dev.hocket.jobs.exec;

import java.io.Serializable;
import java.util.Objects;

/**
 * One input of a command: its text and its place among the inputs.
 *
 * @param number the position of the input, counted from 1; the value of <code>{#}</code>
 * @param text the input as the user gave it; never interpreted by a shell
 */
public record CommandInput(long number, String text) implements Serializable {
    public CommandInput {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "the number of an input is " + number + "; inputs are counted from 1");
        }
        Objects.requireNonNull(text, "text");
    }

    /** The text, which identifies this input in a log. */
    @Override
    public String toString() {
        return text;
    }
}
