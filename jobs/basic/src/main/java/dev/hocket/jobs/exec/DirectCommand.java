package dev.hocket.jobs.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that needs no shell: words, each of which may hold replacement strings.
 *
 * @param throughShell whether the first word is a command of the shell's own ({@code exit}, {@code
 *     type}): then a shell runs the words, which it gets as positional parameters
 */
record DirectCommand(List<List<Piece>> pattern, boolean throughShell) implements CommandForm {

    /**
     * The command made of {@code words}; the input is appended where none of them holds a
     * replacement string.
     */
    static DirectCommand of(List<String> words, boolean throughShell) {
        List<List<Piece>> pattern = new ArrayList<>();
        boolean used = false;
        for (String word : words) {
            List<Piece> pieces = pieces(word);
            used |= pieces.stream().anyMatch(Piece.Use.class::isInstance);
            pattern.add(pieces);
        }
        if (!used) {
            pattern.add(List.of(new Piece.Use(Placeholder.INPUT, Piece.Quoting.NONE)));
        }
        return new DirectCommand(List.copyOf(pattern), throughShell);
    }

    private static List<Piece> pieces(String word) {
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < word.length(); ) {
            Placeholder placeholder = Placeholder.at(word, i);
            if (placeholder == null) {
                i++;
                continue;
            }
            if (i > done) {
                pieces.add(new Piece.Text(word.substring(done, i)));
            }
            pieces.add(new Piece.Use(placeholder, Piece.Quoting.NONE));
            i += placeholder.length();
            done = i;
        }
        if (done < word.length() || pieces.isEmpty()) {
            pieces.add(new Piece.Text(word.substring(done)));
        }
        return List.copyOf(pieces);
    }

    @Override
    public List<String> words(Argument argument) {
        List<String> words = new ArrayList<>(pattern.size() + 4);
        if (throughShell) {
            words.addAll(List.of(SHELL, "-c", "\"$@\"", "sh"));
        }
        addWords(words, argument);
        return words;
    }

    private void addWords(List<String> words, Argument argument) {
        for (List<Piece> pieces : pattern) {
            words.add(
                    pieces.size() == 1 ? text(pieces.get(0), argument) : joined(pieces, argument));
        }
    }

    private static String joined(List<Piece> pieces, Argument argument) {
        StringBuilder word = new StringBuilder();
        for (Piece piece : pieces) {
            word.append(text(piece, argument));
        }
        return word.toString();
    }

    /** No switch over the kinds of pieces, whose first use is dear at the start of a JVM. */
    private static String text(Piece piece, Argument argument) {
        return piece instanceof Piece.Use use
                ? use.placeholder().of(argument)
                : ((Piece.Text) piece).text();
    }

    @Override
    public String render(Argument argument) {
        List<String> words = new ArrayList<>(pattern.size());
        addWords(words, argument);
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            boolean assignment = line.isEmpty() && word.indexOf('=') >= 0;
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(assignment ? ShellQuote.quoted(word) : ShellQuote.word(word));
        }
        return line.toString();
    }
}
