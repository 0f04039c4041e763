package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.corpus.fail.FutureInOnlyThread;
import dev.hocket.check.corpus.fail.LocksInList;
import dev.hocket.check.corpus.fail.PoolWaitsForItself;
import dev.hocket.check.corpus.fail.SpinnerLeft;
import dev.hocket.check.corpus.fail.StreamAddsToList;
import dev.hocket.check.corpus.fail.TimerLeft;
import dev.hocket.check.corpus.fail.UpgradeLock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What reports say: the names of things, and the steps that are shown. */
class ReportTest {
    private static Finding found(Check check) throws Exception {
        Finding finding = check.run().finding();
        assertNotNull(finding);
        return finding;
    }

    private static Finding found(Class<?> type, String method) throws Exception {
        return found(Check.of(type, method));
    }

    private static void assertSays(String part, Finding finding) {
        assertTrue(finding.headline().contains(part), finding.headline());
    }

    private static boolean shows(Finding finding, String operation) {
        return finding.steps().stream().anyMatch(step -> step.text().startsWith(operation));
    }

    private static void assertShows(String operation, Finding finding) {
        assertTrue(
                shows(finding, operation),
                () -> finding.steps().stream().map(TraceStep::text).toList().toString());
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing happens between the two
    private static void inOrder(Lock one, Lock other) {
        one.lock();
        try {
            other.lock();
            other.unlock();
        } finally {
            one.unlock();
        }
    }

    @Test
    void locksOfALocalListHaveItsNameAndTheirPlace() throws Exception {
        Finding finding = found(LocksInList.class, "test");
        for (int i = 0; i < 3; i++) {
            assertSays("locks[" + i + "], held by", finding);
        }
        assertFalse(shows(finding, "calls locks.add()"), "before the first thread");
    }

    static void mapped() throws InterruptedException {
        Map<String, ReentrantLock> locks = new HashMap<>();
        locks.put("alice", new ReentrantLock());
        locks.put("bob", new ReentrantLock());
        Thread there =
                Thread.ofVirtual().start(() -> inOrder(locks.get("alice"), locks.get("bob")));
        inOrder(locks.get("bob"), locks.get("alice"));
        there.join();
    }

    @Test
    void locksOfALocalMapHaveTheirKeys() throws Exception {
        Finding finding = found(ReportTest.class, "mapped");
        assertSays("locks[alice], held by", finding);
        assertSays("locks[bob], held by", finding);
    }

    private static final class Account {
        final Lock lock = new ReentrantLock();
    }

    static void accounts() throws InterruptedException {
        Account alice = new Account();
        Account bob = new Account();
        Thread there = Thread.ofVirtual().start(() -> inOrder(alice.lock, bob.lock));
        inOrder(bob.lock, alice.lock);
        there.join();
    }

    @Test
    void locksThatObjectsHaveAreToldApartByTheirOwners() throws Exception {
        Finding finding = found(ReportTest.class, "accounts");
        assertSays("waits for alice.lock, held by", finding);
        assertSays("waits for bob.lock, held by", finding);
    }

    static void local() throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread there = Thread.ofVirtual().start(() -> inOrder(left, right));
        inOrder(right, left);
        there.join();
    }

    @Test
    void locksHaveTheNamesOfTheVariablesTheyArePutIn() throws Exception {
        Finding finding = found(ReportTest.class, "local");
        assertSays("waits for left, held by", finding);
        assertSays("waits for right, held by", finding);
    }

    @Test
    void aPoolThatWaitsForItselfIsCalledThat() throws Exception {
        Finding two = found(PoolWaitsForItself.class, "test");
        assertSays("pool-1-thread-1 and pool-1-thread-2 are all the threads of their pool", two);
        Finding one = found(FutureInOnlyThread.class, "test");
        assertEquals(FindingKind.DEADLOCK, one.kind());
        assertSays("pool-1-thread-1 is the only thread of its pool", one);
        assertShows("calls CompletableFuture.supplyAsync()", one);
    }

    @Test
    void aReadLockThatIsToBecomeAWriteLockIsCalledThat() throws Exception {
        assertSays("a read lock does not become a write lock", found(UpgradeLock.class, "test"));
    }

    @Test
    void ofWhatDoesNotEndOneRoundIsShown() throws Exception {
        Finding finding = found(SpinnerLeft.class, "test");
        assertEquals(FindingKind.LEFT_RUNNING, finding.kind());
        assertSays("spinner keeps running and never finishes", finding);
        assertEquals(2, finding.steps().size(), finding.steps()::toString);
        assertEquals("and again from step 1, without an end", finding.steps().getLast().effect());
    }

    @Test
    void whatATimerDoesInsideIsNotShown() throws Exception {
        Finding finding = found(TimerLeft.class, "test");
        assertFalse(shows(finding, "locks queue"), finding.steps()::toString);
        assertTrue(
                finding.threads().stream()
                        .anyMatch(thread -> thread.state().equals("waits for work")),
                finding.threads()::toString);
    }

