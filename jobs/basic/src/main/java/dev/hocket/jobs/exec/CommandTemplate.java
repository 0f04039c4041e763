package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.template.CommandForm;
import dev.hocket.jobs.exec.template.DirectCommand;
import dev.hocket.jobs.exec.template.InputCommand;
import dev.hocket.jobs.exec.template.Placeholder;
import dev.hocket.jobs.exec.template.Placeholders;
import dev.hocket.jobs.exec.template.ShellLexer;
import dev.hocket.jobs.exec.template.ShellQuote;
import dev.hocket.jobs.exec.template.ShellScript;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command with placeholders for an input.
 *
 * <p>The placeholders are the replacement strings of GNU parallel: <code>{}</code> the input,
 * <code>{.}</code> without its extension, <code>{/}</code> its name, <code>{//}</code> its folder,
 * <code>{/.}</code> its name without extension, <code>{#}</code> its number, <code>{%}</code> the
 * number of the slot that the command runs in. If a command contains none of them, the input is
 * appended.
 *
 * <p>An input may have several parts. <code>{2}</code> is the second, <code>{-1}</code> the last,
 * <code>{2/.}</code> the second's name without extension, and <code>{name}</code> the part of that
 * name. The placeholders without a number stand for all parts: a placeholder that is a word of its
 * own becomes one word for each part, elsewhere the parts are one text with blanks between. See
 * {@link CommandSyntax}.
 *
 * <p>There are two ways to write one:
 *
 * <ul>
 *   <li><b>one quoted line</b>, {@code 'gzip -c {} > {}.gz'}: read as a shell reads it. If it
 *       contains no shell syntax, the program is started directly; otherwise {@code /bin/sh -c}
 *       runs it.
 *   <li><b>separate words</b>, {@code awk '{print $2}' {}}: each is passed to the program
 *       unchanged, without a shell. (GNU parallel joins the words and lets a shell split them
 *       again, so that {@code grep -c '>' {}} empties its own input.) A word that is only a shell
 *       operator ({@code '>'}, {@code '|'}, {@code '&&'}) is ambiguous and is refused; the message
 *       shows both ways to write it.
 * </ul>
 *
 * <p>Whatever an input contains, no shell started here interprets it: it is passed as a positional
 * parameter and never becomes part of a script. A placeholder may be unquoted or within either kind
 * of quotes, and stands for the exact text of the input in all three cases. A command that cannot
 * be made safe is refused when the template is created; the message says why. A program that takes
 * a program as an argument ({@code sh -c 'echo {}'}, {@code awk}) does interpret that argument:
 * pass the input to it as a separate argument.
 *
 * <p>Immutable.
 */
public final class CommandTemplate implements Serializable {
    private static final long serialVersionUID = 1;

    /** What only a shell understands, wherever it stands in a line. */
    private static final String SHELL_CHARACTERS = "|&;<>()$`\\\"'*?[~#\n{}";

    /** What ends the first word of a line, or makes it more than a name. */
    private static final String PLAIN = " \t" + SHELL_CHARACTERS;

    /** Words that a shell runs itself and that are not, or not as well, programs of their own. */
    private static final Set<String> SHELL_COMMANDS =
            Set.of(
                    (". : ! alias bg break case cd command continue eval exec exit export fc fg for"
                         + " getopts hash if jobs let local read readonly return set shift source"
                         + " times trap type typeset ulimit umask unalias unset until wait while")
                            .split(" "));

    private static final Set<String> OPERATORS =
            Set.of(
                    "|", "||", "|&", "&", "&&", ">", ">>", ">|", "<", "<<", "2>", "2>>", "2>&1",
                    ">&2", "1>&2", "&>");

    private final String text;
    private final transient CommandForm form;
    private final transient List<String> given;
    private final transient CommandSyntax syntax;

    private CommandTemplate(
            String text, CommandForm form, List<String> given, CommandSyntax syntax) {
        this.text = text;
        this.form = form;
        this.given = List.copyOf(given);
        this.syntax = syntax;
    }

    /** A template as it was given: it is read again where it arrives. */
    private record Given(List<String> words, CommandSyntax syntax) implements Serializable {
        private Object readResolve() {
            return words.isEmpty() ? ofInputs(syntax) : of(words, syntax);
        }
    }

    private Object writeReplace() {
        return new Given(given, syntax);
    }

    /**
     * Creates a template from words; a single word is read as a quoted line.
     *
     * @throws IllegalArgumentException if there is no word, or if inputs cannot be passed to the
     *     command safely; the message says what to write instead
     */
    public static CommandTemplate of(List<String> words) {
        return of(words, CommandSyntax.standard());
    }

    /**
     * The same in another syntax.
     *
     * @throws IllegalArgumentException if there is no word, or the command cannot be given inputs
     *     safely: the message says what to write instead
     */
    public static CommandTemplate of(List<String> words, CommandSyntax syntax) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is needed, such as gzip -k {}");
        }
        if (words.size() == 1) {
            return ofLine(words.get(0), syntax);
        }
        Placeholders placeholders = new Placeholders(syntax);
        for (String word : words) {
            placeholders.check(word);
            checkOperator(word, placeholders);
        }
        ShellLexer.checkEvaluating(String.join(" ", words), words.get(0));
        String shell = SHELL_COMMANDS.contains(words.get(0)) ? shell(syntax) : syntax.shell();
        DirectCommand form = DirectCommand.of(words, shell, placeholders);
        return new CommandTemplate(String.join(" ", words), form, words, syntax);
    }

    private static String shell(CommandSyntax syntax) {
        return syntax.shell().isEmpty() ? CommandForm.SHELL : syntax.shell();
    }

    /** Commands that are the inputs themselves: each is a line for a shell. */
    public static CommandTemplate ofInputs(CommandSyntax syntax) {
        String shell = shell(syntax);
        return new CommandTemplate(
                shell + " -c " + syntax.input(), new InputCommand(shell), List.of(), syntax);
    }

    /**
     * Creates a template from one line.
     *
     * @throws IllegalArgumentException if the line is blank or incomplete, or if inputs cannot be
     *     passed to the command safely; the message says what to write instead
     */
    public static CommandTemplate ofLine(String line) {
        return ofLine(line, CommandSyntax.standard());
    }

    private static CommandTemplate ofLine(String line, CommandSyntax syntax) {
        Placeholders placeholders = new Placeholders(syntax);
        placeholders.check(line);
        List<String> words = new ArrayList<>(List.of(line.split("[ \t]+")));
        words.removeIf(String::isEmpty);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "the command is blank; a command is needed, such as gzip -k {}");
        }
        boolean shell = !syntax.shell().isEmpty() || needsShell(line, words.get(0), placeholders);
        return new CommandTemplate(
                line,
                shell
                        ? ShellScript.parse(line, shell(syntax), placeholders)
                        : DirectCommand.of(words, "", placeholders),
                List.of(line),
                syntax);
    }

    private static boolean needsShell(String line, String program, Placeholders placeholders) {
        if (SHELL_COMMANDS.contains(program) || program.indexOf('=') >= 0) {
            return true;
        }
        for (int i = 0; i < line.length(); ) {
            Placeholder placeholder = placeholders.at(line, i);
            if (placeholder != null) {
                i += placeholder.length();
            } else if (SHELL_CHARACTERS.indexOf(line.charAt(i)) >= 0) {
                return true;
            } else {
                i++;
            }
        }
        return false;
    }

    private static void checkOperator(String word, Placeholders placeholders) {
        if (OPERATORS.contains(word) || redirectsToInput(word, placeholders)) {
            throw new IllegalArgumentException(
                    "the word "
                            + ShellQuote.quoted(word)
                            + " may be meant for a shell or for the program: quote the whole"
                            + " command for a shell, as in 'sort {} > {}.sorted', and quote within"
                            + " it what is for the program, as in 'grep -c \">\" {}'");
        }
    }

    private static boolean redirectsToInput(String word, Placeholders placeholders) {
        boolean redirects = word.startsWith(">") || word.startsWith("<");
        return redirects && placeholders.at(word, word.startsWith(">>") ? 2 : 1) != null;
    }

    /** Whether a shell runs the command, rather than the program being started directly. */
    public boolean usesShell() {
        return form instanceof ShellScript
                || form instanceof InputCommand
                || (form instanceof DirectCommand direct && direct.throughShell());
    }

    /**
     * The command for one input as a line that can be copied into a shell, quoted where necessary.
     *
     * @throws IllegalArgumentException if the command cannot be run for this input
     */
    public String render(CommandInput argument) {
        return form.render(argument, 1);
    }

    /** How it was read. */
    public CommandSyntax syntax() {
        return syntax;
    }

    CommandForm form() {
        return form;
    }

    /** The shell that runs the command as a script; empty if none does. */
    String shell() {
        return form instanceof ShellScript ? shell(syntax) : "";
    }

    /** The name of the program that runs for all inputs; null if they have a part in it. */
    @Nullable String program() {
        if (given.isEmpty()) {
            return null;
        }
        Placeholders placeholders = new Placeholders(syntax);
        String first = given.size() > 1 ? given.getFirst() : given.getFirst().strip();
        int end = 0;
        while (given.size() == 1 && end < first.length() && PLAIN.indexOf(first.charAt(end)) < 0) {
            end++;
        }
        String program = given.size() > 1 ? first : first.substring(0, end);
        boolean whole = given.size() > 1 || end == first.length() || first.charAt(end) <= ' ';
        boolean fixed = whole && !program.isEmpty() && program.indexOf('=') < 0;
        for (int i = 0; fixed && i < program.length(); i++) {
            fixed = placeholders.at(program, i) == null;
        }
        return fixed && !(form instanceof DirectCommand direct && direct.throughShell())
                ? program
                : null;
    }

    /** The program and its arguments for one input. */
    List<String> words(CommandInput argument, int slot) {
        return form.words(argument, slot);
    }

    /** The command as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
