package dev.hocket.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private final JsonWriter writer = new JsonWriter();
    private final JsonReader reader = new JsonReader();
    private final JsonText text = new JsonText();

    private String written() {
        return new String(writer.bytes(), 0, writer.length(), StandardCharsets.UTF_8);
    }

    private void begin(String json) throws JsonReader.Malformed {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        reader.begin(bytes, 0, bytes.length);
    }

    private void readAll(String json) throws JsonReader.Malformed {
        begin(json);
        while (reader.next(text)) {
            if (reader.peek() == '"') {
                reader.string(text);
            } else {
                reader.skip();
            }
        }
    }

    @Test
    void writesCompactObjects() {
        writer.begin();
        writer.field("a", 1).field("b", "é\n\"x\"").field("c", true);
        writer.field("d", List.of("x", "y")).seconds("e", 1_250_000_000).seconds("f", 7);
        writer.seconds("g", 3_000_000_000L);
        writer.end();
        assertEquals(
                "{\"a\":1,\"b\":\"é\\n\\\"x\\\"\",\"c\":true,\"d\":[\"x\",\"y\"],\"e\":1.25,"
                        + "\"f\":0.000000007,\"g\":3}\n",
                written());
    }

    @Test
    void anyTextComesBackAsItWas() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder original = new StringBuilder();
            int length = random.nextInt(20);
            for (int i = 0; i < length; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> original.append((char) random.nextInt(0x80));
                    case 1 -> original.append((char) random.nextInt(0x10000)); // half pairs too
                    case 2 -> original.appendCodePoint(random.nextInt(0x10000, 0x110000));
                    default -> original.append((char) random.nextInt(0x20, 0x7f));
                }
            }
            writer.clear();
            writer.begin();
            writer.field("text", original);
            writer.end();
            reader.begin(writer.bytes(), 0, writer.length());
            assertTrue(reader.next(text));
            reader.string(text);
            assertEquals(original.toString(), text.toString());
            assertFalse(reader.next(text));
        }
    }

    @Test
    void readsWhatOtherToolsWrite() throws Exception {
        begin(
                " { \"x\" : { \"d\\\"}p\" : [ 1, -2.5e3, null, {} , [] ] } ,"
                        + " \"\\u006bey\":\"\\/\\u00e9\"}\r");
        assertTrue(reader.next(text));
        assertEquals("x", text.toString());
        reader.skip();
        assertTrue(reader.next(text));
        assertEquals("key", text.toString());
        reader.string(text);
        assertEquals("/é", text.toString());
        assertFalse(reader.next(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":tru}",
                "{\"a\":1-2}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":1}}",
                "{\"a\":[1,]}",
            })
    void refusesWhatIsNoObject(String json) {
        assertThrows(JsonReader.Malformed.class, () -> readAll(json));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (byte[] bad :
                List.of(
                        new byte[] {(byte) 0xe9},
                        new byte[] {(byte) 0xc0, (byte) 0x80},
                        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                        new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80})) {
            byte[] json = new byte[bad.length + 8];
            byte[] before = "{\"a\":\"".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(before, 0, json, 0, 6);
            System.arraycopy(bad, 0, json, 6, bad.length);
            json[json.length - 2] = '"';
            json[json.length - 1] = '}';
            assertThrows(
                    JsonReader.Malformed.class,
                    () -> {
                        reader.begin(json, 0, json.length);
                        assertTrue(reader.next(text));
                        reader.string(text);
                    });
        }
    }

    @Test
    void refusesDeepNestingInsteadOfOverflowingTheStack() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThrows(JsonReader.Malformed.class, () -> readAll(deep));
    }
}
