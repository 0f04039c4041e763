package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.hocket.check.corpus.correct.Mocked;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mock;

/** Mocks that are subclasses, made at run time, are as good as those that Mockito makes inline. */
class MockMakersTest {
    @TempDir private static Path folder;

    @BeforeAll
    static void chooseSubclasses() throws IOException {
        Path maker = folder.resolve("mockito-extensions/org.mockito.plugins.MockMaker");
        Files.createDirectories(maker.getParent());
        Files.writeString(maker, "mock-maker-subclass\n");
    }

    private static Verdict check(Class<?> type, String method) throws Exception {
        String here = System.getProperty("java.class.path");
        return Check.of(type, method)
                .classPath(folder + File.pathSeparator + here)
                .schedules(100)
                .run();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"isCalledByTwoThreads", "answersInAPool", "tellsAnother", "aClassIsMocked"})
    void correctTestsPass(String method) throws Exception {
        Verdict verdict = check(Mocked.class, method);
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"areSubclasses", "fillFields"})
    void annotatedTestsPass(String method) throws Exception {
        Verdict verdict = check(WithFields.class, method);
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
    }

    @Test
    void aWrongTestFails() throws Exception {
        Finding finding = check(WithFields.class, "calledTooOften").finding();
        assertNotNull(finding);
        assertEquals(FindingKind.FAILURE, finding.kind());
        assertTrue(finding.sentence().contains("called twice"), finding.sentence());
    }

    /** A test class as JUnit has them; each call of a mock may be beside another one. */
    @SuppressWarnings("DirectInvocationOnMock") // the test itself uses what is mocked
    static class WithFields {
        /** What is mocked: it counts by itself where it is not. */
        static class Counter {
            int calls;

            int next() {
                return ++calls;
            }

            int real() {
                return next() + 1;
            }
        }

        @Mock private Counter counter;

        private static void beside(Runnable task) throws InterruptedException {
            Thread other = new Thread(task, "other");
            other.start();
            task.run();
            other.join();
        }

        @Checked
        void areSubclasses() throws InterruptedException {
            assertNotEquals(Counter.class, mock(Counter.class).getClass());
            assertEquals(Counter.class, mock(Counter.class).getClass().getSuperclass());
            beside(() -> assertEquals(0, mock(Counter.class).next()));
        }

        @Checked
        void fillFields() throws InterruptedException {
            when(counter.next()).thenReturn(7);
            when(counter.real()).thenCallRealMethod();
            beside(() -> assertEquals(8, counter.real()));
            verify(counter, times(2)).real();
        }

        @Checked
        void calledTooOften() throws InterruptedException {
            when(counter.next()).thenReturn(7);
            int[] sum = {0};
            beside(() -> {
                synchronized (sum) {
                    sum[0] += counter.next();
                }
            });
            if (sum[0] == 14) {
                throw new AssertionError("called twice");
            }
        }
    }
}
