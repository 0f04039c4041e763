package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that may hold replacement strings, and in which nothing else has a meaning.
 *
 * @param pieces its parts, one at least
 */
public record TextTemplate(List<TemplatePiece> pieces) {

    public static TextTemplate of(String text, Placeholders placeholders) {
        List<TemplatePiece> pieces = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < text.length(); ) {
            Placeholder placeholder = placeholders.at(text, i);
            if (placeholder == null) {
                i++;
                continue;
            }
            if (i > done) {
                pieces.add(new TemplatePiece.Text(text.substring(done, i)));
            }
            pieces.add(new TemplatePiece.Use(placeholder, TemplatePiece.Quoting.NONE));
            i += placeholder.length();
            done = i;
        }
        if (done < text.length() || pieces.isEmpty()) {
            pieces.add(new TemplatePiece.Text(text.substring(done)));
        }
        return new TextTemplate(List.copyOf(pieces));
    }

    /** Whether it differs from input to input. */
    boolean varies() {
        for (TemplatePiece piece : pieces) {
            if (piece instanceof TemplatePiece.Use) {
                return true;
            }
        }
        return false;
    }

    /**
     * The text for one input.
     *
     * @throws IllegalArgumentException if the input lacks a part that is used
     */
    public String text(CommandInput argument, int slot) {
        if (pieces.size() == 1) {
            return text(pieces.getFirst(), argument, slot);
        }
        StringBuilder text = new StringBuilder();
        for (TemplatePiece piece : pieces) {
            text.append(text(piece, argument, slot));
        }
        return text.toString();
    }

    /** Adds it as words: a replacement string alone is a word for each text it stands for. */
    void addTo(List<String> words, CommandInput argument, int slot) {
        if (pieces.size() == 1
                && pieces.getFirst() instanceof TemplatePiece.Use use
                && use.placeholder().ofAllParts()) {
            words.addAll(use.placeholder().texts(argument, slot));
        } else {
            words.add(text(argument, slot));
        }
    }

    /** No switch over the kinds of pieces, whose first use is dear at the start of a JVM. */
    private static String text(TemplatePiece piece, CommandInput argument, int slot) {
        return piece instanceof TemplatePiece.Use use
                ? use.placeholder().of(argument, slot)
                : ((TemplatePiece.Text) piece).text();
    }
}
