package dev.hocket.jobs.reduce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.jobs.reduce.CsvOracle.Expected;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One corpus of texts (line ends, quotes, headers, encodings, and cuts at every byte) through files
 * and pipes on every engine, against the {@link CsvOracle}.
 */
class CsvCorpusTest {
    private static final List<String> BODIES =
            List.of(
                    "n,v\nx,1\ny,2.5\n",
                    "n;v\n\"a,b;c\";1\n\"\"\"q\"\"\";-2e1\n",
                    "\"n\nm\"\t\"v\"\n\"a\n\nb\t\"\t\"4\"\né\u20ac\t 5 \n",
                    "n|v\na\"b|1\n\"|\"|2\n|3",
                    "7,1\n8,2\n9,\"3\"\n",
                    "v\n1\n2\n3\n",
                    "1\n2\n\n",
                    "v,n\n1,\"a\"b\n2,\"c,\n\"\n3,\n");

    @TempDir private Path folder;

    /** How a text becomes bytes, and bytes that may be cut become a text. */
    enum Encoding {
        UTF8(UTF_8, ""),
        UTF8_MARKED(UTF_8, "\uFEFF"),
        LATIN1(ISO_8859_1, ""),
        UTF16LE_MARKED(UTF_16LE, "\uFEFF"),
        UTF16BE_MARKED(UTF_16BE, "\uFEFF"),
        UTF16LE(UTF_16LE, ""),
        UTF16BE(UTF_16BE, "");

        final Charset charset;
        final String mark;

        Encoding(Charset charset, String mark) {
            this.charset = charset;
            this.mark = mark;
        }

        byte[] bytes(String text) {
            return (mark + text).getBytes(charset);
        }

        /** Whether what is left of a text can be told from one of one byte a character. */
        boolean isTold(int length) {
            return charset.equals(UTF_8) || charset.equals(ISO_8859_1) || length >= 2;
        }

