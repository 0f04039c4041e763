package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandSyntax;
import dev.hocket.jobs.exec.template.Placeholder.Form;
import dev.hocket.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The replacement strings that a command line may hold: <code>{}</code>, or what was chosen for it,
 * <code>{.}</code>, <code>{/}</code>, <code>{//}</code>, <code>{/.}</code>, <code>{#}</code>,
 * <code>{%}</code>; the first five with the number of a part, <code>{2.}</code>, or its name,
 * <code>{name/}</code>.
 *
 * <p>A part's number or name in braces after {@code $} or a backslash is the shell's or the
 * program's own: <code>${1}</code>, <code>a\{2\}</code>.
 */
public final class Placeholders {
    /** What GNU parallel replaces, where no dollar sign or backslash stands before it. */
    private static final Pattern LIKELY =
            Pattern.compile(
                    "(?<![$\\\\])\\{(?:[+-]?[0-9]+)?(?:\\.{1,3}|//?|/\\.{1,3}|\\+/|\\+\\.{1,3}|%|##|=[^}]*=)?\\}");

    private static final String WORD = "(?<![$\\\\])\\{([\\p{L}_][^{}\\s$]*?)(?:\\.|//?|/\\.)?\\}";

    /** Parts beyond this number are not looked for. */
    private static final int MOST_DIGITS = 6;

    private static final Form[] FORMS = Form.values();

    /** Longer ones before those that they begin with. */
    private static final Form[] SUFFIXES = {
        Form.NAME_STEM, Form.FOLDER, Form.NAME, Form.STEM, Form.INPUT
    };

    private final CommandSyntax syntax;
    private final Placeholder[] whole = new Placeholder[FORMS.length];

    public Placeholders(CommandSyntax syntax) {
        this.syntax = syntax;
        for (int i = 0; i < FORMS.length; i++) {
            String symbol = i == 0 ? syntax.input() : "{" + FORMS[i].suffix() + "}";
            whole[i] = new Placeholder(FORMS[i], 0, symbol);
        }
    }

    /** The whole input. */
    Placeholder input() {
        return whole[0];
    }

    /**
     * The replacement string that begins at {@code index} of {@code line}; null where none does.
     */
    public @Nullable Placeholder at(String line, int index) {
        if (index >= line.length()) {
            return null;
        }
        if (line.startsWith(syntax.input(), index)) {
            return whole[0];
        }
        if (line.charAt(index) != '{') {
            return null;
        }
        for (Placeholder placeholder : whole) {
            if (line.startsWith(placeholder.symbol(), index)) {
                return placeholder;
            }
        }
        char before = index == 0 ? ' ' : line.charAt(index - 1);
        return before == '$' || before == '\\' ? null : ofPart(line, index);
    }

    private @Nullable Placeholder ofPart(String line, int index) {
        int at = index + 1;
        boolean fromEnd = line.startsWith("-", at);
        int first = fromEnd ? at + 1 : at;
        int digits = first;
        while (digits < line.length() && line.charAt(digits) >= '0' && line.charAt(digits) <= '9') {
            digits++;
        }
        if (digits > first && digits - first <= MOST_DIGITS) {
            int number = Integer.parseInt(line.substring(first, digits));
            Placeholder numbered =
                    number == 0 ? null : ended(line, index, digits, fromEnd ? -number : number);
            if (numbered != null) {
                return numbered;
            }
        }
        for (int i = 0; i < syntax.names().size(); i++) {
            String name = syntax.names().get(i);
            Placeholder named =
                    line.startsWith(name, at)
                            ? ended(line, index, at + name.length(), i + 1)
                            : null;
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    private static @Nullable Placeholder ended(String line, int from, int at, int part) {
        for (Form form : SUFFIXES) {
            String suffix = form.suffix();
            int end = at + suffix.length();
            if (line.startsWith(suffix, at) && line.startsWith("}", end)) {
                return new Placeholder(form, part, line.substring(from, end + 1));
            }
        }
        return null;
    }

    /**
     * Refuses what GNU parallel replaces and this does not, and parts that no input has: they would
     * reach the program as they are.
     *
     * @throws IllegalArgumentException if there is such in the text
     */
    public void check(String text) {
        if (text.indexOf('{') < 0) {
            return;
        }
        Matcher matcher = LIKELY.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            Placeholder known = at(text, matcher.start());
            if (known == null && !found.equals("{}")) {
                throw new IllegalArgumentException(
                        "the command contains %s, which GNU parallel replaces and hocket does not; %s"
                                .formatted(found, instead(found)));
            }
            if (known != null && syntax.parts() > 0 && Math.abs(known.part()) > syntax.parts()) {
                throw new IllegalArgumentException(noPart(known));
            }
        }
        if (!syntax.names().isEmpty()) {
            checkNames(text);
        }
    }

    private String noPart(Placeholder known) {
        String inputs =
                syntax.parts() == 1
                        ? "inputs have one part"
                        : "inputs have " + syntax.parts() + " parts";
        return "the command contains %s, %s, and %s; in a regular expression write %s"
                .formatted(
                        known.symbol(),
                        known.meaning(),
                        inputs,
                        known.symbol().replaceAll("\\{-?([0-9]+)[^}]*\\}", "{$1,$1}"));
    }

    /** Refuses a name that is nearly one of those that there are. */
    private void checkNames(String text) {
        Matcher matcher = Pattern.compile(WORD).matcher(text);
        List<String> names = new ArrayList<>(syntax.names());
        while (matcher.find()) {
            String found = matcher.group(1);
            Optional<String> near =
                    at(text, matcher.start()) == null
                            ? Spelling.nearest(found, names)
                            : Optional.empty();
            if (near.isPresent()) {
                throw new IllegalArgumentException(
                        "the command contains %s, and the header does not have that name; did you mean"
                                        .formatted(matcher.group())
                                + " {%s}? The names are: %s"
                                        .formatted(near.get(), String.join(", ", names)));
            }
        }
    }

    private static String instead(String found) {
        return "the placeholders are {}, {.}, {/}, {//}, {/.}, {#} and {%}, and the first five with"
                + " the number of a part, as in {2.}; "
                + (found.equals("{0}")
                        ? "parts are counted from 1"
                        : "for anything else use a shell, as in 'f={}; echo ${f%%.*}'");
    }
}
