package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class TargetPathTest {
    @Test
    void namesAreDecoded() throws RefusedRequestException {
        assertEquals(
                new TargetPath(List.of("a b", "ü", "%"), false),
                TargetPath.of("/a%20b/%c3%BC/%25"));
        assertEquals(new TargetPath(List.of("a"), true), TargetPath.of("//./a//."));
        assertEquals(new TargetPath(List.of("...", "a..b"), true), TargetPath.of("/.../a..b/%2e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/a/../b", "/%2e%2e/", "/.%2E", "/..//", "/%", "/%4", "/%zz"})
    void theWayUpIsRefused(String path) {
        assertEquals(
                400,
                assertThrows(RefusedRequestException.class, () -> TargetPath.of(path)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2fb", "/..%2f..%2fetc", "/a%00b", "/%ff"})
    void namesThatNoFileCanHaveAreNone(String path) throws RefusedRequestException {
        assertNull(TargetPath.of(path));
    }
}
