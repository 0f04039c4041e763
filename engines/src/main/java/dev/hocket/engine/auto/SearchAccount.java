package dev.hocket.engine.auto;

import dev.hocket.text.Quantities;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Describes in a few sentences what a search measured, tried and chose. */
final class SearchAccount {
    private static final int MOST_TRIED = 30;
    private static final double MUCH_LOCKED = 0.1;
    private static final double MUCH_ALLOCATED = 1e5;
    private static final int MOST_CHANGES = 5;

    /** Why a width was settled on. */
    enum Why {
        /** The tasks compute. */
        COMPUTES,
        /** It gave the most. */
        BEST,
        /** It gave nearly as much as the best, and is smaller. */
        SMALLEST
    }

    private final int most;
    private long began;
    private long attempts;
    private long allocated;
    private String saw = "";
    private String beside = "";
    private String blind = "";
    private StringJoiner tried = tries();
    private int count;
    private String limit = "";
    private String settled = "";
    private final StringJoiner changes = new StringJoiner(" ");
    private int restarts;

    /** Restarts without a shift. */
    private int looks;

    SearchAccount(int most) {
        this.most = most;
    }

    private static StringJoiner tries() {
        return new StringJoiner(", ");
    }

    void begin(RunReading now) {
        began = now.nanos();
        attempts = now.attempts();
        allocated = now.around().allocated();
    }

    /** What lanes no wider than the cores wanted of them. */
    void saw(WidthSample sample) {
        String what =
                sample.demand() < 0
                        ? ""
                        : " and needed a core for %s of that time: it %s"
                                .formatted(
                                        Quantities.percent(Math.min(1, sample.demand())),
                                        does(sample.demand()));
        saw = "An input took %s%s.".formatted(Quantities.nanos(sample.taskNanos()), what);
    }

    private static String does(double demand) {
        if (demand >= 0.85) {
            return "computes";
        }
        return demand >= 0.3
                ? "computes and waits"
                : "waits (for the network, a disk, a lock, a timer or another process)";
    }

    /** Nothing had ended, so the width was raised. */
    void blind(int from, int to, long nanos) {
        blind =
                String.format(
                        Locale.ROOT,
                        "At a width of %d, nothing had ended after %s while cores were idle, so the"
                                + " width became %d.",
                        from,
                        Quantities.nanos((double) nanos),
                        to);
    }

    void tried(WidthSample sample) {
        if (++count <= MOST_TRIED) {
            tried.add(sample.kind().wide(sample.width()) + " " + number(sample.rate()) + "/s");
        }
    }

    /** Where the climb ended; with a reading if that was at a bound. */
    void top(WidthSample sample, @Nullable RunReading bound) {
        limit = "";
        if (sample.idle()) {
            limit =
                    ", and at most %s lanes at a time had an input and a core"
                            .formatted(number(sample.busyLanes()));
        } else if (bound != null && sample.width() >= most) {
            limit = ", the widest allowed";
        } else if (bound != null) {
            limit = ", because " + bound.around().boundBy();
        }
    }

    void settled(LaneKind kind, int width, double rate, Why why, RunReading now) {
        beside = beside(now);
        String reason =
                switch (why) {
                    case COMPUTES -> "tasks that compute gain nothing from more threads than cores";
                    case BEST -> "no other choice had a higher throughput" + limit;
                    case SMALLEST -> "the smallest within 4 % of the best" + limit;
                };
        settled =
                "After %s it settled on %s (%s/s): %s."
                        .formatted(
                                Quantities.nanos((double) (now.nanos() - began)),
                                kind.wide(width),
                                number(rate),
                                reason);
    }

    /** Locks and memory, where there is something to say of them. */
    private String beside(RunReading now) {
        StringJoiner all = new StringJoiner(" ");
        RunReading.Around around = now.around();
        if (around.locked() >= MUCH_LOCKED) {
            all.add(
                    "In %s of the samples, a lane waited for a lock (%s) that another lane held."
                            .formatted(Quantities.percent(around.locked()), around.lock()));
        }
        double each = (double) (around.allocated() - allocated) / (now.attempts() - attempts);
        if (allocated >= 0 && around.allocated() >= 0 && each >= MUCH_ALLOCATED) {
            all.add("An input allocated about " + Quantities.bytes(each) + ".");
        }
        return all.toString();
    }

    /** The throughput had shifted, and the search begins again. */
    void again(double change, RunReading now) {
        restarts++;
        if (change == 0) {
            looks++;
        } else if (restarts - looks <= MOST_CHANGES) {
            changes.add(settled);
            changes.add(
                    "After %s the throughput had %s by %s, so it searched again."
                            .formatted(
                                    Quantities.nanos((double) (now.nanos() - began)),
                                    change < 0 ? "fallen" : "risen",
                                    Quantities.percent(Math.abs(change))));
        }
        settled = "";
        limit = "";
        count = 0;
        tried = tries();
    }

    @Override
    public String toString() {
        StringJoiner all = new StringJoiner(" ");
        add(all, saw);
        add(all, beside);
        add(all, blind);
        add(all, changes.toString());
        if (restarts - looks > MOST_CHANGES) {
            add(
                    all,
                    String.format(
                            Locale.ROOT, "It searched again %d times in all.", restarts - looks));
        }
        if (looks > 0) {
            add(
                    all,
                    String.format(
                            Locale.ROOT,
                            "It also checked other widths %d times without a change of throughput.",
                            looks));
        }
        if (count > 0) {
            add(all, "It tried " + tried + ".");
        }
        add(all, settled);
        if (settled.isEmpty()) {
            add(all, count == 0 && restarts == 0 ? "" : "The run ended before it had settled.");
        }
        return all.toString();
    }

    private static void add(StringJoiner all, String sentence) {
        if (!sentence.isEmpty()) {
            all.add(sentence);
        }
    }

    private static String number(double value) {
        return value >= 10 ? Quantities.count(Math.round(value)) : Quantities.number(value);
    }
}
