package dev.hocket.joblog;

import dev.hocket.Done;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.Stats;
import dev.hocket.source.KeyHash;
import dev.hocket.text.ErrorText;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run in a file of JSON Lines, from which a later run can resume.
 *
 * <p><b>The file.</b> The first line says what the log belongs to, {@code
 * {"hocket":1,"job":"exec","command":"gzip -k {}"}}. Each further line is one outcome:
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>{@code seq}</td><td>the input's position in the source, from 0; absent for an input grown from an outcome, which is identified only by its key</td></tr>
 * <tr><td>{@code key}</td><td>the input's key, {@link Job#key}</td></tr>
 * <tr><td>{@code outcome}</td><td>{@code done}, {@code threw}, {@code timed-out} or {@code
 *     crashed}</td></tr>
 * <tr><td>{@code attempts}</td><td>how many attempts were started</td></tr>
 * <tr><td>{@code started}</td><td>when the last attempt started, ISO 8601 in UTC</td></tr>
 * <tr><td>{@code seconds}</td><td>how long it took</td></tr>
 * <tr><td>{@code averaged}</td><td>true if the two are averages over a lease</td></tr>
 * <tr><td>{@code lane}</td><td>the lane that ran it</td></tr>
 * <tr><td>{@code exit}, {@code signal}</td><td>how a failed process ended: its exit code or the signal that ended it</td></tr>
 * <tr><td>{@code error}</td><td>the problem, in one sentence</td></tr>
 * <tr><td>{@code grew}</td><td>keys of inputs that grew from this outcome and are in no earlier line
 *     </td></tr>
 * <tr><td>{@code result}, {@code crc32}</td><td>the file in the folder for results that contains the output, and the CRC-32 of its bytes</td></tr>
 * </table>
 *
 * <p>A line is read as any JSON object with these fields, in any order. Lines are in the order in
 * which inputs ended. Of several lines for one position the last one counts; that happens when a
 * failed input has run again.
 *
 * <p><b>Guarantees.</b> A group of outcomes is written before any of them is delivered. The death
 * of this process, even by SIGKILL, therefore loses no delivered outcome. An incomplete last line
 * is dropped on resume. Tasks run at least once; outcomes are logged once. A power failure may lose
 * the last lines, because the log is not forced to the disk; their inputs then run again.
 *
 * <p><b>Memory.</b> A resumed log takes about five bytes for each logged input, or nine if outputs
 * are stored, regardless of the length of the keys; growing jobs take up to 48 bytes for each grown
 * key.
 *
 * <p>A joblog can be used by one run, in one process, at a time.
 */
public final class JobLog<I, O extends @Nullable Object> implements Journal<I, O> {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private final JobLogFile file;
    private final JobLogHistory log;
    private final boolean fresh;
    private final GrownKeys frontier = new GrownKeys();
    private final JobLogWriter writer = new JobLogWriter();
    private @Nullable StoredOutputs<O> results;
    private @Nullable JournalException failure;
    private boolean warned;

    /** Which inputs of an earlier run are skipped. */
    public enum Resume {
        /** Those that ended. */
        ALL,
        /** Those that ended with an output; those that failed run again. */
        FAILED
    }

    private JobLog(JobLogFile file, JobLogHistory log, boolean fresh) {
        this.file = file;
        this.log = log;
        this.fresh = fresh;
    }

    /**
     * Creates a joblog.
     *
     * @param file the file; it may exist if it is empty
     * @param job the job's name
     * @param command a description of what the job does to each input. It must be the same for
     *     every run that may resume this log: without inputs, engine, width or options of the run
     * @throws JournalException if the log already exists, or the file cannot be used
     */
    public static <I, O extends @Nullable Object> JobLog<I, O> create(
            Path file, String job, String command) throws JournalException {
        return open(file, job, command, null);
    }

    /**
     * Resumes the joblog of an earlier run, or creates one if the file does not exist.
     *
     * @param file the file
     * @param job the job's name, as it was
     * @param command what the job does to each input, as it was
     * @param mode which inputs are skipped
     * @throws JournalException if it belongs to another job or command, is damaged anywhere but in
     *     its last line, is in use, or the file cannot be used
     */
    public static <I, O extends @Nullable Object> JobLog<I, O> resume(
            Path file, String job, String command, Resume mode) throws JournalException {
        return open(file, job, command, mode);
    }

