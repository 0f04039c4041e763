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
                "Store each output in DIR, so that a resumed run prints all outputs.",
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
            String needs =
                    flags.resume
                            ? "--resume"
                            : flags.resumeFailed
                                    ? "--resume-failed"
                                    : flags.results != null ? "--results" : null;
            if (needs != null) {
                throw new SetUpException(
                        needs + " needs the joblog of a run; name it with --joblog FILE");
            }
        }
        return flags;
    }

    /** Whether to continue from an earlier record. */
    public boolean resumes() {
        return resume || resumeFailed;
    }
}
