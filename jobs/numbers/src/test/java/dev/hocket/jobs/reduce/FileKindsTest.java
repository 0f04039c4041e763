package dev.hocket.jobs.reduce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.jobs.reduce.ReductionSettings.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not tables in text are refused by their name, and never read as one. */
class FileKindsTest {
    private static final ReductionSettings SUM = ReductionSettings.of("sum,count");

    @TempDir private Path folder;

    private String problem(byte[] bytes, ReductionSettings settings) throws IOException {
        Path file = Files.write(folder.resolve("data"), bytes);
        String fromFile =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(file, settings))
                        .getMessage();
        String fromPipe =
                assertThrows(ReductionException.class, () -> ReductionRuns.stream(bytes, settings))
                        .getMessage();
        assertEquals(fromPipe, String.valueOf(fromFile).replace(file.toString(), "standard input"));
        assertTrue(fromPipe != null && fromPipe.chars().allMatch(c -> c >= ' ' && c < 0x7f));
        return fromPipe;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[1,2,3] | JSON",
                "{\"a\": 1, \"b\": [2]} | JSON",
                "{\"a\": 1}\\n{\"a\": 2}\\n | JSON",
                "  [\\n  {\"a\": 1}\\n] | JSON",
                "[-1.5] | JSON",
                "[] | JSON",
                "{} | JSON",
                "<?xml version=\"1.0\"?>\\n<a>1</a> | XML or HTML",
                "<!DOCTYPE html>\\n<p>1 | XML or HTML",
                "\\nPAR1\\0\\0\\1 | binary",
                "BZh91AY&SY\\0 | bzip2",
                "\\375\\067zXZ\\0\\0 | xz",
                "\\4\"M\\30d\\100 | LZ4",
                "\\37\\235\\220 | a .Z file of compress",
                "7z\\274\\257\\47\\34 | a 7-Zip archive",
                "SQLite format 3\\0 | an SQLite database",
                "\\320\\317\\21\\340\\241\\261 | an older Office document (as .xls)",
                "%PDF-1.7\\n | a PDF document",
                "{\\\\rtf1 a} | an RTF document",
                "\\211PNG\\r\\n\\32\\n\\0 | a PNG image",
                "\\377\\330\\377\\340 | a JPEG image",
                "\\177ELF\\2\\1 | a program",
                "\\312\\376\\272\\276\\0 | a Java class",
                "\\254\\355\\0\\5 | a Java object stream",
                "\\211HDF\\r\\n\\32\\n | HDF5",
                "ARROW1\\0\\0 | an Arrow or Feather file",
                "ORC\\12\\0\\1 | ORC",
                "GIF89a\\1\\0 | a GIF image",
                "1\\0002\\0\\0\\0003\\0 | binary",
                "1\\n2\\1\\2\\3\\4\\5\\6 | binary"
            })
    void whatIsNotATableIsRefusedByItsName(String text, String kind) throws Exception {
        String message = problem(text.translateEscapes().getBytes(ISO_8859_1), SUM);
        String expected =
                "standard input is " + kind.strip() + ", and a table in text was expected";
        assertTrue(message.startsWith(expected), message);
    }

    @Test
    void archivesAndArraysAreRefusedByTheirName() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("data.csv"));
            out.write("1\n2\n".getBytes(UTF_8));
        }
        String message = problem(zip.toByteArray(), SUM);
        assertTrue(message.contains("is a ZIP archive"), message);
        byte[] array = "\u0093NUMPY\1\0v\0".getBytes(ISO_8859_1);
        message = problem(gzip(array), SUM);
        assertTrue(message.contains("is a NumPy array (.npy)"), message);
        message = problem(gzip("PAR1\0\1".getBytes(ISO_8859_1)), SUM);
        assertTrue(message.contains("is Parquet"), message);
        message = problem(gzip(gzip("1\n".getBytes(UTF_8))), SUM);
        assertTrue(message.contains("is gzip within a compressed file"), message);
        message = problem(array, SUM.withFormat(Format.CSV));
        assertTrue(message.contains("is a NumPy array (.npy)"), message);
        byte[] tar = new byte[1024];
        System.arraycopy("data.csv".getBytes(UTF_8), 0, tar, 0, 8);
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        Path file = Files.write(folder.resolve("data.tar"), tar);
        Exception refused =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(file, SUM));
        assertTrue(String.valueOf(refused.getMessage()).contains("tar"), refused::getMessage);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBytesAreRefused(long seed) throws Exception {
        byte[] bytes = new byte[50_000];
        new Random(seed).nextBytes(bytes);
        String message = problem(bytes, SUM);
        assertTrue(message.contains("is binary"), message);
        message = problem(bytes, SUM.withHeader(true).withSkip(EnumSet.allOf(NonNumber.class)));
        assertTrue(message.contains("is binary"), message);
    }

    /** Headers that begin as some files do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORCID",
                "PAR1",
                "<DATE>",
                "[id]",
                "BZh",
                "GIF89a",
                "ARROW1",
                "{x}",
                "(",
                "P*",
                "MATLAB",
                "7z",
                "\u00e9",
                "\u001b[1mv"
            })
    void columnsMayHaveOddNames(String name) throws Exception {
        byte[] text = (name + "\n1\n2\n").getBytes(UTF_8);
        Map<String, Double> expected = Map.of("sum", 3.0, "count", 2.0);
        assertEquals(expected, ReductionRuns.stream(text, SUM));
        assertEquals(
                expected, ReductionRuns.file(Files.write(folder.resolve("data.csv"), text), SUM));
    }

    @Test
    void whatIsSaidToBeCsvMayLookLikeSomethingElse() throws Exception {
        byte[] text = "[1]\n1\n2\n".getBytes(UTF_8);
        assertTrue(problem(text, SUM).contains("is JSON"));
        assertEquals(
                Map.of("sum", 3.0, "count", 2.0),
                ReductionRuns.stream(text, SUM.withFormat(Format.CSV)));
    }

    @Test
    void aLineThatMayBeAHeaderIsNotAResult() throws Exception {
        String message = problem("some text without any line break".getBytes(UTF_8), SUM);
        assertEquals(
                "standard input has only one line, 'some text without any line break',"
                        + " which is not a number; say that it is a header, or check the file",
                message);
        Map<String, Double> none = Map.of("sum", 0.0, "count", 0.0);
        byte[] header = "v\n".getBytes(UTF_8);
        assertEquals(none, ReductionRuns.stream(header, SUM.withHeader(true)));
        assertEquals(none, ReductionRuns.stream(header, SUM.withColumn("v")));
    }

    @Test
    void utf16IsReadAndUtf32IsNot() throws Exception {
        byte[] text = "v;w\n1;\u20ac\n2;x\n".getBytes(UTF_16LE);
        Map<String, Double> expected = Map.of("sum", 3.0, "count", 2.0);
        assertEquals(expected, ReductionRuns.stream(text, SUM));
        Path file = Files.write(folder.resolve("data.csv"), gzip(text));
        assertEquals(expected, ReductionRuns.file(file, SUM.withColumn("v")));
        for (String name : new String[] {"UTF-32LE", "UTF-32BE"}) {
            assertTrue(
                    problem("\uFEFF1\n2\n".getBytes(Charset.forName(name)), SUM)
                            .contains("is text in UTF-32"));
        }
        byte[] lone = {-1, -2, '1', 0, '\n', 0, 0, (byte) 0xd8, 'x', 0, '\n', 0};
        String message = problem(lone, SUM);
        assertTrue(message.contains("bytes that are not a character"), message);
    }

    @Test
    void namesInLatin1AreFound() throws Exception {
        byte[] text = "n,gr\u00f6\u00dfe\nx,7\n".getBytes(ISO_8859_1);
        assertEquals(
                Map.of("sum", 7.0, "count", 1.0),
                ReductionRuns.stream(text, SUM.withColumn("gr\u00f6\u00dfe")));
    }

    @Test
    void longNamesOfColumnsAreFound() throws Exception {
        String name = "a name that has more characters than a message would show of it";
        byte[] text = ("n," + name + "\nx,7\n").getBytes(UTF_8);
        assertEquals(
                Map.of("sum", 7.0, "count", 1.0), ReductionRuns.stream(text, SUM.withColumn(name)));
    }

    @Test
    void whatATerminalObeysIsWrittenOut() throws Exception {
        String message =
                problem(
                        "1000000000\n1000000000\n\u001b[2Jx\u0007\u009b1m\u202e\n1000000000\n"
                                .getBytes(UTF_8),
                        SUM);
        assertTrue(
                message.contains("line 3: '\\x1b[2Jx\\x07\\x9b1m\\u202e' is not a number"),
                message);
        message = problem("a\u001b[2J,b\n1,2\n".getBytes(UTF_8), SUM.withColumn("c\u0007"));
        assertTrue(message.contains("no column 'c\\x07'"), message);
        assertTrue(message.contains("has 2: a\\x1b[2J, b"), message);
        Path odd = folder.resolve("a\u001b[2Jb");
        Exception refused =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(odd, SUM));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("a\\x1b[2Jb'"));
    }

    /** A quote without an end in a long text: seconds, not hours, and never a result. */
    @Test
    void aQuoteLeftOpenInALongTextIsFoundSoon() throws Exception {
        byte[] text =
                ("n,v\n" + "a,1\n".repeat(1_000) + "\"b,2\n" + "c,3\n".repeat(2_000_000))
                        .getBytes(UTF_8);
        String message = problem(text, SUM.withColumn("v"));
        assertTrue(message.startsWith("standard input, line 1002: an unclosed quote"), message);
    }

    @Test
    void aRecordTooLongIsRefused() throws Exception {
        StringBuilder text = new StringBuilder("n,v\na,1\nb,\"");
        text.append("c,3\n".repeat((1 << 24) + 10_000)).append("\",2\nd,4\n");
        String message = problem(text.toString().getBytes(UTF_8), SUM.withColumn("v"));
        assertTrue(
                message.startsWith("standard input, line 3: the record that begins here"), message);
    }
}
