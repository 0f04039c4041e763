package dev.hocket.choose.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFingerprintsTest {
    @SuppressWarnings("ArrayRecordComponent") // what is tested
    record Picture(String name, byte[] pixels) {}

    private static void assertSame(Object one, Object other) {
        assertEquals(OutputFingerprints.of(one), OutputFingerprints.of(other));
    }

    private static void assertDiffer(Object one, Object other) {
        assertNotEquals(OutputFingerprints.of(one), OutputFingerprints.of(other));
    }

    @Test
    void arraysGoByWhatTheyHold() {
        assertSame(new byte[] {1, 2}, new byte[] {1, 2});
        assertDiffer(new byte[] {1, 2}, new byte[] {2, 1});
        assertSame(new int[][] {{1}, {2, 3}}, new int[][] {{1}, {2, 3}});
        assertDiffer(new int[][] {{1}, {2, 3}}, new int[][] {{1, 2}, {3}});
        assertDiffer(new double[] {0.1 + 0.2}, new double[] {0.3});
    }

    @Test
    void recordsGoByTheirComponents() {
        assertSame(new Picture("a", new byte[] {1}), new Picture("a", new byte[] {1}));
        assertDiffer(new Picture("a", new byte[] {1}), new Picture("a", new byte[] {2}));
    }

    @Test
    void listsAreOrderedAndSetsAndMapsAreNot() {
        assertDiffer(List.of("a", "b"), List.of("b", "a"));
        assertSame(new LinkedHashSet<>(List.of("a", "b")), new LinkedHashSet<>(List.of("b", "a")));
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("y", 2);
        map.put("x", 1);
        assertSame(Map.of("x", 1, "y", 2), map);
        assertDiffer(Map.of("x", 1, "y", 2), Map.of("x", 2, "y", 1));
        assertDiffer(Set.of(1), Set.of(2));
    }

    @Test
    void textsAndNumbersGoByTheirText() {
        assertSame("ab", "a".concat("b"));
        assertSame(1L << 40, 1L << 40);
        assertDiffer(1.0, 1.0000000000000002);
        assertDiffer(Optional.empty(), Optional.of("a"));
    }

    @Test
    void filesGoByTheirBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a");
        long missing = OutputFingerprints.of(file);
        Files.writeString(file, "one");
        long one = OutputFingerprints.of(file);
        Files.writeString(file, "two");

        assertNotEquals(missing, one);
        assertNotEquals(one, OutputFingerprints.of(file));
        Files.writeString(file, "one");
        assertEquals(one, OutputFingerprints.of(file));
    }
}
