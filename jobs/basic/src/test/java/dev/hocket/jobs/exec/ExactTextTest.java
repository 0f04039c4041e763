package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactTextTest {
    private static String of(byte... bytes) {
        return ExactText.of(bytes, 0, bytes.length);
    }

    @Test
    void anyBytesComeBack() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, ExactText.bytes(of(bytes)));
        }
    }

    @Test
    void textOfUtf8IsItself() {
        String text = "a é € 😀\n";
        assertEquals(text, of(text.getBytes(StandardCharsets.UTF_8)));
        assertTrue(ExactText.isUtf8(text));
        assertEquals(text, ExactText.shown(text));
    }

    @Test
    void whatIsNotTextIsShownByItsBytes() {
        assertEquals("a\\xffb", ExactText.shown(of((byte) 'a', (byte) 0xff, (byte) 'b')));
        assertEquals("a\\x1b[2J\\x07\\x0d", ExactText.shown("a\u001b[2J\u0007\r"));
        assertEquals("\\x9bm\\x7f", ExactText.shown("\u009bm\u007f"));
        assertEquals("\\u202egpj.exe", ExactText.shown("\u202egpj.exe"));
        assertEquals("two\nlines\tand a tab", ExactText.shown("two\nlines\tand a tab"));
    }
}