    private static <I, O extends @Nullable Object> JobLog<I, O> open(
            Path path, String job, String command, @Nullable Resume mode) throws JournalException {
        JobLogFile file = JobLogFile.open(path);
        boolean opened = false;
        try {
            if (mode == null && !file.isEmpty()) {
                throw new JournalException(
                        "the joblog %s already exists; add --resume to continue it, or name"
                                        .formatted(path)
                                + " another file");
            }
            JobLogHistory log = new JobLogHistory(file, mode == null ? Resume.ALL : mode);
            boolean fresh = !log.load(job, command);
            JobLog<I, O> made = new JobLog<>(file, log, fresh);
            if (fresh) {
                made.writer.header(job, command);
                made.writer.flush(file);
            }
            opened = true;
            return made;
        } finally {
            if (!opened) {
                file.abandon();
            }
        }
    }

    /**
     * Stores each output in a file, before its line is logged, and delivers it again when the run
     * is resumed. An input whose stored output is missing or has changed runs again. Outputs that
     * an earlier run did not store, and those of grown inputs, are not delivered again.
     *
     * <p>The output at position 1234567 is {@code 001234/001234567} in the folder; the outputs of
     * grown inputs are in {@code grown}, named by a hash of their key. A file whose name ends in
     * {@code .part} is incomplete.
     *
     * @param folder the folder; created if it does not exist; must be empty for a new joblog
     * @param codec how an output is written and read
     * @return this
     * @throws JournalException if the folder cannot be used
     */
    public JobLog<I, O> results(Path folder, ResultCodec<O> codec) throws JournalException {
        results = StoredOutputs.open(folder, codec, fresh);
        return this;
    }

    /**
     * How many inputs of earlier runs are skipped, including those whose outputs are delivered
     * again.
     */
    public long skipped() {
        return log.skipped();
    }

    /** How many of the skipped inputs failed, and so still count as failures of the job. */
    public long skippedFailed() {
        return log.standing();
    }

    /** A readable line about earlier runs; empty if there is nothing to report. */
    public String summary() {
        long skipped = log.skipped();
        long again = log.again();
        if (skipped + again == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(inputs(skipped, "input")).append(" of an earlier run ");
        text.append(skipped == 1 ? "is" : "are").append(" skipped");
        if (again > 0) {
            text.append("; ").append(again).append(" that failed ");
            text.append(again == 1 ? "runs" : "run").append(" again");
        }
        long stored = results == null ? 0 : log.past().stored();
        if (stored > 0) {
            text.append("; ").append(inputs(stored, "stored output"));
            text.append(stored == 1 ? " is" : " are").append(" delivered again");
        }
        long silent = log.past().done() - stored;
        if (silent > 0) {
            text.append("; ").append(inputs(silent, "output"));
            text.append(silent == 1 ? " is" : " are").append(" not printed again");
        }
        return text.toString();
    }

    private static String inputs(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    @Override
    public boolean hasPast() {
        return log.hasOutcomes();
    }

    @Override
    public Past<O> past(long index, Supplier<String> key) throws JournalException {
        LoggedInputs past = log.past();
        if (!past.isKnown(index)) {
            return new Past.Open<>();
        }
        String found = key.get();
        if (past.hash(index) != KeyHash.brief(found)) {
            throw log.otherInputs(index, found);
        }
        if (!past.isDone(index)) {
            return log.mode() == Resume.ALL ? new Past.Ended<>() : new Past.Open<>();
        }
        if (results == null || !past.isStored(index)) {
            return new Past.Ended<>();
        }
        try {
            return new Past.Replay<>(results.read(index, past.checksum(index)));
        } catch (IOException lost) {
            warn(index, lost);
            return new Past.Open<>();
        }
    }

    private void warn(long index, IOException lost) {
        Level level = warned ? Level.DEBUG : Level.WARNING;
        warned = true;
        LOG.log(
                level,
                "the stored output of input {0} is lost and the input runs again: {1}{2}",
                Long.toString(index),
                ErrorText.of(lost),
                level == Level.WARNING ? "; other inputs whose output is lost also run again" : "");
    }

    @Override
    public boolean endedGrown(String key) {
        return frontier.ended(key);
    }

    @Override
    public List<String> openGrown() throws JournalException {
        return frontier.rebuild(log);
    }

    @Override
    public void write(List<Entry<I, O>> group) throws JournalException {
        if (failure != null) {
            throw failure;
        }
        try {
            for (Entry<I, O> entry : group) {
                writer.outcome(entry, store(entry), frontier.fresh(entry.grew()));
            }
            writer.flush(file);
        } catch (JournalException failed) {
            failure = failed;
            throw failed;
        }
    }

    private StoredOutputs.@Nullable Stored store(Entry<I, O> entry) throws JournalException {
        return results != null && entry.outcome() instanceof Done<I, O>(_, O output, Stats stats)
                ? results.store(stats.index(), entry.key(), output)
                : null;
    }

    @Override
    public void close() throws JournalException {
        file.close();
    }
}
