package dev.hocket.jobs.exec.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Finds out how each replacement string of a shell command line is quoted where it stands.
 *
 * <p>The text of an input never becomes part of the script: the shell gets it as a positional
 * parameter, and {@link ShellScript} writes a reference to that parameter in place of the
 * replacement string. So an input cannot end a quote, begin a command substitution or be run, even
 * if this class misjudged a line. What a wrong judgement could do is to have the value split at its
 * blanks or matched against file names; therefore the lexer follows the shell's quoting rules with
 * a stack of open constructs, and refuses, with the remedy, what shells read differently from each
 * other or where they evaluate a parameter's value as code: backquotes, replacement strings within
 * <code>${ }</code>, here-documents, {@code $' '} with an escaped quote, {@code $[ ]}, {@code
 * eval}, {@code let}, {@code trap}, {@code [[ ]]}, a subscript, and a {@code case} within {@code $(
 * )}. In arithmetic only integers are let through, because bash looks for code even there.
 *
 * <p>Not guarded: a program that takes a program of its own as an argument ({@code sh -c "{}"},
 * {@code awk}, {@code python -c}). It sees the input's text as a part of that argument, just as it
 * would with xargs or find.
 */
public final class ShellLexer {
    private static final Set<String> EVALUATING = Set.of("eval", "let", "trap", "[[");
    private static final String SEPARATORS = " \t\n;&|<>()";

    private enum Frame {
        COMMANDS("( or $("),
        DOUBLE("\""),
        ARITHMETIC("(("),
        PARENTHESIS("("),
        PARAMETER("${"),
        BACKQUOTE("`");

        private final String opening;

        Frame(String opening) {
            this.opening = opening;
        }
    }

    private final String line;
    private final Placeholders placeholders;
    private final List<TemplatePiece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int at;
    private int wordStart;
    private boolean used;
    private boolean comment;

    private ShellLexer(String line, Placeholders placeholders) {
        this.line = line;
        this.placeholders = placeholders;
    }

    /**
     * The pieces of {@code line}; where it holds no replacement string, the input is appended.
     *
     * @throws IllegalArgumentException if the line is incomplete or cannot be given inputs safely
     */
    static List<TemplatePiece> parse(String line, Placeholders placeholders) {
        ShellLexer lexer = new ShellLexer(line, placeholders);
        lexer.frames.push(Frame.COMMANDS);
        while (lexer.at < line.length()) {
            lexer.step();
        }
        return lexer.finish();
    }

    private List<TemplatePiece> finish() {
        endWord();
        if (frames.size() > 1) {
            throw refused("has an unclosed " + top().opening, "close it");
        }
        if (!used) {
            if (comment) {
                throw refused(
                        "ends in a comment, which would swallow the input",
                        "say where it goes with {}");
            }
            text.append(' ');
            use(placeholders.input(), TemplatePiece.Quoting.NONE);
        }
        flush();
        return List.copyOf(pieces);
    }

    private Frame top() {
        return frames.element();
    }

    private void step() {
        Placeholder placeholder = placeholders.at(line, at);
        if (placeholder != null) {
            place(placeholder);
            return;
        }
        switch (top()) {
            case COMMANDS -> command(line.charAt(at));
            case DOUBLE -> doubleQuoted(line.charAt(at));
            case ARITHMETIC, PARENTHESIS -> arithmetic(line.charAt(at));
            case PARAMETER -> parameter(line.charAt(at));
            case BACKQUOTE -> backquoted(line.charAt(at));
        }
    }

    private void place(Placeholder placeholder) {
        if (frames.contains(Frame.BACKQUOTE)) {
            throw refused(
                    "has " + placeholder.symbol() + " within backquotes",
                    "use $( ) instead of ` `");
        }
        if (frames.contains(Frame.PARAMETER)) {
            throw refused(
                    "has " + placeholder.symbol() + " within ${ }",
                    "assign it to a variable first: x=" + placeholder.symbol() + "; ...");
        }
        switch (top()) {
            case COMMANDS -> {
                checkSubscript();
                use(placeholder, TemplatePiece.Quoting.NONE);
            }
            case DOUBLE -> use(placeholder, TemplatePiece.Quoting.DOUBLE);
            default -> use(placeholder, TemplatePiece.Quoting.ARITHMETIC);
        }
        at += placeholder.length();
    }

