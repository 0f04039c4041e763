package dev.hocket.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Terminal ONE = new Terminal(true, true, true, true, false);
    private static final String CLEAR = "\r\u001b[K";
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void aResultTakesThePlaceOfTheProgressLine() throws IOException {
        Screen screen = new Screen(bytes, bytes, ONE);
        screen.progress("50%");
        screen.result("é");
        screen.flush();
        screen.progress("");
        assertEquals("50%" + CLEAR + "é\n" + "50%" + CLEAR, text());
    }

    @Test
    void nothingIsDrawnBehindALineThatIsNotEnded() throws IOException {
        Screen screen = new Screen(bytes, bytes, ONE);
        screen.out().write("half".getBytes(StandardCharsets.UTF_8));
        screen.flush();
        screen.progress("50%");
        assertEquals("half", text());
        screen.result("");
        screen.flush();
        assertEquals("half\n50%", text());
    }

    @Test
    void aMessageComesAfterTheResultsBeforeIt() throws IOException {
        Screen screen = new Screen(bytes, bytes, ONE);
        screen.result("first");
        screen.say("second");
        assertEquals("first\nhocket: second\n", text());
    }

    @Test
    void aReaderThatWentAwayIsToldFromAFullDisk() {
        Screen pipe = new Screen(failing("Broken pipe"), bytes, Terminal.NONE);
        assertThrows(IOException.class, () -> write(pipe));
        assertTrue(pipe.closed());
        Screen disk = new Screen(failing("No space left on device"), bytes, Terminal.NONE);
        assertThrows(IOException.class, () -> write(disk));
        assertFalse(disk.closed());
        assertThrows(IOException.class, () -> disk.result("more"));
    }

    private static void write(Screen screen) throws IOException {
        screen.result("x");
        screen.flush();
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
