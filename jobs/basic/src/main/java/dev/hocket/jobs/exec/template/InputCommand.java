package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.util.List;

/**
 * A command that is the input itself: a line for a shell.
 *
 * @param shell the shell
 */
public record InputCommand(String shell) implements CommandForm {
    @Override
    public List<String> words(CommandInput argument, int slot) {
        return List.of(shell, "-c", render(argument, slot));
    }

    @Override
    public String render(CommandInput argument, int slot) {
        return String.join(" ", argument.parts());
    }
}
