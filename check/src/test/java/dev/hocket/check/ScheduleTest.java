package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void textIsReadBack() {
        for (String text :
                new String[] {"", "0x12", "0x12 1x3 0x5", "0x1 (1x4 2x2)*100 3x1", "0x1 @20000"}) {
            assertEquals(text, Schedule.parse(text).text());
        }
        assertEquals(200, Schedule.parse("(1x4 2x2)*100").turns().size());
    }

    @Test
    void whatIsNoTurnIsNamed() {
        for (String word :
                new String[] {"12", "x3", "1x", "1x0", "-1x2", "(1x1)*0", "(1x1)*y", "@0"}) {
            String message =
                    String.valueOf(
                            assertThrows(
                                            IllegalArgumentException.class,
                                            () -> Schedule.parse("0x1 " + word))
                                    .getMessage());
            assertTrue(message.contains("THREADxSTEPS"), message);
        }
    }
}
