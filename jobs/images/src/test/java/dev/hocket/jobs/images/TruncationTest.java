package dev.hocket.jobs.images;

import static dev.hocket.jobs.images.TestPictures.message;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.jobs.images.jpeg.JpegDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture that is cut short anywhere is a failure, whatever end mark stands after the cut. */
class TruncationTest {
    private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}x{1} progressive={2} restart={3} width={4}")
    @CsvSource({
        "320, 241, false, 0, 320",
        "320, 241, false, 0, 100",
        "320, 241, false, 0, 20",
        "320, 241, false, 7, 100",
        "320, 241, true, 0, 320",
        "320, 241, true, 0, 100",
        "320, 241, true, 7, 100",
        "97, 49, false, 0, 40",
        "97, 49, true, 3, 40",
    })
    void jpegCutAnywhereFails(int width, int height, boolean progressive, int restart, int to)
            throws IOException {
        byte[] whole = TestPictures.jpeg(TestPictures.noisy(width, height), progressive, restart);
        assertDoesNotThrow(() -> shrink(whole, to));
        List<Integer> accepted = new ArrayList<>();
        for (int cut : cuts(whole.length)) {
            byte[] rest = Arrays.copyOf(whole, cut);
            if (cut < whole.length - 2 && isAccepted(rest, to)) {
                accepted.add(cut);
            }
            // Without its last one or two bytes nothing but the end mark is missing, which is put
            // back here (the first 0xff of two is a fill byte): such a file is whole.
            if (cut < whole.length - 2 && isAccepted(TestPictures.concat(rest, JPEG_END), to)) {
                accepted.add(-cut);
            }
        }
        assertEquals(List.of(), accepted, "cut here (negative: with an end mark) and accepted");
    }

    /** Viewers show it whole, for nothing of the picture is missing: so it is here, with a note. */
    @ParameterizedTest
    @CsvSource({"false, 0", "false, 5", "true, 0", "true, 5"})
    void jpegThatLacksOnlyItsEndMarkIsWholeAndNoted(boolean progressive, int restart)
            throws Exception {
        byte[] whole = TestPictures.jpeg(TestPictures.noisy(64, 48), progressive, restart);
        ThumbnailSettings embedded =
                settings().withWidth(40).withCodec(ThumbnailSettings.Codec.EMBEDDED);
        Path picture = Files.write(folder.resolve("picture"), whole);
        byte[] expected = Files.readAllBytes(new ThumbnailTask(embedded).run(picture));
        for (int missing = 1; missing <= 2; missing++) {
            byte[] rest = Arrays.copyOf(whole, whole.length - missing);
            Files.write(picture, rest);
            byte[] result = Files.readAllBytes(new ThumbnailTask(embedded).run(picture));
            assertArrayEquals(expected, result, "missing " + missing);
            String note = new JpegDecoder(rest, settings().withWidth(40)).decode().note();
            assertTrue(String.valueOf(note).startsWith("its end marker is missing"), note);
        }
        assertNull(new JpegDecoder(whole, settings().withWidth(40)).decode().note());
    }

    /** A progressive picture cut between two scans is a valid file of a blurred picture. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void progressiveJpegCutAfterAnyScanFails(int restart) throws IOException {
        byte[] whole = TestPictures.jpeg(TestPictures.noisy(160, 120), true, restart);
        List<Integer> scans = new ArrayList<>();
        for (int i = 0; i + 1 < whole.length; i++) {
            if (whole[i] == (byte) 0xff && whole[i + 1] == (byte) 0xda) {
                scans.add(i);
            }
        }
        assertTrue(scans.size() >= 5, "scans: " + scans);
        for (int scan : scans) {
            byte[] cut = TestPictures.concat(Arrays.copyOf(whole, scan), JPEG_END);
            ImageException e = assertThrows(ImageException.class, () -> shrink(cut, 40));
            assertTrue(message(e).contains("truncated"), message(e));
        }
    }

    @Test
    void messageSaysWhereTheDataEnd() throws IOException {
        byte[] whole = TestPictures.jpeg(TestPictures.noisy(640, 480));
        byte[] half = TestPictures.concat(Arrays.copyOf(whole, whole.length / 2), JPEG_END);
        ImageException e = assertThrows(ImageException.class, () -> shrink(half, 100));
        assertTrue(
                message(e).matches(".*truncated: .* end in row 2\\d\\d of 480; get a complete.*"),
                message(e));
        assertTrue(message(e).startsWith(e.file()), message(e));
    }

    @Test
    void restartMarkOutOfOrderFails() throws IOException {
        byte[] whole = TestPictures.jpeg(TestPictures.noisy(160, 120), false, 4);
        for (int i = 0; i + 1 < whole.length; i++) {
            if (whole[i] == (byte) 0xff && whole[i + 1] == (byte) 0xd2) {
                whole[i + 1] = (byte) 0xd3;
            }
        }
        ImageException e = assertThrows(ImageException.class, () -> shrink(whole, 40));
        assertTrue(message(e).contains("expected the restart marker 0xd2"), message(e));
    }

    static Stream<Arguments> otherFormats() throws IOException {
        BufferedImage colours = TestPictures.noisy(120, 90);
        BufferedImage palette = TestPictures.quarters(120, 90, BufferedImage.TYPE_BYTE_INDEXED);
        return Stream.of(
                Arguments.of("png", TestPictures.encode(colours, "png")),
                Arguments.of("gif", TestPictures.encode(palette, "gif")),
                Arguments.of("bmp", TestPictures.encode(colours, "bmp")),
                Arguments.of("tiff", TestPictures.encode(colours, "tiff")),
                Arguments.of("webp", WebpTestPicture.lossless(120, 90, 0xff336699)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFormats")
    void otherFormatsCutAnywhereFail(String format, byte[] whole) throws IOException {
        assertDoesNotThrow(() -> shrink(whole, 50));
        List<Integer> accepted = new ArrayList<>();
        for (int cut : cuts(whole.length)) {
            if (isAccepted(Arrays.copyOf(whole, cut), 50)) {
                accepted.add(cut);
            }
        }
        assertEquals(List.of(), accepted, "cut here and accepted");
    }

    @Test
    void pngWithDataCutAndAllCheckSumsRightFails() throws IOException {
        byte[] whole = TestPictures.encode(TestPictures.noisy(60, 40), "png");
        int data = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("IDAT");
        int length = java.nio.ByteBuffer.wrap(whole, data - 4, 4).getInt();
        for (int part = 0; part < 10; part++) {
            byte[] cut = Arrays.copyOfRange(whole, data + 4, data + 4 + length * part / 10);
            byte[] file =
                    TestPictures.concat(
                            Arrays.copyOf(whole, data - 4),
                            TestPictures.pngChunk("IDAT", cut),
                            TestPictures.pngChunk("IEND", new byte[0]));
            assertThrows(ImageException.class, () -> shrink(file, 30), part + "/10");
        }
    }

    @Test
    void pngWithAChangedByteFails() throws IOException {
        byte[] whole = TestPictures.encode(TestPictures.noisy(60, 40), "png");
        whole[whole.length / 2] ^= 1;
        ImageException e = assertThrows(ImageException.class, () -> shrink(whole, 30));
        assertTrue(message(e).contains("checksum of its IDAT chunk"), message(e));
    }

    /** The blocks of codes end early, but the file is whole as its marks tell. */
    @Test
    void gifWithCodesCutAndAllMarksRightFails() throws IOException {
        byte[] whole =
                TestPictures.encode(
                        TestPictures.quarters(300, 200, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        int frame = 13 + 3 * (2 << (whole[10] & 7));
        while (whole[frame] != ',') {
            frame++; // over the extensions that the writer adds
        }
        int block = frame + 11;
        int size = whole[block] & 0xff;
        byte[] file =
                TestPictures.concat(
                        Arrays.copyOf(whole, block + 1 + size), new byte[] {0, (byte) ';'});
        assertTrue(file.length < whole.length, "more than one block");
        ImageException e = assertThrows(ImageException.class, () -> shrink(file, 50));
        assertTrue(message(e).contains("of 60,000 pixels"), message(e));
    }

    @Test
    void failureLeavesNoFile() throws IOException {
        byte[] whole = TestPictures.jpeg(TestPictures.noisy(200, 100));
        assertAll(
                () ->
                        assertThrows(
                                ImageException.class,
                                () -> shrink(Arrays.copyOf(whole, whole.length / 2), 50)),
                () -> assertFalse(Files.exists(folder.resolve("out"))));
    }

    private boolean isAccepted(byte[] file, int width) throws IOException {
        try {
            shrink(file, width);
            return true;
        } catch (ImageException expected) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path shrink(byte[] file, int width) throws IOException, InterruptedException {
        Path picture = folder.resolve("picture");
        Files.write(picture, file);
        return new ThumbnailTask(settings().withWidth(width)).run(picture);
    }

    private ThumbnailSettings settings() {
        return ThumbnailSettings.of(folder, folder.resolve("out"));
    }

    /** Every hundredth of the length, and every byte of the last 40. */
    private static Set<Integer> cuts(int length) {
        Set<Integer> cuts = new TreeSet<>();
        for (int percent = 1; percent < 100; percent++) {
            cuts.add(length * percent / 100);
        }
        for (int left = 1; left <= 40; left++) {
            cuts.add(length - left);
        }
        return cuts;
    }
}
