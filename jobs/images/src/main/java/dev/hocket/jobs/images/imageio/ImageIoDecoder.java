package dev.hocket.jobs.images.imageio;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.ColourProfiles;
import dev.hocket.jobs.images.pixels.DecodedPicture;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureLimits;
import dev.hocket.jobs.images.structure.RejectedPictureException;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;

import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes a picture in memory by ImageIO and its plugins. */
public final class ImageIoDecoder {
    /** Pictures up to this size are decoded whole, whatever the width of the result. */
    private static final long WHOLE_PIXELS = 16_000_000;

    private final PictureFormat format;
    private final byte[] file;
    private final ThumbnailSettings settings;
    private final Orientation orientation;

    public ImageIoDecoder(
            PictureFormat format,
            byte[] file,
            ThumbnailSettings settings,
            Orientation orientation) {
        this.format = format;
        this.file = file;
        this.settings = settings;
        this.orientation = orientation;
    }

    /**
     * The first picture of the file. A large one that is made much smaller is decoded with rows and
     * columns left out, but with at least twice the size of the result.
     */
    public DecodedPicture decode() throws IOException, RejectedPictureException {
        ImageReader reader = ImageIoProviders.of(format).createReaderInstance(null);
        try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            PictureLimits.check(width, height, settings);
            ImageReadParam param = reader.getDefaultReadParam();
            ResizePlan layout = ResizePlan.of(settings, width, height, orientation);
            int step = (long) width * height <= WHOLE_PIXELS ? 1 : layout.step();
            param.setSourceSubsampling(step, step, 0, 0);
            PictureLimits.checkMemory((long) (width / step) * (height / step) * 4);
            return picture(reader.read(0, param), width, height);
        } catch (RuntimeException e) { // readers meet damaged data with all kinds of these
            throw new RejectedPictureException(
                    "the picture is damaged: " + e + RejectedPictureException.REMEDY, e);
        } finally {
            reader.dispose();
        }
    }

    private DecodedPicture picture(BufferedImage image, int width, int height)
            throws RejectedPictureException {
        BufferedImageRows rows = new BufferedImageRows(image, settings.encoding().keepsAlpha());
        ColorSpace space =
                rows.space() == null ? ColourProfiles.ofColours(format, file) : rows.space();
        return new DecodedPicture(
                rows, width, height, orientation, rows.colours() == 1 ? null : space);
    }
}
