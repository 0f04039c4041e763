package dev.hocket.jobs.images;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
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

    ImageDecoder(Format format, byte[] file, ThumbnailSettings settings, Orientation orientation) {
        this.format = format;
        this.file = file;
        this.settings = settings;
        this.orientation = orientation;
    }

    /**
     * The first picture of the file. A large one that is made much smaller is decoded with rows and
     * columns left out, but with at least twice the size of the result.
     */
    Picture decode() throws IOException, Damage {
        ImageReader reader = Readers.of(format).createReaderInstance(null);
        try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            Limits.check(width, height, settings);
            ImageReadParam param = reader.getDefaultReadParam();
            Layout layout = Layout.of(settings, width, height, orientation);
            int step = (long) width * height <= WHOLE_PIXELS ? 1 : layout.step();
            param.setSourceSubsampling(step, step, 0, 0);
            Limits.checkMemory((long) (width / step) * (height / step) * 4);
            return picture(reader.read(0, param), width, height);
        } catch (RuntimeException e) { // readers meet damaged data with all kinds of these
            throw new Damage("the picture is damaged: " + e + Damage.REMEDY, e);
        } finally {
            reader.dispose();
        }
    }

    private Picture picture(BufferedImage image, int width, int height) throws Damage {
        ImageRows rows = new ImageRows(image, settings.encoding().keepsAlpha());
        ColorSpace space = rows.space() == null ? Profiles.ofColours(format, file) : rows.space();
        return new Picture(rows, width, height, orientation, rows.colours() == 1 ? null : space);
    }
}
