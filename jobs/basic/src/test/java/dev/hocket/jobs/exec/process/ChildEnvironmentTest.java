package dev.hocket.jobs.exec.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {

    private static Map<String, String> seen(ChildEnvironment environment, Map<String, String> own) {
        Map<String, String> seen = new HashMap<>(own);
        environment.applyTo(seen);
        return seen;
    }

    @Test
    void givesTheUserBackWhatTheLauncherReplaced() {
        Map<String, String> own =
                Map.of(
                        "HOME",
                        "/h",
                        "LC_ALL",
                        "C.UTF-8",
                        "HOCKET_USER_LC_ALL",
                        "C",
                        "HOCKET_OPTS",
                        "-Xmx1g");
        Map<String, String> seen = seen(ChildEnvironment.ofUser(own), own);
        assertEquals(Map.of("HOME", "/h", "LC_ALL", "C", "HOCKET_OPTS", "-Xmx1g"), seen);
    }

    @Test
    void takesAwayWhatTheUserDidNotHave() {
        Map<String, String> own =
                Map.of("HOME", "/h", "LC_ALL", "C.UTF-8", "HOCKET_USER_LC_ALL", "");
        ChildEnvironment environment = ChildEnvironment.ofUser(own);
        assertEquals(Map.of("HOME", "/h"), seen(environment, own));
        assertFalse(environment.passes("LC_ALL"));
        assertFalse(environment.passes("HOCKET_USER_LC_ALL"));
        assertTrue(environment.passes("HOME"));
    }

    @Test
    void setsFurtherVariables() {
        Map<String, String> own = Map.of("A", "1", "B", "2");
        ChildEnvironment environment = ChildEnvironment.ofUser(own).with(Map.of("B", "3", "C", ""));
        assertEquals(Map.of("A", "1", "B", "3", "C", ""), seen(environment, own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "A\0"})
    void refusesNamesThatNoEnvironmentCanHold(String name) {
        ChildEnvironment environment = ChildEnvironment.ofUser(Map.of());
        assertThrows(IllegalArgumentException.class, () -> environment.with(Map.of(name, "x")));
    }
}
