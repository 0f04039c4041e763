package dev.hocket.jobs.exec;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a command line is read: its replacement strings, and the shell that runs it. Immutable.
 *
 * @param input what stands for the whole input, <code>{}</code> unless set otherwise
 * @param names names of the parts of each input, in their order: <code>{name}</code> stands for
 *     that part; empty if they have none
 * @param parts how many parts each input has; 0 if that differs or is not known
 * @param shell the shell that runs every command; empty for {@code /bin/sh}, where a shell is
 *     needed
 */
public record CommandSyntax(String input, List<String> names, int parts, String shell)
        implements Serializable {
    private static final String UNUSABLE = " \t\n'\"\\$`";

    /** Shells with quotes or positional parameters of another kind. */
    private static final Set<String> OTHER_SHELLS =
            Set.of("csh", "tcsh", "fish", "rc", "es", "nu", "elvish", "pwsh", "powershell", "cmd");

    private static final CommandSyntax STANDARD = new CommandSyntax("{}", List.of(), 0, "");

    public CommandSyntax {
        names = List.copyOf(names);
        checkInput(input);
        checkNames(names);
        if (parts < 0) {
            throw new IllegalArgumentException(parts + " parts: must be 0 or more");
        }
        if (!shell.isEmpty()) {
            checkShell(shell);
        }
    }

    /** The usual: <code>{}</code>, no names, {@code /bin/sh} where a shell is needed. */
    public static CommandSyntax standard() {
        return STANDARD;
    }

    /**
     * The same with another replacement string for the whole input.
     *
     * @throws IllegalArgumentException if it is empty, or has a blank, a quote, a backslash, a
     *     dollar sign or a backquote, which a shell reads in a way of its own
     */
    public CommandSyntax withInput(String replaced) {
        return new CommandSyntax(replaced, names, parts, shell);
    }

    /**
     * The same with a name for each part of an input.
     *
     * @throws IllegalArgumentException if a name is empty or there twice
     */
    public CommandSyntax withNames(List<String> named) {
        return new CommandSyntax(input, named, named.size(), shell);
    }

    /** The same for inputs of so many parts, 0 if that is not known. */
    public CommandSyntax withParts(int count) {
        return new CommandSyntax(input, names, count, shell);
    }

    /**
     * The same with a shell that runs every command, by its name or path.
     *
     * @throws IllegalArgumentException if it is known to read commands in another way than {@code
     *     sh} does
     */
    public CommandSyntax withShell(String program) {
        return new CommandSyntax(input, names, parts, program);
    }

    private static void checkShell(String shell) {
        if (OTHER_SHELLS.contains(shell.substring(shell.lastIndexOf('/') + 1))) {
            throw new IllegalArgumentException(
                    "the shell '"
                            + shell
                            + "' reads quotes and parameters in another way than sh; expected sh,"
                            + " bash, dash, ksh, zsh or another that reads scripts of sh");
        }
    }

    private static void checkInput(String input) {
        boolean usable = !input.isEmpty();
        for (int i = 0; i < input.length(); i++) {
            usable &= UNUSABLE.indexOf(input.charAt(i)) < 0;
        }
        if (!usable) {
            throw new IllegalArgumentException(
                    "the replacement string '"
                            + input
                            + "' cannot be used: expected one or more characters without blanks,"
                            + " quotes, \\, $ and `");
        }
    }

    private static void checkNames(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "the header has no name for part " + (i + 1) + " of the inputs; name it");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "the header has the name '" + name + "' twice; give each part its own");
            }
        }
    }
}
