package dev.hocket.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which thread ran for how many steps, in order. It is what replays an interleaving exactly. Its
 * text is {@code 0x12 1x3 0x5}: thread 0 for 12 steps, thread 1 for 3, thread 0 for 5; what repeats
 * is written once, {@code (1x4 2x2)*100}. After the last turn each thread runs until it ends or
 * blocks, the lowest number first.
 *
 * @param turns the turns, one after the other
 * @param bound the number of steps in whose second half all goes by fair turns, where this schedule
 *     does not end; else 0. In the text it is the last word with the next one, {@code @20000/12}
 * @param round after how many steps the state comes back, where the schedule does not end; else 0
 */
public record Schedule(List<Turn> turns, int bound, int round) implements Serializable {
    private static final int MOST_REPEATED = 24;
    private static final int MOST_TIMES = 1_000_000;
    private static final int MOST = Integer.MAX_VALUE;

    /** One that comes to an end. */
    public Schedule(List<Turn> turns) {
        this(turns, 0, 0);
    }

    /**
     * A thread and how many steps it runs.
     *
     * @param thread the thread's number, from 0
     * @param steps how many steps, at least 1
     */
    public record Turn(int thread, int steps) implements Serializable {
        /** Refuses what no schedule can hold. */
        public Turn {
            if (thread < 0 || steps < 1) {
                throw new IllegalArgumentException(
                        "A turn is THREADxSTEPS with a thread from 0 and at least 1 step, not "
                                + thread
                                + "x"
                                + steps
                                + ".");
            }
        }
    }

    /** Copies the list. */
    public Schedule {
        if (bound < 0 || round < 0) {
            throw new IllegalArgumentException(
                    "A schedule's bound is " + bound + ", its round " + round + "; 0 is for none.");
        }
        turns = List.copyOf(turns);
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException if the text is none, naming the word that is wrong
     */
    public static Schedule parse(String text) {
        List<Turn> turns = new ArrayList<>();
        int repeated = 0;
        int bound = 0;
        int round = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            String rest = word;
            if (rest.startsWith("@")) {
                int slash = rest.indexOf('/');
                bound = number(word, rest.substring(1, slash < 0 ? rest.length() : slash), MOST);
                round = slash < 0 ? 0 : number(word, rest.substring(slash + 1), MOST);
                continue;
            }
            if (rest.startsWith("(")) {
                repeated = turns.size();
                rest = rest.substring(1);
            }
            int end = rest.indexOf(")*");
            if (!rest.isEmpty()) {
                turns.add(turn(end < 0 ? rest : rest.substring(0, end)));
            }
            if (end >= 0) {
                List<Turn> again = List.copyOf(turns.subList(repeated, turns.size()));
                for (int i = 1; i < number(word, rest.substring(end + 2), MOST_TIMES); i++) {
                    turns.addAll(again);
                }
            }
        }
        return new Schedule(turns, bound, round);
    }

    private static int number(String word, String digits, int most) {
        try {
            int times = Integer.parseInt(digits);
            if (times >= 1 && times <= most) {
                return times;
            }
        } catch (NumberFormatException e) {
            throw wrong(word, e);
        }
        throw wrong(word, new NumberFormatException(digits));
    }

    private static IllegalArgumentException wrong(String word, NumberFormatException cause) {
        return new IllegalArgumentException(
                "'"
                        + word
                        + "' is not a turn of a schedule. A turn is THREADxSTEPS, for example 0x12:"
                        + " give the text that the report printed.",
                cause);
    }

    private static Turn turn(String word) {
        int x = word.indexOf('x');
        try {
            return new Turn(
                    Integer.parseInt(word.substring(0, Math.max(x, 0))),
                    Integer.parseInt(word.substring(x + 1)));
        } catch (NumberFormatException e) {
            throw wrong(word, e);
        }
    }

    /** One line that {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < turns.size()) {
            int period = period(i);
            int times = times(i, period);
            text.append(text.isEmpty() ? "" : " ");
            if (period * (times - 1) > 2) {
                text.append('(').append(words(i, period)).append(")*").append(times);
                i += period * times;
            } else {
                text.append(words(i, 1));
                i++;
            }
        }
        if (bound > 0) {
            text.append(" @").append(bound);
            text.append(round > 0 ? "/" + round : "");
        }
        return text.toString();
    }

    private String words(int from, int count) {
        StringBuilder words = new StringBuilder();
        for (Turn turn : turns.subList(from, from + count)) {
            words.append(words.isEmpty() ? "" : " ");
            words.append(turn.thread()).append('x').append(turn.steps());
        }
        return words.toString();
    }

    /** How many turns, from here, repeat most. */
    private int period(int from) {
        int best = 1;
        for (int period = 1; period <= MOST_REPEATED; period++) {
            int times = times(from, period);
            if (times > 1 && times * period > times(from, best) * best) {
                best = period;
            }
        }
        return best;
    }

    private int times(int from, int period) {
        int at = from + period;
        while (at < turns.size() && turns.get(at).equals(turns.get(at - period))) {
            at++;
        }
        return Math.max(1, (at - from) / period);
    }

    /** How often one thread took over from another. */
    public int switches() {
        return Math.max(0, turns.size() - 1);
    }
}
