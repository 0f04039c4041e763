package dev.hocket.jobs.images;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes a picture in memory by ImageIO and its plugins. */
final class ImageDecoder {
    /** Pictures up to this size are decoded whole, whatever the width of the result. */
    private static final long WHOLE_PIXELS = 16_000_000;

    private final Format format;
    private final byte[] file;
    private final ThumbnailSettings settings;
    private final Orientation orientation;
    private final List<String> warnings = new ArrayList<>();

    ImageDecoder(
            Format format, byte[] file, ThumbnailSettings settings, Orientation orientation) {
        this.format = format;
        this.file = file;
        this.settings = settings;
        this.orientation = orientation;
    }

    /**
     * The first picture of the file. A large one that is made much smaller is decoded with rows and
     * columns left out, but with at least twice the width of the result.
     */
    BufferedImage decode() throws IOException, Damage {
        ImageReader reader = Readers.of(format).createReaderInstance(null);
        try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            Limits.check(width, height, settings);
            ImageReadParam param = reader.getDefaultReadParam();
            int step = step(width, height);
            param.setSourceSubsampling(step, step, 0, 0);
            Limits.checkMemory((long) (width / step) * (height / step) * 4);
            BufferedImage image = reader.read(0, param);
            refuseWarnings();
            return image;
        } catch (RuntimeException e) { // readers meet damaged data with all kinds of these
            throw new Damage("the picture is damaged: " + e + Damage.REMEDY, e);
        } finally {
            reader.dispose();
        }
    }

    private int step(int width, int height) {
        if ((long) width * height <= WHOLE_PIXELS) {
            return 1;
        }
        int side = orientation.swapsSides ? height : width;
        return Math.max(1, side / (2 * settings.width()));
    }

    /**
     * The JPEG decoder fills up what is missing and only warns. Bytes too many before a marker are
     * what some cameras leave there; nothing is missing then.
     */
    private void refuseWarnings() throws Damage {
        for (String warning : warnings) {
            if (warning.startsWith("Truncated File")) {
                throw Damage.cutShort("its data end before its end mark");
            }
            if (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes")) {
                throw Damage.broken("its decoder says " + warning);
            }
        }
    }
}
