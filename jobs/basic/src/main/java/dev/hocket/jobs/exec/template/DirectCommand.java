package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that needs no shell: words, each of which may hold replacement strings.
 *
 * @param throughShell whether the first word is a command of the shell's own ({@code exit}, {@code
 *     type}): then a shell runs the words, which it gets as positional parameters
 */
public record DirectCommand(List<List<TemplatePiece>> pattern, boolean throughShell)
        implements CommandForm {

    /**
     * The command made of {@code words}; the input is appended where none of them holds a
     * replacement string.
     */
    public static DirectCommand of(List<String> words, boolean throughShell) {
        List<List<TemplatePiece>> pattern = new ArrayList<>();
        boolean used = false;
        for (String word : words) {
            List<TemplatePiece> pieces = pieces(word);
            used |= pieces.stream().anyMatch(TemplatePiece.Use.class::isInstance);
            pattern.add(pieces);
        }
        if (!used) {
            pattern.add(
                    List.of(new TemplatePiece.Use(Placeholder.INPUT, TemplatePiece.Quoting.NONE)));
        }
        return new DirectCommand(List.copyOf(pattern), throughShell);
    }

    private static List<TemplatePiece> pieces(String word) {
        List<TemplatePiece> pieces = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < word.length(); ) {
            Placeholder placeholder = Placeholder.at(word, i);
            if (placeholder == null) {
                i++;
                continue;
            }
            if (i > done) {
                pieces.add(new TemplatePiece.Text(word.substring(done, i)));
            }
            pieces.add(new TemplatePiece.Use(placeholder, TemplatePiece.Quoting.NONE));
            i += placeholder.length();
            done = i;
        }
        if (done < word.length() || pieces.isEmpty()) {
            pieces.add(new TemplatePiece.Text(word.substring(done)));
        }
        return List.copyOf(pieces);
    }

    @Override
    public List<String> words(CommandInput argument) {
        List<String> words = new ArrayList<>(pattern.size() + 4);
        if (throughShell) {
            words.addAll(List.of(SHELL, "-c", "\"$@\"", "sh"));
        }
        addWords(words, argument);
        return words;
    }

    private void addWords(List<String> words, CommandInput argument) {
        for (List<TemplatePiece> pieces : pattern) {
            words.add(
                    pieces.size() == 1 ? text(pieces.get(0), argument) : joined(pieces, argument));
        }
    }

    private static String joined(List<TemplatePiece> pieces, CommandInput argument) {
        StringBuilder word = new StringBuilder();
        for (TemplatePiece piece : pieces) {
            word.append(text(piece, argument));
        }
        return word.toString();
    }

    /** No switch over the kinds of pieces, whose first use is dear at the start of a JVM. */
    private static String text(TemplatePiece piece, CommandInput argument) {
        return piece instanceof TemplatePiece.Use use
                ? use.placeholder().of(argument)
                : ((TemplatePiece.Text) piece).text();
    }

    @Override
    public String render(CommandInput argument) {
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
