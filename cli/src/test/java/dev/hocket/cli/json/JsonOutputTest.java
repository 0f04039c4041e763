package dev.hocket.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    @Test
    void valuesAreWritten() {
        assertEquals(
                "[1, 2.5, true, null, \"a\"]",
                JsonOutput.text(Arrays.asList(1, 2.5, true, null, "a")));
        assertEquals(
                "{\"a\": {}, \"b\": []}",
                JsonOutput.text(new TreeMap<>(Map.of("a", Map.of(), "b", List.of()))));
    }

    @Test
    void optionalsAreTheirValuesOrNull() {
        assertEquals(
                "[\"x\", 1, 2, 0.5, null, null, null, null]",
                JsonOutput.text(
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
        assertEquals("\"\\\"\\\\\\u000a\\u0000é\\ud83d\\ude00\"", JsonOutput.text("\"\\\n\0é😀"));
    }
}
