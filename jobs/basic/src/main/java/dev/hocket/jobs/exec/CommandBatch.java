package dev.hocket.jobs.exec;

import dev.hocket.BatchTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one command for several inputs, for {@link dev.hocket.Job#batch}: it has the parts of all,
 * as {@link CommandInput#together} puts them together. What it wrote is with the first of them; the
 * results of the others are empty, and end as it did.
 *
 * @param command runs it
 */
public record CommandBatch(CommandTask command) implements BatchTask<CommandInput, CommandResult> {
    private static final long serialVersionUID = 1;

    /**
     * Runs the command.
     *
     * @throws CommandFailed as for one input; its result is of all inputs together
     */
    @Override
    public List<CommandResult> run(List<CommandInput> inputs)
            throws CommandFailed, IOException, InterruptedException {
        CommandResult result = command.run(CommandInput.together(inputs));
        List<CommandResult> results = new ArrayList<>(inputs.size());
        results.add(result);
        for (CommandInput each : inputs.subList(1, inputs.size())) {
            results.add(result.silent(each));
        }
        return results;
    }
}
