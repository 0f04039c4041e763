package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked tests have what JUnit gives to tests: nested classes, parameters, what runs before. */
class JUnitTest {
    private static boolean prepared;
    private final List<String> calls = new ArrayList<>();

    @BeforeAll
    static void prepareOnce() {
        prepared = true;
    }

    @BeforeEach
    void prepare(TestInfo info) {
        calls.add("outer " + info.getTestMethod().orElseThrow().getName());
    }

    /** The sum of what two threads add is right, in every schedule. */
    private static void addInTwoThreads(int times) throws InterruptedException {
        Semaphore permits = new Semaphore(0);
        Runnable adding = () -> permits.release(times);
        Thread other = new Thread(adding);
        other.start();
        adding.run();
        other.join();
        assertEquals(2 * times, permits.availablePermits());
    }

    @Checked(schedules = 50)
    void whatRunsOnceIsRunInEachSchedule(TestInfo info) throws InterruptedException {
        assertTrue(prepared);
        assertEquals("whatRunsOnceIsRunInEachSchedule()", info.getDisplayName());
        addInTwoThreads(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @CheckedEach(schedules = 50)
    void argumentsAreTakenAlong(int times) throws InterruptedException {
        assertFalse(calls.isEmpty());
        addInTwoThreads(times);
    }

    @Nested
    class Inner {
        @BeforeEach
        void prepareInner() {
            calls.add("inner");
        }

        @AfterEach
        void leave() {
            calls.clear();
        }

        @Checked(schedules = 50)
        void nestedTestsHaveTheObjectsAroundThem() throws InterruptedException {
            addInTwoThreads(2);
            assertEquals(List.of("outer nestedTestsHaveTheObjectsAroundThem", "inner"), calls);
            calls.add("test");
        }
    }
}
