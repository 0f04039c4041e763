package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.softwaremill.jox.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What single rows of reports say, and which of them are there. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // that is what is checked
class ReportRowsTest {
    private static Finding found(String method) throws Exception {
        Finding finding = Check.of(ReportRowsTest.class, method).run().finding();
        assertNotNull(finding);
        return finding;
    }

    private static List<String> rows(Finding finding) {
        return finding.steps().stream()
                .map(step ->
                        finding.threads().get(step.thread()).name()
                                + " "
                                + step.text()
                                + (step.effect().isEmpty() ? "" : " => " + step.effect()))
                .toList();
    }

    private static void assertShows(String row, Finding finding) {
        assertTrue(
                rows(finding).stream().anyMatch(each -> each.startsWith(row)),
                () -> String.join("\n", rows(finding)));
    }

    static void asserts() throws InterruptedException {
        AtomicInteger hits = new AtomicInteger();
        Thread other = new Thread(() -> hits.set(hits.get() + 1), "other");
        other.start();
        hits.incrementAndGet();
        other.join();
        int total = hits.get();
        if (total != 2) {
            throw new AssertionError("hits: " + total);
        }
    }

    @Test
    void anExceptionIsARowOfItsOwnWithItsPlace() throws Exception {
        Finding finding = found("asserts");
        TraceStep last = finding.steps().getLast();
        assertEquals("throws AssertionError: hits: 1", last.text());
        assertTrue(last.source().startsWith("throw new AssertionError("), last::toString);
        assertFalse(
                finding.steps().stream().anyMatch(step -> step.effect().contains("throws")),
                () -> String.join("\n", rows(finding)));
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing happens between the two
    private static void inOrder(Semaphore one, Semaphore other) {
        one.acquireUninterruptibly();
        other.acquireUninterruptibly();
        other.release();
        one.release();
    }

    static void permits() throws InterruptedException {
        Semaphore left = new Semaphore(1);
        Semaphore right = new Semaphore(1);
        Thread other = new Thread(() -> inOrder(left, right), "other");
        other.start();
        inOrder(right, left);
        other.join();
    }

    @Test
    void permitsAreNamedByWhoTookThem() throws Exception {
        Finding finding = found("permits");
        assertEquals(FindingKind.DEADLOCK, finding.kind());
        assertEquals(
                "main waits for left, held by other, which waits for right, held by main.",
                finding.sentence());
    }

    static void lastPermit() throws InterruptedException {
        Semaphore permits = new Semaphore(2);
        Thread other = new Thread(permits::acquireUninterruptibly, "other");
        other.start();
        permits.acquire(2);
        permits.release();
        other.join();
        permits.acquire(1);
    }

    @Test
    void whoTookPermitsAndHasEndedIsNamed() throws Exception {
        Finding finding = found("lastPermit");
        assertEquals("main waits for permits, held by main and other (ended).", finding.sentence());
    }

    static void iterates() throws InterruptedException {
        List<String> names = new ArrayList<>(List.of("ann", "bob"));
        Thread other = new Thread(() -> names.add("eve"), "other");
        other.start();
        for (String name : names) {
            assertFalse(name.isEmpty());
        }
        other.join();
    }

    @Test
    void iteratorsBelongToTheirCollection() throws Exception {
        Finding finding = found("iterates");
        assertFalse(
                rows(finding).stream().anyMatch(row -> row.contains("Itr")),
                () -> String.join("\n", rows(finding)));
        assertShows("main iterates over names (2 calls)", finding);
    }

    static void channels() throws InterruptedException {
        Channel<String> questions = Channel.newRendezvousChannel();
        Channel<String> answers = Channel.newRendezvousChannel();
        Thread other =
                new Thread(
                        () -> {
                            try {
                                answers.send(questions.receive());
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        "other");
        other.start();
        answers.receive();
        questions.send("why");
        other.join();
    }

    @Test
    void channelsHaveTheNamesOfTheirVariables() throws Exception {
        Finding finding = found("channels");
        assertTrue(
                finding.sentence().contains("main waits in answers.receive()"), finding::sentence);
        assertTrue(
                finding.sentence().contains("other waits in questions.receive()"),
                finding::sentence);
        assertShows("main calls answers.receive() => waits in answers.receive()", finding);
        TraceStep asks = finding.steps().get(1);
        assertEquals("answers.receive();", asks.source(), asks::toString);
    }

    static void awaitsOnce() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        boolean[] ready = {false};
        Thread setter =
                new Thread(
                        () -> {
                            lock.lock();
                            ready[0] = true;
                            changed.signal();
                            lock.unlock();
                        },
                        "setter");
        lock.lock();
        setter.start();
        changed.await();
        boolean woken = ready[0];
        lock.unlock();
        setter.join();
        if (!woken) {
            throw new AssertionError("woken too early");
        }
    }

    @Test
    void aSpuriousWakeUpIsARow() throws Exception {
        assertShows(
                "main wakes in changed.await() for no reason (a spurious wake-up)",
                found("awaitsOnce"));
    }

    static void blocksEarly() throws InterruptedException {
        Semaphore gate = new Semaphore(0);
        AtomicInteger count = new AtomicInteger();
        Thread early =
                new Thread(
                        () -> {
                            count.incrementAndGet();
                            gate.acquireUninterruptibly();
                        },
                        "early");
        early.start();
        Thread other =
                new Thread(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                count.incrementAndGet();
                            }
                        },
                        "other");
        other.start();
        other.join();
        early.join();
    }

