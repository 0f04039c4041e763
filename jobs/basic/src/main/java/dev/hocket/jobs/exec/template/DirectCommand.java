package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that needs no script: words, each of which may hold replacement strings.
 *
 * @param shell the shell that runs the words, which it gets as positional parameters, where the
 *     first is a command of the shell's own ({@code exit}, {@code type}) or the user wants that
 *     shell; empty where the program is started directly
 */
public record DirectCommand(List<TextTemplate> pattern, String shell) implements CommandForm {

    /**
     * The command made of {@code words}; the input is appended where none of them holds a
     * replacement string.
     */
    public static DirectCommand of(List<String> words, String shell, Placeholders placeholders) {
        List<TextTemplate> pattern = new ArrayList<>();
        boolean used = false;
        for (String word : words) {
            TextTemplate template = TextTemplate.of(word, placeholders);
            used |= template.varies();
            pattern.add(template);
        }
        if (!used) {
            pattern.add(TextTemplate.of(placeholders.input().symbol(), placeholders));
        }
        return new DirectCommand(List.copyOf(pattern), shell);
    }

    /** Whether a shell runs the words. */
    public boolean throughShell() {
        return !shell.isEmpty();
    }

    @Override
    public List<String> words(CommandInput argument, int slot) {
        List<String> words = new ArrayList<>(pattern.size() + 4);
        if (throughShell()) {
            words.addAll(List.of(shell, "-c", "\"$@\"", "sh"));
        }
        addWords(words, argument, slot);
        return words;
    }

    private void addWords(List<String> words, CommandInput argument, int slot) {
        for (TextTemplate word : pattern) {
            word.addTo(words, argument, slot);
        }
    }

    @Override
    public String render(CommandInput argument, int slot) {
        List<String> words = new ArrayList<>(pattern.size());
        addWords(words, argument, slot);
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
