package dev.hocket.jobs.images.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows made narrower, against the formula computed pixel by pixel. */
public class LanczosScalerTest {
    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(9).nextBytes(noise);
        return noise;
    }

    /** Black and white at random, whose sums overshoot on both sides. */
    private static byte[] harsh(int length) {
        byte[] harsh = noise(length);
        for (int i = 0; i < length; i++) {
            harsh[i] = (byte) (harsh[i] >> 7);
        }
        return harsh;
    }

    private static double exact(byte[] row, int width, int bands, int band, int x, double shrink) {
        double centre = (x + 0.5) * shrink - 0.5;
        double sum = 0;
        double weights = 0;
        for (int i = (int) (centre - 3 * shrink) - 2; i <= centre + 3 * shrink + 2; i++) {
            double distance = (i - centre) / shrink;
            double angle = Math.PI * distance;
            double weight =
                    distance == 0 ? 1 : 3 * Math.sin(angle) * Math.sin(angle / 3) / angle / angle;
            if (Math.abs(distance) < 3) {
                sum += weight * (row[Math.clamp(i, 0, width - 1) * bands + band] & 0xff);
                weights += weight;
            }
        }
        return Math.clamp(sum / weights, 0, 255);
    }

    @ParameterizedTest
    @CsvSource({"1150,800", "801,800", "800,800", "1599,800", "97,11", "5,2", "3,1", "1,1", "64,2"})
    void eachPixelIsTheSumThatTheFormulaSays(int width, int target) {
        for (int bands : new int[] {1, 3}) {
            for (byte[] row : new byte[][] {noise(width * bands), harsh(width * bands)}) {
                byte[] result = new LanczosScaler(width, target).apply(row, bands);
                assertEquals(target * bands, result.length);
                for (int i = 0; i < result.length; i++) {
                    double shrink = (double) width / target;
                    double exact = exact(row, width, bands, i % bands, i / bands, shrink);
                    assertEquals(exact, result[i] & 0xff, 1.1, "value " + i);
                }
            }
        }
    }

    @Test
    void rowsDoNotTouchEachOther() {
        byte[] two = noise(2 * 300);
        LanczosScaler lanczos = new LanczosScaler(100, 60);
        byte[] both = lanczos.apply(two, 3);
        assertArrayEquals(
                lanczos.apply(Arrays.copyOfRange(two, 300, 600), 3),
                Arrays.copyOfRange(both, 180, 360));
    }

    @Test
    void oneColourStaysWhatItIs() {
        for (int colour : new int[] {0, 1, 127, 254, 255}) {
            byte[] row = new byte[900];
            Arrays.fill(row, (byte) colour);
            byte[] expected = new byte[510];
            Arrays.fill(expected, (byte) colour);
            assertArrayEquals(expected, new LanczosScaler(300, 170).apply(row, 3));
        }
    }
}
