package dev.hocket.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> NAMES = List.of("csp", "forkjoin", "threads", "virtual");

    @ParameterizedTest
    @CsvSource({
        "virtul, virtual",
        "vritual, virtual",
        "virtuall, virtual",
        "thread, threads",
        "forkjion, forkjoin",
        "cps, nothing",
        "cs, csp",
        "gpu, nothing",
        "'', nothing",
        "vrtl, nothing"
    })
    void nearest(String word, String name) {
        assertEquals(name, Spelling.nearest(word, NAMES).orElse("nothing"));
    }
}