    @Test
    void theStepAtWhichAThreadBlockedIsKept() throws Exception {
        Finding finding = found("blocksEarly");
        assertEquals(FindingKind.MISSED_SIGNAL, finding.kind());
        assertShows("early calls gate.acquireUninterruptibly() => waits for gate", finding);
        assertTrue(
                rows(finding).stream()
                        .anyMatch(row -> row.matches(".*\\(\\d+ steps before this.*")),
                () -> String.join("\n", rows(finding)));
    }

    static void byHash() throws InterruptedException {
        Set<Object> all = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            all.add(new Object());
        }
        AtomicInteger count = new AtomicInteger();
        Thread other = new Thread(count::incrementAndGet, "other");
        other.start();
        for (Object each : all) {
            synchronized (each) {
                count.incrementAndGet();
            }
        }
        other.join();
    }

    @Test
    void anOrderByIdentityHashCodesIsToldWithItsPlace() throws Exception {
        Verdict verdict = Check.of(ReportRowsTest.class, "byHash").schedules(30).run();
        assertTrue(
                verdict.coverage()
                        .notes()
                        .toString()
                        .matches(
                                ".*ReportRowsTest\\.java:\\d+ goes through a HashSet in the order"
                                        + " of identity hash codes.*"),
                () -> verdict.text(120, ""));
    }

    /** Properties of the JVM stay what they were: no two schedules are alike. */
    static void bySchedule() throws InterruptedException {
        int before = Integer.getInteger("hocket.schedules.before", 0);
        System.setProperty("hocket.schedules.before", Integer.toString(before + 1));
        AtomicInteger count = new AtomicInteger();
        Thread other = new Thread(count::incrementAndGet, "other");
        other.start();
        count.addAndGet(before);
        other.join();
        if (before == 3) {
            throw new AssertionError("the fourth");
        }
    }

    @Test
    void theFirstPlaceWhereRunsDifferIsTold() throws Exception {
        Finding finding = found("bySchedule");
        assertEquals(FindingKind.NOT_DETERMINISTIC, finding.kind());
        TraceStep adds =
                finding.steps().stream()
                        .filter(step -> step.operation().contains("count.addAndGet"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(
                finding.sentence().contains("differ from " + adds.location() + " on"),
                finding::sentence);
    }

    @Test
    void aScheduleOfAnotherTestIsRefused() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Check.of(ReportRowsTest.class, "byHash")
                                        .replay(Schedule.parse("0x3 7x2 0x1"))
                                        .run());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("thread 7 cannot take its turn, number 2 of 3"),
                refused::getMessage);
    }
}
