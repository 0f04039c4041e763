package dev.hocket.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

class JsonTextTest {
    @Test
    void valuesAreWritten() {
        assertEquals(
                "[1, 2.5, true, null, \"a\"]",
                JsonText.text(Arrays.asList(1, 2.5, true, null, "a")));
        assertEquals(
                "{\"a\": {}, \"b\": []}",
                JsonText.text(new TreeMap<>(Map.of("a", Map.of(), "b", List.of()))));
    }

    @Test
    void optionalsAreTheirValuesOrNull() {
        assertEquals(
                "[\"x\", 1, 2, 0.5, null, null, null, null]",
                JsonText.text(
                        List.of(
                                Optional.of("x"),
                                OptionalInt.of(1),
                                OptionalLong.of(2),
                                OptionalDouble.of(0.5),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalLong.empty(),
                                OptionalDouble.empty())));
    }

    @Test
    void textIsEscaped() {
        assertEquals("\"\\\"\\\\\\u000a\\u0000é\\ud83d\\ude00\"", JsonText.text("\"\\\n\0é😀"));
    }
}
