package dev.hocket.jobs.exec.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> seen = new ArrayList<>();
    private final LineSplitter lines =
            new LineSplitter(
                    (argument, output, buffer, offset, length) ->
                            seen.add(new String(buffer, offset, length, StandardCharsets.UTF_8)),
                    new CommandInput(1, "x"),
                    CommandOutput.STDOUT);

    private void add(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.add(bytes, bytes.length);
    }

    @Test
    void joinsWhatComesInPieces() throws IOException {
        for (String piece : List.of("a", "b\n", "\n", "c\nd", "\ne\n\nf", "", "g")) {
            add(piece);
        }
        assertEquals(List.of("ab\n", "\n", "c\n", "d\n", "e\n", "\n"), seen);
        lines.finish();
        lines.finish();
        assertEquals("fg", seen.getLast());
        assertEquals(7, seen.size());
    }

    @Test
    void handsAnEndlessLineOverInParts() throws IOException {
        String part = "x".repeat(1000);
        for (int i = 0; i < 3000; i++) {
            add(part);
        }
        add("\n");
        lines.finish();
        assertEquals(3_000_001, seen.stream().mapToInt(String::length).sum());
        assertEquals(3, seen.size());
    }
}
