package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"25", "25+36", "25-ea", "25.0.1", "25.0.2+10", "25.0.2.1"})
    void runtimesWithKnownFaultsAreNamed(String version) {
        String warning = RuntimeVersion.warning(Runtime.Version.parse(version));
        assertNotNull(warning);
        assertTrue(warning.startsWith("Java " + version + " "), warning);
        assertTrue(warning.endsWith("use Java 25.0.3 or newer"), warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.3+9-LTS", "25.0.10", "25.1", "26-ea", "27"})
    void othersAreNot(String version) {
        assertNull(RuntimeVersion.warning(Runtime.Version.parse(version)));
    }

    @Test
    void anOptionalPartDoesNotMakeAVersionNewer() {
        assertEquals(
                RuntimeVersion.warning(Runtime.Version.parse("25.0.2")) == null,
                RuntimeVersion.warning(Runtime.Version.parse("25.0.2+1-LTS")) == null);
    }
}
