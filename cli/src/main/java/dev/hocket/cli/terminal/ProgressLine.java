package dev.hocket.cli.terminal;

import dev.hocket.Progress;
import dev.hocket.text.Quantities;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's progress in one line. The rate is that of the last few seconds, so that the time left
 * follows a run that becomes faster or slower. Used by one thread at a time.
 */
public final class ProgressLine {
    private static final int SAMPLES = 32;
    private static final long SAMPLE_NANOS = 250_000_000;
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 8;
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean colours;
    private final long[] times = new long[SAMPLES];
    private final long[] counts = new long[SAMPLES];
    private final long[] sizes = new long[SAMPLES];
    private final @Nullable LongSupplier bytes;
    private int samples;

    public ProgressLine(boolean colours) {
        this(colours, null);
    }

    /**
     * A line.
     *
     * @param bytes how many bytes have been moved, or null to show none
     */
    public ProgressLine(boolean colours, @Nullable LongSupplier bytes) {
        this.colours = colours;
        this.bytes = bytes;
    }

    /** A line with a bar, at most {@code columns} wide. */
    public String bar(Progress progress, long nanos, int columns) {
        String facts = facts(progress, nanos);
        String text = facts;
        if (progress.total().isPresent()) {
            double share = share(progress);
            String percent = percent(share);
            int room = columns - 1 - facts.length() - percent.length() - 5;
            if (room >= NARROWEST_BAR) {
                text = percent + " [" + filled(share, Math.min(room, WIDEST_BAR)) + "] " + facts;
            } else {
                text = percent + " " + facts;
            }
        }
        String cut = text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1));
        return colours && progress.failed() > 0 ? coloured(cut, progress.failed()) : cut;
    }

    /** A line without a bar. */
    public String plain(Progress progress, long nanos) {
        String facts = facts(progress, nanos);
        return progress.total().isPresent()
                ? percent(share(progress)).strip() + ", " + facts
                : facts;
    }

    private String facts(Progress progress, long nanos) {
        double rate = rate(progress, nanos);
        long ended = progress.done() + progress.failed();
        long past = progress.resumed();
        StringBuilder text = new StringBuilder();
        text.append(ended + past);
        progress.total().ifPresent(total -> text.append('/').append(total));
        text.append(progress.total().isPresent() ? "" : " done");
        text.append(", ").append(Quantities.rate(rate));
        if (bytes != null) {
            text.append(", ").append(Quantities.bytes((double) bytes.getAsLong()));
            text.append(", ").append(Quantities.bytes(bytesRate(progress, nanos))).append("/s");
        }
        if (progress.total().isPresent() && rate > 0 && !progress.ended()) {
            long left = progress.total().getAsLong() - ended - past;
            double seconds = Math.ceil(left / rate);
            if (left > 0 && seconds < 1e9) {
                text.append(", ").append(Quantities.duration(Duration.ofSeconds((long) seconds)));
                text.append(" left");
            }
        }
        if (progress.failed() > 0) {
            text.append(", ").append(progress.failed()).append(" failed");
        }
        if (progress.running() > 0) {
            text.append(", ").append(progress.running()).append(" running");
        }
        if (progress.running() == 0 && progress.waiting() > 0) {
            text.append(", ").append(progress.waiting()).append(" waiting");
        }
        return text.toString();
    }

    private double rate(Progress progress, long nanos) {
        long ended = progress.done() + progress.failed();
        int last = Math.floorMod(samples - 1, SAMPLES);
        if (samples == 0 || nanos - times[last] >= SAMPLE_NANOS) {
            times[samples % SAMPLES] = nanos;
            counts[samples % SAMPLES] = ended;
            sizes[samples % SAMPLES] = bytes == null ? 0 : bytes.getAsLong();
            samples++;
        }
        int oldest = oldest();
        double seconds = (nanos - times[oldest]) / 1e9;
        return seconds < 1 ? progress.perSecond() : (ended - counts[oldest]) / seconds;
    }

    /** Where the oldest sample lies. */
    private int oldest() {
        return samples <= SAMPLES ? 0 : samples % SAMPLES;
    }

    /** Bytes a second; after the samples were taken. */
    private double bytesRate(Progress progress, long nanos) {
        long all = bytes == null ? 0 : bytes.getAsLong();
        double seconds = (nanos - times[oldest()]) / 1e9;
        double whole = progress.elapsed().toNanos() / 1e9;
        return seconds < 1 ? all / Math.max(1e-3, whole) : (all - sizes[oldest()]) / seconds;
    }

    private static double share(Progress progress) {
        long total = progress.total().orElse(0);
        long ended = progress.done() + progress.failed() + progress.resumed();
        return total == 0 ? 1 : Math.min(1, (double) ended / total);
    }

    private static String percent(double share) {
        String digits = Integer.toString((int) Math.floor(share * 100));
        return " ".repeat(3 - digits.length()) + digits + "%";
    }

    private static String filled(double share, int width) {
        int full = (int) Math.floor(share * width);
        String head = full < width ? ">" : "";
        return "=".repeat(full) + head + " ".repeat(width - full - head.length());
    }

    private static String coloured(String text, long failed) {
        String part = failed + " failed";
        int at = text.indexOf(part);
        return at < 0
                ? text
                : text.substring(0, at) + RED + part + PLAIN + text.substring(at + part.length());
    }
}
