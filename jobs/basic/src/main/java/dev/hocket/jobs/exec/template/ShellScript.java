package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A command line for {@code sh -c}, in which each replacement string has become a reference to a
 * positional parameter, quoted as its place demands.
 *
 * <p>A replacement string that is a word of its own and stands for several texts becomes as many
 * words; within a word or quotes they are one text, with blanks between.
 */
public final class ShellScript implements CommandForm {
    private static final String BLANKS = " \t\n";

    private final String shell;
    private final List<TemplatePiece> pieces;
    private final List<Placeholder> parameters;
    private final String script;

    private ShellScript(List<TemplatePiece> pieces, String shell) {
        this.pieces = pieces;
        this.shell = shell;
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
     * @param shell what is to run it
     * @throws IllegalArgumentException if the line is incomplete or cannot be given inputs safely
     */
    public static ShellScript parse(String line, String shell, Placeholders placeholders) {
        return new ShellScript(ShellLexer.parse(line, placeholders), shell);
    }

    private String script() {
        StringBuilder text = new StringBuilder();
        for (TemplatePiece piece : pieces) {
            text.append(
                    piece instanceof TemplatePiece.Use use
                            ? reference(parameters.indexOf(use.placeholder()) + 1, use.quoting())
                            : ((TemplatePiece.Text) piece).text());
        }
        return text.toString();
    }

    private static String reference(int parameter, TemplatePiece.Quoting quoting) {
        String reference = "${" + parameter + "}";
        return switch (quoting) {
            case NONE -> "\"" + reference + "\"";
            case SINGLE -> "'\"" + reference + "\"'";
            case DOUBLE, ARITHMETIC -> reference;
        };
    }

    @Override
    public List<String> words(CommandInput argument, int slot) {
        checkArithmetic(argument, slot);
        List<String> words = new ArrayList<>(4 + parameters.size());
        words.add(shell);
        words.add("-c");
        if (argument.parts().size() == 1) {
            words.add(script);
            words.add("sh");
            for (Placeholder parameter : parameters) {
                words.add(parameter.of(argument, slot));
            }
        } else {
            List<String> values = new ArrayList<>();
            words.add(script(argument, slot, values));
            words.add("sh");
            words.addAll(values);
        }
        return words;
    }

    /** The script for an input of several parts, with a parameter for each use. */
    private String script(CommandInput argument, int slot, List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof TemplatePiece.Use use) {
                String between = "";
                for (String value : values(i, use, argument, slot)) {
                    values.add(value);
                    text.append(between).append(reference(values.size(), use.quoting()));
                    between = " ";
                }
            } else {
                text.append(((TemplatePiece.Text) pieces.get(i)).text());
            }
        }
        return text.toString();
    }

    private List<String> values(int i, TemplatePiece.Use use, CommandInput argument, int slot) {
        Placeholder placeholder = use.placeholder();
        boolean words =
                use.quoting() == TemplatePiece.Quoting.NONE
                        && placeholder.ofAllParts()
                        && isWord(i);
        return words ? placeholder.texts(argument, slot) : List.of(placeholder.of(argument, slot));
    }

    /** Whether the piece at {@code index} is a word of its own, and not the file of a {@code >}. */
    private boolean isWord(int index) {
        boolean ended =
                index == pieces.size() - 1
                        || (pieces.get(index + 1) instanceof TemplatePiece.Text next
                                && (BLANKS + ";|&)").indexOf(next.text().charAt(0)) >= 0);
        if (!ended || index == 0) {
            return ended;
        }
        if (!(pieces.get(index - 1) instanceof TemplatePiece.Text before)) {
            return false;
        }
        String text = before.text();
        boolean begins = (BLANKS + ";|&(").indexOf(text.charAt(text.length() - 1)) >= 0;
        String last = text.strip();
        return begins && !last.endsWith("<") && !last.endsWith(">");
    }

    private void checkArithmetic(CommandInput argument, int slot) {
        for (TemplatePiece piece : pieces) {
            if (piece instanceof TemplatePiece.Use use
                    && use.quoting() == TemplatePiece.Quoting.ARITHMETIC) {
                String value = use.placeholder().of(argument, slot);
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
    public String render(CommandInput argument, int slot) {
        checkArithmetic(argument, slot);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case TemplatePiece.Text literal -> line.append(literal.text());
                case TemplatePiece.Use use -> {
                    String between = "";
                    for (String value : values(i, use, argument, slot)) {
                        line.append(between).append(quoted(i, use.quoting(), value));
                        between = " ";
                    }
                }
            }
        }
        return line.toString();
    }

    private String quoted(int index, TemplatePiece.Quoting quoting, String value) {
        return switch (quoting) {
            case NONE -> standsAlone(index) ? ShellQuote.word(value) : ShellQuote.quoted(value);
            case SINGLE -> ShellQuote.inSingle(value);
            case DOUBLE -> ShellQuote.inDouble(value);
            case ARITHMETIC -> value;
        };
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
