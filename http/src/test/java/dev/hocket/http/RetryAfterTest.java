package dev.hocket.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hocket.testkit.web.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long servers ask to wait, in numbers and in dates of three forms. */
class RetryAfterTest {
    /** 2026-11-21 10:00:00. */
    private static final long NOW = 1_795_255_200;

    private static final String DATES =
            """
            Date: Sun, 06 Nov 1994 08:49:37 GMT
            Retry-After: Sun, 06 Nov 1994 08:50:37 GMT
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "120;120",
                "0;0",
                "Sat, 21 Nov 2026 10:01:30 GMT;90",
                "Saturday, 21-Nov-26 10:01:30 GMT;90",
                "Sat Nov 21 10:01:30 2026;90",
                "Sat, 21 Nov 2026 09:01:30 GMT;0"
            })
    void isRead(String field, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), Response.wait(field, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "1.5"})
    void otherTextIsNone(String field) {
        assertNull(Response.wait(field, NOW));
    }

    /** The clocks of two machines differ: a date counts from what the server's own clock says. */
    @Test
    void aDateIsComparedWithTheServersClock() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start((asked, wire) -> wire.answer(503, DATES, ""));
                Client client = Client.open(ClientSettings.defaults());
                Response response = client.exchange(Request.get(server.at("/")))) {
            assertEquals(Duration.ofMinutes(1), response.retryAfter());
        }
    }
}