    private void use(Placeholder placeholder, TemplatePiece.Quoting quoting) {
        flush();
        pieces.add(new TemplatePiece.Use(placeholder, quoting));
        used = true;
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(new TemplatePiece.Text(text.toString()));
            text.setLength(0);
        }
    }

    private void command(char c) {
        comment = false;
        if (SEPARATORS.indexOf(c) >= 0) {
            separator(c);
            return;
        }
        switch (c) {
            case '\\' -> escape("");
            case '\'' -> singleQuoted();
            case '"' -> open(Frame.DOUBLE, 1);
            case '`' -> open(Frame.BACKQUOTE, 1);
            case '$' -> dollar();
            case '#' -> {
                if (at == wordStart) {
                    comment();
                } else {
                    take(1);
                }
            }
            default -> take(1);
        }
    }

    private void separator(char c) {
        endWord();
        if (line.startsWith("((", at)) {
            open(Frame.ARITHMETIC, 2);
        } else if (c == '(') {
            open(Frame.COMMANDS, 1);
        } else if (c == ')' && frames.size() > 1) {
            close(1);
        } else if (line.startsWith("<<", at) && !line.startsWith("<<<", at)) {
            throw refused("contains a here-document", "put the script into a file of its own");
        } else {
            take(line.startsWith("<<<", at) ? 3 : 1);
        }
        wordStart = at;
    }

    private void endWord() {
        if (top() != Frame.COMMANDS) {
            return;
        }
        String word = unquoted(line.substring(wordStart, at));
        checkEvaluating(line, word);
        if (word.equals("case") && frames.size() > 1) {
            throw refused("has a case within ( )", "put the script into a file of its own");
        }
    }

    /** Refuses {@code word} where a shell would evaluate its arguments. */
    public static void checkEvaluating(String line, String word) {
        if (EVALUATING.contains(word)) {
            throw refused(
                    line,
                    "uses " + word + ", which could execute the input as a program",
                    word.equals("[[") ? "use [ ]" : "put the script into a file of its own");
        }
    }

    private static String unquoted(String word) {
        return word.replace("\\", "").replace("'", "").replace("\"", "");
    }

    /** Some shells evaluate what stands in the subscript of an assignment. */
    private void checkSubscript() {
        int bracket = line.indexOf('[', wordStart);
        if (bracket <= wordStart || bracket >= at || line.indexOf(']', bracket) < at) {
            return;
        }
        for (int i = wordStart; i < bracket; i++) {
            char c = line.charAt(i);
            if (c != '_' && !Character.isLetterOrDigit(c)) {
                return;
            }
        }
        throw refused(
                "has a replacement string within a subscript",
                "quote a [ that is an ordinary character");
    }

    private void doubleQuoted(char c) {
        switch (c) {
            case '"' -> close(1);
            case '\\' -> escape("\\\\");
            case '`' -> open(Frame.BACKQUOTE, 1);
            case '$' -> dollar();
            default -> take(1);
        }
    }

    private void arithmetic(char c) {
        switch (c) {
            case '(' -> open(Frame.PARENTHESIS, 1);
            case ')' -> {
                if (top() == Frame.PARENTHESIS) {
                    close(1);
                } else if (line.startsWith("))", at)) {
                    close(2);
                } else {
                    throw refused(
                            "has (( without ))",
                            "write ( ( with a blank between for nested commands");
                }
            }
            case '\\' -> escape("");
            case '`' -> open(Frame.BACKQUOTE, 1);
            case '$' -> dollar();
            default -> take(1);
        }
    }

    private void parameter(char c) {
        switch (c) {
            case '}' -> close(1);
            case '\\' -> escape("");
            case '"' -> open(Frame.DOUBLE, 1);
            case '`' -> open(Frame.BACKQUOTE, 1);
            case '$' -> dollar();
            case '\'' ->
                    throw refused(
                            "has a ' within ${ }, which shells read in two ways",
                            "use \\ to quote there");
            default -> take(1);
        }
    }

    private void backquoted(char c) {
        switch (c) {
            case '`' -> close(1);
            case '\\' -> escape("");
            default -> take(1);
        }
    }

    private void dollar() {
        if (line.startsWith("$((", at)) {
            open(Frame.ARITHMETIC, 3);
        } else if (line.startsWith("$(", at)) {
            open(Frame.COMMANDS, 2);
        } else if (placeholders.at(line, at + 1) != null) {
            // A dollar sign before the input's text, not a parameter of the shell.
            text.append("\\$");
            at++;
        } else if (line.startsWith("${", at)) {
            open(Frame.PARAMETER, 2);
        } else if (line.startsWith("$[", at)) {
            throw refused("uses $[ ]", "use $(( ))");
        } else if (line.startsWith("$'", at) && top() == Frame.COMMANDS) {
            dollarQuoted();
        } else {
            take(1);
        }
    }

    /** {@code $'...'}: escapes to some shells, a dollar sign and single quotes to others. */
    private void dollarQuoted() {
        int end = closingQuote(at + 2);
        for (int i = at + 2; i < end; i++) {
            if (placeholders.at(line, i) != null || line.startsWith("\\'", i)) {
                throw refused("has a replacement string or \\' within $' '", "use \" \"");
            }
        }
        if (line.charAt(end - 1) == '\\') {
            throw refused("has \\' within $' '", "use \" \"");
        }
        take(end + 1 - at);
    }

    private void singleQuoted() {
        int end = closingQuote(at + 1);
        take(1);
        while (at < end) {
            Placeholder placeholder = placeholders.at(line, at);
            if (placeholder == null) {
                take(1);
            } else {
                use(placeholder, TemplatePiece.Quoting.SINGLE);
                at += placeholder.length();
            }
        }
        take(1);
    }

    private int closingQuote(int from) {
        int end = line.indexOf('\'', from);
        if (end < 0) {
            throw refused("has an unclosed '", "close it");
        }
        return end;
    }

    /**
     * A backslash and what it quotes.
     *
     * @param before what to write when it stands before a replacement string, in place of the
     *     backslash
     */
    private void escape(String before) {
        if (at + 1 == line.length()) {
            throw refused("ends in a backslash that quotes nothing", "remove it");
        }
        if (placeholders.at(line, at + 1) == null) {
            take(2);
        } else {
            text.append(before);
            at++;
        }
    }

    private void comment() {
        int end = line.indexOf('\n', at);
        take((end < 0 ? line.length() : end) - at);
        wordStart = at;
        comment = true;
    }

    private void open(Frame frame, int length) {
        frames.push(frame);
        take(length);
        if (frame == Frame.COMMANDS) {
            wordStart = at;
        }
    }

    private void close(int length) {
        frames.pop();
        take(length);
    }

    private void take(int length) {
        text.append(line, at, at + length);
        at += length;
    }

    private IllegalArgumentException refused(String what, String remedy) {
        return refused(line, what, remedy);
    }

    private static IllegalArgumentException refused(String line, String what, String remedy) {
        return new IllegalArgumentException("the command \"" + line + "\" " + what + ": " + remedy);
    }
}
