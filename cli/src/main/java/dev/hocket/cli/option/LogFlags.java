package dev.hocket.cli.option;

import org.jspecify.annotations.Nullable;

/**
 * Where outcomes are recorded, and how to continue from an earlier record.
 *
 * @param file the joblog, or null for none
 * @param resume whether to skip inputs that have ended in an earlier run
 * @param resumeFailed whether to do so, but try those again that failed
 * @param results the folder that keeps each output, or null
 */
public record LogFlags(
        @Nullable String file, boolean resume, boolean resumeFailed, @Nullable String results) {

    static void describe(CommandOptions options) {
        options.option("FILE", "Record each outcome in FILE, as JSON Lines.", "--joblog");
        options.flag("Skip the inputs in the joblog, and run the rest.", "--resume");
        options.flag("Like --resume, but run failed inputs again.", "--resume-failed");
        options.option(
                "DIR",
                "Store each output in DIR, so that a resumed run prints all outputs; those of exec"
                        + " lie in folders named by the inputs.",
                "--results");
    }

    static LogFlags of(ParsedLine parsed) throws SetUpException {
        LogFlags flags =
                new LogFlags(
                        parsed.value("--joblog"),
                        parsed.has("--resume"),
                        parsed.has("--resume-failed"),
                        parsed.value("--results"));
        if (flags.file == null) {
            if (flags.resumes()) {
                throw needsLog(flags.resume ? "--resume" : "--resume-failed");
            }
        }
        return flags;
    }

    /** Refuses a folder of outputs without a joblog that says which they are. */
    public void checkResults() throws SetUpException {
        if (results != null && file == null) {
            throw needsLog("--results");
        }
    }

    private static SetUpException needsLog(String option) {
        return new SetUpException(
                option + " needs the joblog of a run; name it with --joblog FILE");
    }

    /** Whether to continue from an earlier record. */
    public boolean resumes() {
        return resume || resumeFailed;
    }
}
