package dev.hocket.jobs.exec.template;

import java.util.Set;

/** Which shells run commands as {@code sh -c SCRIPT NAME ARGUMENT...} does. */
public final class ShellNames {
    private static final Set<String> OTHERS =
            Set.of("csh", "tcsh", "fish", "rc", "es", "nu", "elvish", "pwsh", "powershell", "cmd");

    private ShellNames() {}

    /**
     * Refuses shells with positional parameters or quotes of another kind.
     *
     * @throws IllegalArgumentException if it is one of them
     */
    public static void check(String shell) {
        String name = shell.substring(shell.lastIndexOf('/') + 1);
        if (OTHERS.contains(name)) {
            throw new IllegalArgumentException(
                    "the shell '"
                            + shell
                            + "' reads quotes and parameters in another way than sh; expected sh,"
                            + " bash, dash, ksh, zsh or another that reads scripts of sh");
        }
    }
}
