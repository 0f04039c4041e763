package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.queue.QueueReport;
import dev.hocket.cli.queue.StoreFlags;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.queue.Queue;
import dev.hocket.queue.QueueException;
import java.io.IOException;

/** {@code hocket status}: what is queued, what runs, how it ended. */
final class StatusCommand extends Command {
    StatusCommand() {
        super("status");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Shows the queues and the workers; or one job, with its outcome and what it wrote.",
                new String[] {"hocket status [OPTIONS]", "hocket status [OPTIONS] JOB"},
                "  hocket status",
                "  hocket status 17",
                "  hocket status --queue reports --json");
        options.words("JOB", "The number of a job.");
        StoreFlags.describe(options);
        options.option("NAME", "Show this queue only.", "--queue");
        options.flag("Print lines of JSON.", "--json");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        if (words.words().size() > 1) {
            throw new SetUpException(
                    "expected one job; unexpected argument '" + words.words().get(1) + "'");
        }
        try (Queue queue = StoreFlags.open(words)) {
            QueueReport report = new QueueReport(queue, words.has("--json"), screen);
            if (words.words().isEmpty()) {
                report.queues(words.value("--queue", ""));
            } else {
                report.job(QueueCommand.number("JOB", words.words().getFirst()));
            }
            screen.flush();
            return ExitCodes.DONE;
        } catch (QueueException failed) {
            throw new SetUpException(Wording.problem(failed), failed);
        }
    }
}
