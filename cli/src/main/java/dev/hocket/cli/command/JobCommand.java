package dev.hocket.cli.command;

import dev.hocket.cli.job.JobRun;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command that runs a job over inputs. The same words can be measured by {@code choose}. */
abstract class JobCommand extends Command {
    JobCommand(String name) {
        super(name);
    }

    /** Makes the job that the words ask for. */
    abstract PreparedJob<?, ?> prepare(ParsedLine words, RunFlags flags, Screen screen)
            throws SetUpException;

    /** The options of the run. */
    RunFlags flags(ParsedLine words) throws SetUpException {
        RunFlags flags = RunFlags.of(words);
        flags.log().checkResults();
        return flags;
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        RunFlags flags = flags(words);
        try (PreparedJob<?, ?> prepared = prepare(words, flags, screen)) {
            return flags.dryRun()
                    ? plan(prepared, screen)
                    : new JobRun<>(prepared, flags, screen).run();
        }
    }

    private static <I, O extends @Nullable Object> int plan(
            PreparedJob<I, O> prepared, Screen screen) throws SetUpException, IOException {
        try (Stream<I> inputs = prepared.eachInput()) {
            for (Iterator<String> each = prepared.plans(inputs.iterator()); each.hasNext(); ) {
                screen.result(each.next());
            }
        } catch (UncheckedIOException unread) {
            throw new SetUpException(String.valueOf(unread.getMessage()), unread);
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
        screen.flush();
        return ExitCodes.DONE;
    }
}
