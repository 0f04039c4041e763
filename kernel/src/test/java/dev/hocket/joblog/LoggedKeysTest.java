package dev.hocket.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.source.KeyHash;
import dev.hocket.source.KeyHashSet;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is kept of keys in place of them. */
class LoggedKeysTest {

    @Test
    void hashesTellAMillionKeysApart() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            assertTrue(seen.add(KeyHash.first("https://example.org/page/" + i)), "collision");
        }
    }

    @Test
    void hashesSeeLengthOrderAndEveryCharacter() {
        String[] alike = {"", "\0", "\0\0", "\0\0\0", "\0\0\0\0", "ab", "ba", "abc", "abd", "abcd"};
        for (String a : alike) {
            for (String b : alike) {
                assertEquals(a.equals(b), KeyHash.first(a) == KeyHash.first(b), a + " and " + b);
                assertEquals(a.equals(b), KeyHash.second(a) == KeyHash.second(b), a + " and " + b);
            }
        }
        assertNotEquals(KeyHash.first("abc"), KeyHash.second("abc"));
        assertEquals(KeyHash.brief("käse"), KeyHash.brief(CharBuffer.wrap("käse")));
    }

    @Test
    void hashedKeysAreASetWithMarks() {
        KeyHashSet keys = new KeyHashSet();
        Map<String, Boolean> expected = new HashMap<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50_000; i++) {
            String key = "key " + random.nextInt(20_000);
            switch (random.nextInt(3)) {
                case 0 -> assertEquals(expected.putIfAbsent(key, false) == null, keys.add(key));
                case 1 -> {
                    keys.addEnded(key);
                    expected.put(key, true);
                }
                default -> assertEquals(expected.getOrDefault(key, false), keys.isEnded(key), key);
            }
        }
        expected.forEach((key, ended) -> {
            assertEquals(ended, keys.isEnded(key), key);
            assertFalse(keys.add(key), key);
        });
    }

    private record Line(int hash, boolean done, int checksum) {}

    @Test
    void theLastLineOfAPositionCounts() {
        LoggedInputs past = new LoggedInputs();
        Map<Long, Line> expected = new HashMap<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 60_000; i++) {
            boolean far = random.nextInt(10) == 0;
            long index = far ? random.nextLong(1L << 50) : random.nextLong(20_000);
            int hash = expected.containsKey(index) ? expected.get(index).hash : random.nextInt();
            boolean done = random.nextBoolean();
            int checksum = done && random.nextBoolean() ? random.nextInt(1, 1 << 30) : 0;
            assertTrue(past.put(index, hash, done));
            if (checksum != 0) {
                past.stored(index, checksum);
            }
            expected.put(index, new Line(hash, done, checksum));
        }
        expected.forEach((index, line) -> {
            assertTrue(past.isKnown(index));
            assertEquals(line.hash, past.hash(index));
            assertEquals(line.done, past.isDone(index));
            assertEquals(line.checksum != 0, past.isStored(index));
            assertTrue(line.checksum == 0 || line.checksum == past.checksum(index));
            assertFalse(past.put(index, line.hash + 1, true), "another key");
        });
        assertEquals(expected.size(), past.count());
        assertEquals(expected.values().stream().filter(Line::done).count(), past.done());
        assertEquals(
                expected.values().stream().filter(line -> line.checksum != 0).count(),
                past.stored());
        assertFalse(past.isKnown(1L << 51));
        assertFalse(past.isStored(1L << 51));
    }
}
