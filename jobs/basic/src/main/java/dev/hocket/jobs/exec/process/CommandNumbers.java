package dev.hocket.jobs.exec.process;

import java.util.Map;

/**
 * What a command is told of its place, in variables: the number of its input and of its slot.
 *
 * @param sequence the number of the input, counted from 1
 * @param slot the number of the slot, counted from 1
 */
public record CommandNumbers(long sequence, int slot) {
    /** The variable that holds the number of the input. */
    static final String SEQUENCE = "HOCKET_SEQ";

    /** The variable that holds the number of the slot. */
    static final String SLOT = "HOCKET_SLOT";

    /** More than a variable's name, its number and the zero at its end have. */
    static final int MOST_BYTES = 48;

    Map<String, String> variables() {
        return Map.of(SEQUENCE, Long.toString(sequence), SLOT, Integer.toString(slot));
    }
}
