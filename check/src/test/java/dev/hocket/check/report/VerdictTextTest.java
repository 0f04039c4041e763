package dev.hocket.check.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTextTest {
    @Test
    void aDeadlockIsToldThenShownThenReplayed() throws IOException {
        assertEquals(
                golden("deadlock-100.txt"),
                VerdictText.of(Samples.deadlock(), 100, Samples.REPLAY));
    }

    @Test
    void aNarrowTerminalGetsAListWhereColumnsWouldNotFit() throws IOException {
        assertEquals(
                golden("deadlock-46.txt"), VerdictText.of(Samples.deadlock(), 46, Samples.REPLAY));
    }

    @Test
    void whatNobodyHoldsIsNotSaidToBeHeld() throws IOException {
        assertEquals(
                golden("missed-signal-80.txt"), VerdictText.of(Samples.missedSignal(), 80, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 46, 60, 80, 100, 132, 200})
    void noLineIsWiderThanTheTerminal(int columns) {
        String text = VerdictText.of(Samples.deadlock(), columns, "");
        text.lines()
                .forEach(line -> assertTrue(line.length() <= columns, () -> columns + ": " + line));
        assertTrue(text.contains("philosopher-1"));
    }

    @Test
    void theReplayLineIsNeverBroken() {
        String line = "hocket check " + "x".repeat(200) + " --replay y";
        assertTrue(
                VerdictText.of(Samples.deadlock(), 60, line)
                        .lines()
                        .anyMatch(("  " + line)::equals));
    }

    @Test
    void aCleanVerdictSaysHowMuchWasCovered() {
        String all = VerdictText.of(Samples.clean(true), 200, "ignored");
        assertEquals(
                """
                Nothing found in Table#ordered

                1,234 schedules, 56,789 controlled steps, 4 threads, in 0.35 s; seed 1.
                Every interleaving was covered, up to the order of steps that do not touch each other, and to \
                spurious wake-ups of waits in loops.
                Steps are seen in one order by all threads (sequential consistency); what a processor may \
                reorder is reported as a data race instead.
                """,
                all);
        assertTrue(
                VerdictText.of(Samples.clean(false, "A note."), 200, "")
                        .contains("may find more.\n"));
        assertTrue(
                VerdictText.of(Samples.clean(false, "A note."), 200, "").contains("\nA note.\n"));
    }

    @Test
    void aLivelockStatesItsBound() {
        assertTrue(
                VerdictText.of(Samples.livelock(), 200, "")
                        .contains(
                                "After 10,000 steps a schedule continues under a fair scheduler"));
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        String text = VerdictText.of(Samples.hostile(), 100, "");
        assertFalse(text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
        assertFalse(text.contains("\u202e"));
        assertTrue(text.contains("\\u001b[31m\\n\\u202e"));
    }

    static String golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(VerdictTextTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