        @Nullable String text(byte[] bytes) {
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException cut) {
                return charset.equals(UTF_8) ? new String(bytes, UTF_8) : null;
            }
        }
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String body : BODIES) {
            for (String end : List.of("\n", "\r\n", "\r")) {
                texts.add(body.replace("\n", end));
            }
        }
        texts.add("n,v\ra,1\nb,2\r\nc,3");
        return texts;
    }

    /** What a column comes to on an engine, as {@link Expected} says it, or the whole message. */
    private static String tried(Engine engine, Opening opening) throws Exception {
        try (ColumnReduction reduction = opening.open()) {
            Map<String, Double> result = reduction.run(engine);
            return result.get("sum") + " of " + Math.round(result.getOrDefault("count", -1.0));
        } catch (ReductionException refused) {
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.chars().allMatch(c -> c >= ' ' && c != 0x7f), message);
            return message;
        }
    }

    private interface Opening {
        ColumnReduction open() throws IOException;
    }

    private static ReductionSettings settings(String column, @Nullable Boolean header) {
        ReductionSettings settings = ReductionSettings.of("sum,count").withColumn(column);
        return header == null ? settings : settings.withHeader(header);
    }

    private void check(
            Engine engine, byte[] bytes, ReductionSettings settings, Expected expected, String what)
            throws Exception {
        Path file = Files.write(folder.resolve("data.csv"), bytes);
        String fromFile = tried(engine, () -> ColumnReduction.open(file, settings));
        String fromPipe =
                tried(
                        engine,
                        () ->
                                ColumnReduction.of(
                                        ReductionRuns.slow(bytes), "standard input", settings));
        assertSame(expected, fromFile, "file: " + what);
        assertSame(expected, fromPipe, "pipe: " + what);
        assertEquals(fromFile.replace(file.toString(), "standard input"), fromPipe, what);
    }

    private static void assertSame(Expected expected, String found, String what) {
        String error = expected.error();
        if (error == null || !found.contains(error)) {
            assertEquals(expected.toString(), found, what);
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void textsCutAtEveryByteAreAsTheOracleSays(Encoding encoding) throws Exception {
        try (Engine engine = Engine.named("sequential")) {
            for (String text : texts()) {
                byte[] whole = encoding.bytes(text);
                for (int length = 0; length <= whole.length; length++) {
                    byte[] bytes = Arrays.copyOf(whole, length);
                    if (!encoding.isTold(length) && length > 0) {
                        continue;
                    }
                    String left = encoding.text(bytes);
                    Expected expected =
                            left == null
                                    ? new Expected(0, 0, "within a character")
                                    : CsvOracle.read(left, "1", null);
                    String what = encoding + " " + length + " bytes of " + text;
                    check(engine, bytes, settings("1", null), expected, what);
                }
            }
        }
    }

    @Test
    void headersAndColumnsAreAsTheOracleSays() throws Exception {
        try (Engine engine = Engine.named("sequential")) {
            for (String text : texts()) {
                for (String column : List.of("1", "2", "3", "v", "n")) {
                    for (Boolean header : new Boolean[] {null, true, false}) {
                        Expected expected = CsvOracle.read(text, column, header);
                        String what = column + " " + header + " " + text;
                        byte[] bytes = text.getBytes(UTF_8);
                        check(engine, bytes, settings(column, header), expected, what);
                    }
                }
            }
        }
    }

    @Test
    void everyEngineFindsTheSame() throws Exception {
        for (String name : List.of("threads:1", "threads:3", "virtual:4", "forkjoin:2", "auto")) {
            try (Engine engine = Engine.named(name)) {
                for (String text : texts()) {
                    Expected expected = CsvOracle.read(text, "1", null);
                    for (Encoding encoding : Encoding.values()) {
                        String what = name + " " + encoding + " " + text;
                        if (encoding == Encoding.LATIN1 && text.contains("\u20ac")) {
                            continue;
                        }
                        byte[] bytes = encoding.bytes(text);
                        check(engine, bytes, settings("1", null), expected, what);
                    }
                }
            }
        }
    }

    /** Compressed texts, whole and cut at every byte: a part is never taken for the whole. */
    @Test
    void compressedTextsAreReadWholeOrNotAtAll() throws Exception {
        String text = "n,v\na,1\n\"b\nc\",2\n";
        Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("gzip", gzip(text.getBytes(UTF_8)));
        packed.put("gzip of UTF-16", gzip(Encoding.UTF16LE_MARKED.bytes(text)));
        packed.put("Zstandard", zstd(text.getBytes(UTF_8)));
        packed.put("Zstandard of UTF-16", zstd(Encoding.UTF16BE.bytes(text)));
        try (Engine engine = Engine.named("sequential")) {
            for (Map.Entry<String, byte[]> entry : packed.entrySet()) {
                byte[] whole = entry.getValue();
                for (int length = 5; length <= whole.length; length++) {
                    Expected expected =
                            length == whole.length
                                    ? CsvOracle.read(text, "v", null)
                                    : new Expected(0, 0, "it is truncated");
                    String what = entry.getKey() + " " + length + " of " + whole.length;
                    byte[] bytes = Arrays.copyOf(whole, length);
                    check(engine, bytes, settings("v", null), expected, what);
                }
            }
        }
    }

    @Test
    void compressedTextsMayHaveSeveralMembers() throws Exception {
        byte[] first = gzip("n,v\na,1\nb".getBytes(UTF_8));
        byte[] both = joined(first, gzip(",2\n".getBytes(UTF_8)));
        Expected expected = new Expected(3, 2, null);
        try (Engine engine = Engine.named("threads:2")) {
            ReductionSettings v = settings("v", null);
            check(engine, both, v, expected, "two members");
            check(engine, joined(both, new byte[512]), v, expected, "zeros behind");
            check(
                    engine,
                    joined(zstd("n,v\na,1\nb".getBytes(UTF_8)), zstd(",2\n".getBytes(UTF_8))),
                    v,
                    expected,
                    "two frames");
            for (int length = first.length + 1; length < both.length; length++) {
                Expected cut = new Expected(0, 0, "it is truncated");
                check(engine, Arrays.copyOf(both, length), v, cut, "cut at " + length);
            }
            Expected more = new Expected(0, 0, "other data follow");
            check(engine, joined(both, "and more".getBytes(UTF_8)), v, more, "text behind");
        }
    }

    @Test
    void damagedCompressedTextsAreRefused() throws Exception {
        byte[] text = "v\n1\n2\n3\n".repeat(50).getBytes(UTF_8);
        try (Engine engine = Engine.named("sequential")) {
            for (byte[] whole : List.of(gzip(text), zstd(text))) {
                for (int i = 4; i < whole.length; i++) {
                    byte[] bytes = whole.clone();
                    bytes[i] ^= 0x10;
                    Path file = Files.write(folder.resolve("data"), bytes);
                    String found =
                            tried(
                                    engine,
                                    () ->
                                            ColumnReduction.open(
                                                    file,
                                                    settings("1", true)
                                                            .withSkip(
                                                                    EnumSet.allOf(
                                                                            NonNumber.class))));
                    boolean told = found.contains("gzip data") || found.contains("Zstandard data");
                    // some bits mean nothing: a file's time, what fills up the last byte
                    assertTrue(told || found.equals("300.0 of 150"), i + ": " + found);
                }
            }
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
