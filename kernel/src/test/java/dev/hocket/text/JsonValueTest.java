package dev.hocket.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Json} as text and back. */
class JsonValueTest {
    @Test
    void valuesComeBackAsTheyWere() throws JsonReader.Malformed {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("text", "\"\\\n\té😀\u007f");
        value.put("whole", Long.MIN_VALUE);
        value.put("number", -1.5e-7);
        value.put("flags", Arrays.asList(true, false, null));
        value.put("empty", Map.of());
        value.put("none", List.of());
        assertEquals(value, Json.parse(Json.text(value)));
    }

    @Test
    void valuesAreWrittenOnOneLine() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", Map.of());
        value.put("b", List.of(1, 2.5, true, "x\n"));
        assertEquals("{\"a\": {}, \"b\": [1, 2.5, true, \"x\\u000a\"]}", Json.text(value));
    }

    @Test
    void optionalsAndNumbersThatJsonLacks() {
        assertEquals(
                "[1, null, 2, null, null]",
                Json.text(
                        Arrays.asList(
                                Optional.of(1),
                                Optional.empty(),
                                OptionalLong.of(2),
                                Double.NaN,
                                Double.NEGATIVE_INFINITY)));
    }

    @Test
    void halfAPairSurvives() throws JsonReader.Malformed {
        assertEquals("a\ud83d!", Json.parse(Json.text("a\ud83d!")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "tru", "1 2", "{\"a\" 1}", "\"", "--1", "{1:2}"})
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(JsonReader.Malformed.class, () -> Json.parse(text));
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        assertThrows(JsonReader.Malformed.class, () -> Json.parse("[".repeat(100_000)));
    }
}
