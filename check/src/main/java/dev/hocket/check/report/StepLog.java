package dev.hocket.check.report;

import dev.hocket.check.SwitchReason;
import dev.hocket.check.TraceStep;
import dev.hocket.check.diagnosis.LockOwners;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.LibraryCalls;
import dev.hocket.check.schedule.SourcePlaces;
import dev.hocket.check.schedule.SourcePlaces.LibraryEntry;
import dev.hocket.check.schedule.StepRecorder;
import dev.hocket.check.schedule.TypeNames;
import dev.hocket.check.strategy.OperationConflicts;
import dev.hocket.check.strategy.ThreadOperation;
import dev.hocket.check.weave.CallNames;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records a schedule's steps and tells those that matter: what other threads could see, and who
 * waited for what.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class StepLog implements StepRecorder {
    private static final int MOST = 80;
    private static final int MOST_OF_ENDLESS = 400;
    private static final Set<String> ITERATING = Set.of("iterator", "hasNext", "next");

    private final List<Entry> entries = new ArrayList<>();
    final ObjectNames names = new ObjectNames();
    private final Map<Fiber, Entry> last = new HashMap<>();
    private @Nullable Entry unwritten;

    /** The objects in the order in which they were made or first used, for comparing two runs. */
    private final IdentityHashMap<Object, Integer> order = new IdentityHashMap<>();

    /** What repeats is shown, so what counts from round to round is left out. */
    private boolean endless;

    /** How many steps there were when two accesses raced; what comes after them is beside it. */
    private int untilRace = -1;

    /** What came after the race is not there any more. */
    private boolean cut;

    /** One step, as it was. */
    private static final class Entry {
        private final Fiber fiber;
        private final ThreadOperation operation;
        private final HookSite site;
        private final @Nullable Object target;
        private final int slot;
        private final String location;
        private final String ending;
        private final @Nullable Object shown;
        private final @Nullable Object callee;
        private final HookSite calleeSite;
        private final @Nullable LibraryEntry library;
        private final String argument;
        private String value = "";
        private boolean blocked;

        Entry(Fiber fiber, ThreadOperation operation, int site, @Nullable Object target, int slot) {
            this.fiber = fiber;
            this.operation = operation;
            this.site = HookSite.of(site);
            this.target = target;
            this.slot = slot;
            this.location =
                    fiber.entry != null && !fiber.caller.isEmpty() ? fiber.caller : fiber.location;
            this.ending =
                    fiber.timedOut
                            ? ", timed out"
                            : fiber.wokenForNothing ? " for no reason (a spurious wake-up)" : "";
            this.callee = fiber.callee;
            this.calleeSite = HookSite.of(fiber.calleeSite);
            this.library = fiber.entry;
            this.argument =
                    site != HookSite.NONE && fiber.argumentSite == site
                            ? ShortValues.argument(fiber.argument)
                            : "";
            boolean calls =
                    site != HookSite.NONE
                            && this.site.operation == ThreadOperation.CALL
                            && fiber.calleeSite == site;
            this.shown = calls ? fiber.callee : target;
        }
    }

    @Override
    public void picked(Fiber fiber) {
        written();
        if (untilRace < 0 && fiber.scheduler.memory.race() != null) {
            untilRace = entries.size();
        }
        if (!entries.isEmpty()) {
            Entry before = entries.getLast();
            before.blocked = !before.fiber.ended() && !before.fiber.enabled();
        }
        Entry entry = new Entry(fiber, fiber.operation, fiber.site, fiber.target, fiber.slot);
        entries.add(entry);
        if (entry.target != null) {
            order.putIfAbsent(entry.target, order.size());
        }
        hint(entry.site, entry.shown);
        if (entry.operation == ThreadOperation.READ) {
            entry.value = value(entry);
        } else if (entry.operation == ThreadOperation.WRITE) {
            unwritten = entry;
        }
    }

    @Override
    public void did(Fiber fiber, ThreadOperation operation, int site, Object target) {
        written();
        if (operation == ThreadOperation.EXIT
                && HookSite.of(site).operation == ThreadOperation.CALL) {
            return; // the call that locked it says enough
        }
        fiber.location = SourcePlaces.here(site);
        entries.add(new Entry(fiber, operation, site, target, -1));
    }

    @Override
    public void seen(Object object, int site) {
        order.putIfAbsent(object, order.size());
        HookSite place = HookSite.of(site);
        if (place.operation == ThreadOperation.BEGIN) {
            names.declare(object, place.hint());
        } else {
            names.hint(object, place.hint());
        }
    }

    @Override
    public void returned(Fiber fiber, @Nullable Object receiver, HookSite site, boolean result) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (entry.fiber == fiber && entry.site == site) {
                entry.value = ShortValues.returned(receiver, site.name, result);
                return;
            }
        }
    }

    @Override
    public void gave(Fiber fiber, HookSite site, @Nullable Object result) {
        String text = ShortValues.value(result);
        for (int i = entries.size() - 1; i >= 0 && !text.isEmpty(); i--) {
            Entry entry = entries.get(i);
            if (entry.fiber == fiber && entry.site == site) {
                entry.value = entry.value.isEmpty() ? "= " + text : entry.value;
                return;
            }
        }
    }

    private void written() {
        Entry entry = unwritten;
        if (entry != null) {
            entry.value = value(entry);
            unwritten = null;
        }
    }

    private void hint(HookSite site, @Nullable Object target) {
        if (target != null && !(target instanceof String)) {
            if (site.operation == ThreadOperation.ENTER
                    || site.operation == ThreadOperation.CALL
                    || target.getClass().isArray()) {
                names.hint(target, site.hint());
            } else {
                names.hintOfOwner(target, site.hint());
            }
        }
    }

    private static String value(Entry entry) {
        Object target = entry.target;
        if (target == null) {
            return "";
        }
        if (target.getClass().isArray()) {
            return entry.slot >= 0 && entry.slot < Array.getLength(target)
                    ? ShortValues.value(Array.get(target, entry.slot))
                    : "";
        }
        return entry.site.operation == ThreadOperation.CALL
                ? ""
                : ShortValues.value(entry.site.value(target));
    }

    /** Where the first step is that another run of the same schedule did not have; or empty. */
    public String firstDifference(StepLog other) {
        written();
        other.written();
        for (int i = 0; i < entries.size(); i++) {
            Entry mine = entries.get(i);
            Entry its = i < other.entries.size() ? other.entries.get(i) : null;
            boolean same =
                    its != null
                            && its.fiber.number == mine.fiber.number
                            && its.operation == mine.operation
                            && its.location.equals(mine.location)
                            && its.value.equals(mine.value)
                            && number(mine) == other.number(its);
            if (!same) {
                return mine.location;
            }
        }
        return "";
    }

    /** Which of the objects it is that the step is on, in the order in which they came up. */
    private int number(Entry entry) {
        Object target = entry.target;
        return target == null ? -1 : order.getOrDefault(target, -1);
    }

    /** Forgets what came after the race. */
    void cutAtRace() {
        written();
        if (untilRace >= 0) {
            entries.subList(untilRace, entries.size()).clear();
            cut = true;
        }
    }

    /**
     * The steps that matter, ready to be shown.
     *
     * @param effects what the last step of a thread led to
     * @param waits what a thread waits for in the end
     */
    List<TraceStep> steps(Map<Fiber, String> effects, Map<Fiber, String> waits, boolean repeats) {
        written();
        entries.forEach(entry -> last.put(entry.fiber, entry));
        int first = firstStart();
        Set<Entry> shared = shared(first);
        if (repeats) {
            return round(first, shared);
        }
        ShownSteps steps = new ShownSteps();
        List<TraceStep> late = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String effect = lastOf(i) ? effects.getOrDefault(entry.fiber, "") : "";
            String waiting = lastOf(i) ? waits.getOrDefault(entry.fiber, "") : "";
            boolean shown = lastOf(i) && !givesBack(entry, effect + waiting);
            boolean switches = switches(i);
            if (shown
                    || !entry.ending.isEmpty()
                    || shared.contains(entry)
                    || (switches && i >= first && !quiet(entry))) {
                boolean preempted = switches && !entry.blocked;
                boolean here = inside(entry) && !preempted;
                boolean apart = !waiting.isEmpty() && !here;
                steps.add(
                        step(
                                entry,
                                apart ? "" : effect + waiting,
                                switches && !(apart && entry.blocked)
                                        ? why(i, entry)
                                        : SwitchReason.NONE),
                        iterated(entry),
                        !(waiting + entry.ending).isEmpty());
                if (apart && preempted) {
                    late.add(waits(entry, waiting, SwitchReason.NONE));
                } else if (apart) {
                    steps.add(
                            waits(
                                    entry,
                                    waiting,
                                    switches ? SwitchReason.BLOCKED : SwitchReason.NONE),
                            "",
                            true);
                }
            }
        }
        late.forEach(step -> steps.add(step, "", true));
        return steps.last(MOST);
    }

    /** The collection through which the step goes on, or empty. */
    private String iterated(Entry entry) {
        boolean iterates =
                entry.site.operation == ThreadOperation.CALL
                        && ITERATING.contains(entry.site.name)
                        && entry.site.owner.startsWith("java.util.");
        return iterates ? names.of(entry.shown) : "";
    }

    /** One round of what does not end, from where all is by turns. */
    private List<TraceStep> round(int first, Set<Entry> shared) {
        endless = true;
        List<TraceStep> steps = new ArrayList<>();
        int size = entries.size();
        int from = Math.max(first, size - MOST_OF_ENDLESS);
        for (int i = from; i < Math.min(size, from + MOST_OF_ENDLESS); i++) {
            Entry entry = entries.get(i);
            if (shared.contains(entry) || !quiet(entry)) {
                steps.add(step(entry, "", switches(i) ? why(i, entry) : SwitchReason.NONE));
            }
        }
        return EndlessRound.last(steps);
    }

    private boolean switches(int i) {
        return i + 1 < entries.size() && entries.get(i + 1).fiber != entries.get(i).fiber;
    }

    /** A thread's last step, where it gives back a lock that no other wants and nothing follows. */
    private static boolean givesBack(Entry entry, String outcome) {
        return entry.operation == ThreadOperation.EXIT && outcome.isEmpty();
    }

    /** Where the first thread was started: before, there is nothing to interleave. */
    private int firstStart() {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).operation == ThreadOperation.START) {
                return i;
            }
        }
        return 0;
    }

    /** A thread's beginning, or what a timer of the JDK does inside: says nothing by itself. */
    private static boolean quiet(Entry entry) {
        return entry.operation == ThreadOperation.BEGIN || ofJdk(entry);
    }

    private static boolean ofJdk(Entry entry) {
        return entry.site.inClass.startsWith("java.") && entry.operation != ThreadOperation.WAIT;
    }

    /** Whether the thread has come to its first step. */
    boolean began(Fiber fiber) {
        return entries.stream().anyMatch(entry -> entry.fiber == fiber);
    }

    private TraceStep step(Entry entry, String effect, SwitchReason switched) {
        return new TraceStep(
                entry.fiber.number,
                text(entry),
                valueOf(entry),
                entry.location,
                "",
                effect,
                switched);
    }

    /** What a thread waits for in the end, as a step of its own. */
    private static TraceStep waits(Entry entry, String waiting, SwitchReason switched) {
        return new TraceStep(
                entry.fiber.number, waiting, "", entry.fiber.location, "", "", switched);
    }

    /** Whether what the fiber waits for is within the call that was its last step. */
    private static boolean inside(Entry entry) {
        return entry.site.number != HookSite.NONE
                && entry.fiber.callee != null
                && entry.fiber.calleeSite == entry.site.number;
    }

    private boolean lastOf(int i) {
        return last.get(entries.get(i).fiber) == entries.get(i);
    }

    private SwitchReason why(int i, Entry entry) {
        for (int j = i + 1; j < entries.size(); j++) {
            Entry next = entries.get(j);
            if (next.fiber == entry.fiber) {
                return next.operation == ThreadOperation.YIELD
                        ? SwitchReason.YIELDED
                        : stopped(entry);
            }
        }
        return entry.fiber.ended() && !cut ? SwitchReason.ENDED : stopped(entry);
    }

    private static SwitchReason stopped(Entry entry) {
        return entry.blocked ? SwitchReason.BLOCKED : SwitchReason.PREEMPTED;
    }

    /**
     * Steps on what more than one thread uses and at least one changes, or what a thread waits for
     * in the end; and those that start threads.
     */
    private Set<Entry> shared(int first) {
        IdentityHashMap<Object, Map<Integer, List<Entry>>> by = new IdentityHashMap<>();
        Set<Entry> matter = new HashSet<>();
        for (Entry entry : entries.subList(first, entries.size())) {
            if (entry.operation == ThreadOperation.START) {
                matter.add(entry);
            } else if (entry.target != null && !quiet(entry)) {
                by.computeIfAbsent(entry.target, unseen -> new HashMap<>())
                        .computeIfAbsent(whole(entry) ? 0 : entry.slot, unseen -> new ArrayList<>())
                        .add(entry);
            }
        }
        for (Fiber fiber : last.keySet()) {
            Object awaited = fiber.enabled() ? null : LockOwners.awaited(fiber);
            if (awaited != null) {
                by.getOrDefault(LibraryCalls.shared(awaited), Map.of())
                        .values()
                        .forEach(matter::addAll);
            }
        }
        for (Map<Integer, List<Entry>> slots : by.values()) {
            for (List<Entry> all : slots.values()) {
                boolean several =
                        all.stream().map(entry -> entry.fiber).distinct().limit(2).count() > 1;
                if (several
                        && all.stream()
                                .anyMatch(entry -> entry.operation != ThreadOperation.READ)) {
                    matter.addAll(all);
                }
            }
        }
        return matter;
    }

    /** Whether it is a call, of the object as a whole, that locks it. */
    private static boolean whole(Entry entry) {
        return entry.site.operation == ThreadOperation.CALL && entry.slot < 0;
    }

    private String text(Entry entry) {
        String verb = entry.operation.verb();
        if (ofJdk(entry)) {
            return "uses a " + TypeNames.simple(entry.site.inClass);
        }
        String object = names.of(entry.shown);
        String late = entry.ending;
        return switch (entry.operation) {
            case BEGIN -> "starts";
            case YIELD -> verb;
            case SLEEP -> "wakes from sleep";
            case PARK -> called(entry) + late;
            case WAIT -> "wakes from waiting on " + object + late;
            case READ, WRITE -> access(entry, verb, object);
            case CALL -> call(entry, object);
            case JOIN -> verb + " " + object + late;
            case ENTER ->
                    entry.site.operation == ThreadOperation.CALL
                            ? call(entry, object)
                            : verb + " " + object;
            default -> verb + " " + object;
        };
    }

    private String called(Entry entry) {
        LibraryEntry library = entry.library;
        if (library != null) {
            return "wakes in " + CallNames.of(library);
        }
        return entry.callee == null
                ? "wakes from parking"
                : "wakes in " + call(entry.callee, entry.calleeSite, "");
    }

    private String call(@Nullable Object callee, HookSite site, String argument) {
        return (callee == OperationConflicts.TASKS
                        ? TypeNames.simple(site.owner)
                        : names.of(callee))
                + "."
                + site.name
                + "("
                + argument
                + ")";
    }

    private String call(Entry entry, String object) {
        LibraryEntry library = entry.library;
        if (library != null) {
            return "calls " + CallNames.of(library);
        }
        return entry.site == HookSite.of(HookSite.NONE)
                ? "uses " + object
                : "calls " + call(entry.shown, entry.site, endless ? "" : entry.argument);
    }

    private String access(Entry entry, String verb, String object) {
        if (entry.site.operation == ThreadOperation.CALL) {
            return call(entry, object);
        }
        String variable =
                entry.target != null && entry.target.getClass().isArray()
                        ? object + "[" + entry.slot + "]"
                        : object + "." + entry.site.name;
        return verb + " " + variable;
    }

    /** What a step read, wrote or was given. */
    private static String valueOf(Entry entry) {
        boolean access =
                entry.site.operation != ThreadOperation.CALL
                        && (entry.operation == ThreadOperation.READ
                                || entry.operation == ThreadOperation.WRITE);
        return access && !entry.value.isEmpty() ? "= " + entry.value : entry.value;
    }
}