    @Test
    void aMethodReferenceIsWhereItStands() throws Exception {
        Finding finding = found(StreamAddsToList.class, "test");
        List<String> places = new ArrayList<>();
        finding.steps().stream()
                .filter(step ->
                        step.text().startsWith("starts ForkJoin")
                                || step.text().startsWith("calls squares.add("))
                .map(TraceStep::location)
                .filter(place -> !place.isEmpty())
                .forEach(places::add);
        assertEquals(1, places.stream().distinct().count(), finding.steps()::toString);
    }

    static void late() throws InterruptedException {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread producer = new Thread(() -> queue.add("hello"), "producer");
        producer.start();
        String got = queue.poll(200, TimeUnit.MILLISECONDS);
        if (got == null) {
            throw new AssertionError("nothing came");
        }
        producer.join();
    }

    @Test
    void whoWaitedInVainIsToldWithWhereAndForWhom() throws Exception {
        Finding finding = found(ReportTest.class, "late");
        assertShows("wakes in queue.poll(), timed out", finding);
        ThreadSummary producer = finding.threads().getLast();
        assertEquals("producer has not begun", producer.name() + " " + producer.state());
    }

    static void counts() throws InterruptedException {
        AtomicInteger hits = new AtomicInteger();
        Thread other = new Thread(() -> hits.set(hits.get() + 1), "other");
        other.start();
        hits.incrementAndGet();
        other.join();
        if (hits.get() != 2) {
            throw new AssertionError("hits: " + hits);
        }
    }

    @Test
    void whatAtomicsHaveIsShown() throws Exception {
        Finding finding = found(ReportTest.class, "counts");
        assertShows("calls hits.get() = 0", finding);
        assertShows("calls hits.incrementAndGet(), now 1", finding);
        assertEquals("starts other", finding.steps().getFirst().operation());
    }

    static void looks() throws InterruptedException {
        Map<String, Integer> ages = new ConcurrentHashMap<>();
        Thread other = new Thread(() -> ages.put("ann", 7), "other");
        other.start();
        if (ages.get("ann") == null) {
            throw new AssertionError("no age");
        }
        other.join();
    }

    @Test
    void whatCallsAreGivenAndReturnIsShown() throws Exception {
        assertShows("calls ages.get(\"ann\") = null", found(ReportTest.class, "looks"));
    }

    static void readsTwice() throws InterruptedException {
        int[] hits = {0};
        Thread other =
                new Thread(
                        () -> {
                            if (hits[0] > 1) {
                                throw new IllegalStateException("hits: " + hits[0]);
                            }
                        },
                        "other");
        other.start();
        hits[0]++;
        other.join();
    }

    /** The line of a read that races is that of the thread that reads. */
    @Test
    void aRaceIsWhereItsThreadsAre() throws Exception {
        Finding finding = found(ReportTest.class, "readsTwice");
        assertEquals(FindingKind.DATA_RACE, finding.kind());
        List<String> places =
                Pattern.compile("ReportTest.java:\\d+")
                        .matcher(finding.headline())
                        .results()
                        .map(MatchResult::group)
                        .toList();
        assertEquals(2, places.stream().distinct().count(), finding.headline());
    }

    static void spin() throws InterruptedException {
        AtomicInteger never = new AtomicInteger();
        Runnable spinning =
                () -> {
                    while (never.get() == 0) {
                        Thread.onSpinWait();
                    }
                };
        Thread other = Thread.ofVirtual().name("other").start(spinning);
        spinning.run();
        other.join();
    }

    @Test
    void whatDoesNotEndIsShownByFairTurns() throws Exception {
        Finding finding = found(ReportTest.class, "spin");
        assertEquals(FindingKind.LIVELOCK, finding.kind());
        Schedule schedule = finding.schedule();
        int left = schedule.bound() / 2;
        for (Schedule.Turn turn : schedule.turns().reversed()) {
            if (left > 0) {
                assertEquals(1, turn.steps(), schedule::text);
            }
            left -= turn.steps();
        }
    }

    @Test
    void whereTheTestCalledWhatStandsElsewhereIsSaid() throws Exception {
        Finding finding = found(Check.that(() -> UpgradeLock.test()));
        String place = finding.threads().getFirst().location();
        assertTrue(
                place.matches("UpgradeLock\\.java:\\d+, called at ReportTest\\.java:\\d+"), place);
    }

    @Test
    void whatCannotBeTakenAlongIsSaid() {
        Object outside = new Object();
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Check.that(() -> assertNotNull(outside)).run());
        assertTrue(
                String.valueOf(refused.getMessage()).contains("cannot take a java.lang.Object"),
                refused.getMessage());
    }

    static void asserts() throws InterruptedException {
        int[] hits = {0};
        Thread other = new Thread(() -> hits[0]++, "other");
        other.start();
        hits[0]++;
        other.join();
        assertEquals(2, hits[0]);
    }

    @Test
    void anAssertionThatFailsIsWhereTheTestHasIt() throws Exception {
        Finding finding = found(ReportTest.class, "asserts");
        assertEquals(FindingKind.FAILURE, finding.kind());
        assertSays("(ReportTest.java:", finding);
        for (TraceStep step : finding.steps()) {
            assertFalse(
                    step.effect().equals("ends") && step.switched() == SwitchReason.PREEMPTED,
                    finding.steps()::toString);
        }
    }
}
