package dev.hocket.joblog;

import dev.hocket.JournalException;
import dev.hocket.source.KeyHash;
import dev.hocket.text.JsonReader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a joblog: once when it is opened, and again where a question needs the keys themselves. */
final class JobLogHistory {
    private static final int SHOWN = 200;
    private static final byte[] LINE_END = {'\n'};
    private final JobLogFile file;
    private final JobLog.Resume mode;
    private final LoggedInputs past = new LoggedInputs();
    private long grownDone;
    private long grownFailed;

    /** What to do with the line of an outcome. */
    interface Visitor {
        /** Returns whether to continue. */
        boolean outcome(JobLogLine line, long number) throws JournalException;
    }

    JobLogHistory(JobLogFile file, JobLog.Resume mode) {
        this.file = file;
        this.mode = mode;
    }

    JobLog.Resume mode() {
        return mode;
    }

    /** What is known of inputs that have a position. */
    LoggedInputs past() {
        return past;
    }

    /** Whether any input has ended in an earlier run. */
    boolean hasOutcomes() {
        return past.count() + grownDone + grownFailed > 0;
    }

    /** How many inputs are skipped. */
    long skipped() {
        return mode == JobLog.Resume.ALL
                ? past.count() + grownDone + grownFailed
                : past.done() + grownDone;
    }

    /** How many inputs have failed and are skipped. */
    long standing() {
        return mode == JobLog.Resume.ALL ? past.count() - past.done() + grownFailed : 0;
    }

    /** How many inputs have failed and run again. */
    long again() {
        return mode == JobLog.Resume.ALL ? 0 : past.count() - past.done() + grownFailed;
    }

    /**
     * Reads the file, checks what it belongs to, and drops a torn last line.
     *
     * @return whether there is a log, with a header
     */
    boolean load(String job, String command) throws JournalException {
        JobLogLine line = new JobLogLine();
        int[] torn = new int[1];
        boolean[] unended = new boolean[1];
        boolean[] any = new boolean[1];
        file.lines((bytes, from, to, number, ended) -> {
            try {
                if (number == 1) {
                    line.header(bytes, from, to);
                    checkHeader(line, job, command);
                    any[0] = true;
                } else {
                    line.outcome(bytes, from, to, false);
                    note(line, number);
                }
                unended[0] = !ended;
            } catch (JsonReader.Malformed malformed) {
                if (!ended && !(number == 1 && !isStartOfHeader(bytes, from, to))) {
                    torn[0] = to - from;
                    return false;
                }
                throw number == 1 ? notLog(bytes, from, to) : damaged(number, malformed);
            }
            return true;
        });
        if (torn[0] > 0) {
            file.drop(torn[0]);
        } else if (unended[0]) {
            file.append(LINE_END, 1);
        }
        return any[0];
    }

    /** Whether a torn first line may be what was left of a header. */
    private static boolean isStartOfHeader(byte[] bytes, int from, int to) {
        String start = "{\"hocket\":";
        for (int i = 0; i < Math.min(start.length(), to - from); i++) {
            if (bytes[from + i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void checkHeader(JobLogLine header, String job, String command)
            throws JournalException {
        if (header.version != 1) {
            throw new JournalException(
                    String.format(
                                    Locale.ROOT,
                                    "the joblog %s has version %d, and this Hocket reads version 1;"
                                            + " resume it with",
                                    file.path(),
                                    header.version)
                            + " the Hocket that wrote it");
        }
        if (header.job != null && !header.job.equals(job)) {
            throw new JournalException(
                    "the joblog %s belongs to the job '%s', and this one is '%s'; name another"
                                    .formatted(file.path(), shown(header.job), shown(job))
                            + " joblog");
        }
        if (header.command != null && !header.command.equals(command)) {
            throw new JournalException(
                    ("the joblog %s belongs to the command%n  %s%nand this one is%n  %s%n"
                                    + "resume with the same command, or name another joblog")
                            .formatted(file.path(), shown(header.command), shown(command)));
        }
    }

    private void note(JobLogLine line, long number) throws JournalException {
        if (line.seq == JobLogLine.GROWN) {
            if (line.done) {
                grownDone++;
            } else {
                grownFailed++;
            }
            return;
        }
        if (!past.put(line.seq, KeyHash.brief(line.key), line.done)) {
            throw new JournalException(
                    String.format(
                                    Locale.ROOT,
                                    "the joblog %s is damaged: its line %d says that seq %d has the"
                                            + " key '%s', and an",
                                    file.path(),
                                    number,
                                    line.seq,
                                    shown(line.key))
                            + " earlier line says otherwise; remove the wrong one, and resume");
        }
        if (line.stored) {
            past.stored(line.seq, line.checksum);
        }
    }

    private JournalException notLog(byte[] bytes, int from, int to) {
        String start =
                new String(
                        bytes,
                        from,
                        Math.min(60, to - from),
                        java.nio.charset.StandardCharsets.UTF_8);
        return new JournalException(
                "%s is not a joblog: its first line begins with '%s'; name another file"
                        .formatted(file.path(), start.strip()));
    }

    private JournalException damaged(long number, JsonReader.Malformed how) {
        return new JournalException(
                String.format(
                                Locale.ROOT,
                                "the joblog %s is damaged: its line %d is not an outcome: %s;"
                                        + " remove that line, and",
                                file.path(),
                                number,
                                how.getMessage())
                        + " resume: its input runs again");
    }

    /** Reads the outcomes again, with what they grew. */
    void outcomes(Visitor visitor) throws JournalException {
        JobLogLine line = new JobLogLine();
        file.lines((bytes, from, to, number, _) -> {
            if (number == 1) {
                return true;
            }
            try {
                line.outcome(bytes, from, to, true);
            } catch (JsonReader.Malformed malformed) {
                throw damaged(number, malformed);
            }
            return visitor.outcome(line, number);
        });
    }

    /** The error that an input is not the one logged. */
    JournalException otherInputs(long index, String found) throws JournalException {
        @Nullable String[] recorded = new String[1];
        outcomes((line, _) -> {
            if (line.seq == index) {
                recorded[0] = line.key.toString();
            }
            return recorded[0] == null;
        });
        return new JournalException(
                String.format(
                                Locale.ROOT,
                                "the joblog %s belongs to other inputs: the one at position %d was"
                                        + " '%s' and is now",
                                file.path(),
                                index,
                                shown(recorded[0]))
                        + " '%s'; resume with the same inputs in the same order, or name another"
                                .formatted(shown(found))
                        + " joblog");
    }

    private static String shown(@Nullable CharSequence text) {
        if (text == null) {
            return "";
        }
        return text.length() <= SHOWN ? text.toString() : text.subSequence(0, SHOWN) + "…";
    }
}
