package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A command line for {@code /bin/sh -c}, in which each replacement string has become a reference to
 * a positional parameter, quoted as its place demands.
 */
public final class ShellScript implements CommandForm {
    private final List<TemplatePiece> pieces;
    private final List<Placeholder> parameters;
    private final String script;

    private ShellScript(List<TemplatePiece> pieces) {
        this.pieces = pieces;
        LinkedHashSet<Placeholder> distinct = new LinkedHashSet<>();
        for (TemplatePiece piece : pieces) {
            if (piece instanceof TemplatePiece.Use use) {
                distinct.add(use.placeholder());
            }
        }
        this.parameters = List.copyOf(distinct);
        this.script = script();
    }

    /**
     * Parses {@code line}.
     *
     * @throws IllegalArgumentException if the line is incomplete or cannot be given inputs safely
     */
    public static ShellScript parse(String line) {
        return new ShellScript(ShellLexer.parse(line));
    }

    private String script() {
        StringBuilder text = new StringBuilder();
        for (TemplatePiece piece : pieces) {
            text.append(
                    piece instanceof TemplatePiece.Use use
                            ? reference(use)
                            : ((TemplatePiece.Text) piece).text());
        }
        return text.toString();
    }

    private String reference(TemplatePiece.Use use) {
        String reference = "${" + (parameters.indexOf(use.placeholder()) + 1) + "}";
        return switch (use.quoting()) {
            case NONE -> "\"" + reference + "\"";
            case SINGLE -> "'\"" + reference + "\"'";
            case DOUBLE, ARITHMETIC -> reference;
        };
    }

    @Override
    public List<String> words(CommandInput argument) {
        checkArithmetic(argument);
        List<String> words = new ArrayList<>(4 + parameters.size());
        words.add(SHELL);
        words.add("-c");
        words.add(script);
        words.add("sh");
        for (Placeholder parameter : parameters) {
            words.add(parameter.of(argument));
        }
        return words;
    }

    private void checkArithmetic(CommandInput argument) {
        for (TemplatePiece piece : pieces) {
            if (piece instanceof TemplatePiece.Use use
                    && use.quoting() == TemplatePiece.Quoting.ARITHMETIC) {
                String value = use.placeholder().of(argument);
                if (!isInteger(value)) {
                    throw new IllegalArgumentException(
                            use.placeholder().symbol()
                                    + " is within (( )), where only integers are allowed: \""
                                    + value
                                    + "\" is not an integer");
                }
            }
        }
    }

    private static boolean isInteger(String value) {
        int first = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
        for (int i = first; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return value.length() > first;
    }

    @Override
    public String render(CommandInput argument) {
        checkArithmetic(argument);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case TemplatePiece.Text literal -> line.append(literal.text());
                case TemplatePiece.Use use -> {
                    String value = use.placeholder().of(argument);
                    line.append(
                            switch (use.quoting()) {
                                case NONE ->
                                        standsAlone(i)
                                                ? ShellQuote.word(value)
                                                : ShellQuote.quoted(value);
                                case SINGLE -> ShellQuote.inSingle(value);
                                case DOUBLE -> ShellQuote.inDouble(value);
                                case ARITHMETIC -> value;
                            });
                }
            }
        }
        return line.toString();
    }

    /**
     * Whether nothing that could change the meaning of plain text touches the piece at {@code
     * index}.
     */
    private boolean standsAlone(int index) {
        boolean before =
                index == 0
                        || (pieces.get(index - 1) instanceof TemplatePiece.Text text
                                && " \t\n/".indexOf(text.text().charAt(text.text().length() - 1))
                                        >= 0);
        boolean after =
                index == pieces.size() - 1
                        || (pieces.get(index + 1) instanceof TemplatePiece.Text text
                                && " \t\n.;|&)".indexOf(text.text().charAt(0)) >= 0);
        return before && after;
    }
}
