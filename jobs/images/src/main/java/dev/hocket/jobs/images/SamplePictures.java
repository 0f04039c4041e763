package dev.hocket.jobs.images;

import dev.hocket.Task;
import dev.hocket.jobs.images.imageio.ImageIoEncoder;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Creates sample pictures of varied size and noise, like those of a camera. Picture {@code i} of a
 * seed has the same bytes in every run, in any order. Most are JPEG, every tenth is a PNG.
 *
 * <p>This is a task from a number to a file, so any engine can create the pictures; {@link
 * #makeAll} creates them one after the other. Safe for use by several threads.
 */
public final class SamplePictures implements Task<Integer, Path> {
    private static final long serialVersionUID = 1;
    private static final float QUALITY = 0.9f;
    private static final int LEAST_PIXELS = 1_000_000;
    private static final int MOST_PIXELS = 6_000_000;

    @SuppressWarnings("serial") // paths travel as text
    private final Path folder;

    private final long seed;

    /** Creates a task for pictures of a seed in an existing folder. */
    public SamplePictures(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /**
     * Creates a picture; an existing file is replaced.
     *
     * @return the picture's file
     * @throws IOException if the file cannot be written
     */
    @Override
    public Path run(Integer number) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + number);
        PixelBuffer picture = paint(random);
        boolean png = number % 10 == 9;
        Path file =
                folder.resolve(
                        String.format(Locale.ROOT, "sample-%04d.%s", number, png ? "png" : "jpg"));
        Path aside = folder.resolve("." + file.getFileName() + ".part");
        Files.write(aside, png ? png(picture) : ImageIoEncoder.jpeg(picture, QUALITY));
        return Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Creates pictures 0 to {@code count - 1}, one after the other.
     *
     * @throws IOException if the folder or a file cannot be written
     */
    public void makeAll(int count) throws IOException {
        Files.createDirectories(folder);
        for (int number = 0; number < count; number++) {
            run(number);
        }
    }

    private static byte[] png(PixelBuffer picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture.asImage(), "png", bytes);
        return bytes.toByteArray();
    }

    /** Soft waves of three colours, with noise on all of it. */
    private static PixelBuffer paint(SplittableRandom random) {
        int pixels = random.nextInt(LEAST_PIXELS, MOST_PIXELS);
        double ratio = random.nextBoolean() ? 4.0 / 3 : 2.0 / 3;
        int width = (int) Math.sqrt(pixels * ratio);
        int height = pixels / width;
        int noise = 1 + random.nextInt(24);
        int[][] across = new int[3][];
        int[][] down = new int[3][];
        for (int band = 0; band < 3; band++) {
            across[band] = wave(random, width);
            down[band] = wave(random, height);
        }
        byte[] data = new byte[width * height * 3];
        int at = 0;
        long bits = random.nextLong() | 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                bits ^= bits << 13; // xorshift: one number gives the noise of three bands
                bits ^= bits >>> 7;
                bits ^= bits << 17;
                for (int band = 0; band < 3; band++) {
                    int grain = (((int) (bits >>> (20 * band)) & 0xffff) * noise) >> 16;
                    int value = across[band][x] + down[band][y] + grain;
                    data[at++] = (byte) Math.clamp(value, 0, 255);
                }
            }
        }
        return new PixelBuffer(width, height, PixelFormat.plain(PixelFormat.Model.RGB), data);
    }

    /** Some waves laid over each other, of 10 to 115 in all. */
    private static int[] wave(SplittableRandom random, int length) {
        int[] wave = new int[length];
        double slow = random.nextDouble(1, 4) * 2 * Math.PI / length;
        double fast = random.nextDouble(10, 60) * 2 * Math.PI / length;
        double shift = random.nextDouble(2 * Math.PI);
        for (int i = 0; i < length; i++) {
            double value = 40 * StrictMath.sin(slow * i + shift) + 12 * StrictMath.sin(fast * i);
            wave[i] = (int) (62 + value);
        }
        return wave;
    }
}
