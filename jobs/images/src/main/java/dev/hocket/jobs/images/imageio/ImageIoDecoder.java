package dev.hocket.jobs.images.imageio;

import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.DecodedPicture;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.structure.BmpStructure;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.structure.PictureLimits;
import dev.hocket.jobs.images.structure.PngStructure;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.TiffStructure;
import dev.hocket.jobs.images.structure.WebpStructure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;

/** Decodes a picture in memory by ImageIO and its plugins. */
public final class ImageIoDecoder {
    /** Pictures up to this size are decoded whole, whatever the width of the result. */
    private static final long WHOLE_PIXELS = 16_000_000;

    private final PictureFormat format;
    private final byte[] file;
    private final PictureHeader header;
    private final ThumbnailSettings settings;

    /** A decoder of a file whose structure was checked. */
    public ImageIoDecoder(
            PictureFormat format, byte[] file, PictureHeader header, ThumbnailSettings settings) {
        this.format = format;
        this.file = file;
        this.header = header;
        this.settings = settings;
    }

    /**
     * The first picture of the file. A large one that is made much smaller is decoded with rows and
     * columns left out, but with at least twice the size of the result.
     */
    public DecodedPicture decode() throws RejectedPictureException, InterruptedException {
        return decode(true);
    }

    /** The same, with all of its rows and columns. */
    public DecodedPicture decodeWhole() throws RejectedPictureException, InterruptedException {
        return decode(false);
    }

    private DecodedPicture decode(boolean reduces)
            throws RejectedPictureException, InterruptedException {
        if (format == PictureFormat.TIFF) {
            TiffStructure.read(file).checkEmbedded();
        }
        byte[] known =
                switch (format) {
                    case BMP -> BmpStructure.withKnownHeader(file);
                    case WEBP -> WebpStructure.plain(file); // its reader applies a profile itself
                    default -> file;
                };
        ImageReader reader = reader();
        try (ImageInputStream in = new MemoryInput(known)) {
            reader.setInput(in, true, true);
            return decode(reader, reduces);
        } catch (IOException | RuntimeException e) { // of all kinds, where data are damaged
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while an image was decoded");
            }
            throw refusal(e);
        } finally {
            reader.dispose();
        }
    }

    private ImageReader reader() {
        try {
            return ImageIoProviders.of(format).createReaderInstance(null);
        } catch (IOException cannotBe) { // providers of readers in memory do not throw it
            throw new UncheckedIOException(cannotBe);
        }
    }

    private DecodedPicture decode(ImageReader reader, boolean reduces)
            throws IOException, RejectedPictureException, InterruptedException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        PictureLimits.check(width, height, settings);
        if (format == PictureFormat.PNG) {
            PngStructure.checkData(file);
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int step = 1;
        if (reduces && (long) width * height > WHOLE_PIXELS) {
            step = ResizePlan.of(settings, width, height, header.orientation()).step();
        }
        param.setSourceSubsampling(step, step, 0, 0);
        PictureLimits.checkMemory((long) (width / step) * (height / step) * 4);
        reader.addIIOReadProgressListener(new StopOnInterrupt());
        BufferedImage image = reader.read(0, param);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while an image was decoded");
        }
        return new DecodedPicture(new BufferedImageRows(image, header), width, height, null);
    }

    private static RejectedPictureException refusal(Exception e) {
        String said = String.valueOf(e.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (e instanceof UnsupportedOperationException
                || lower.contains("unsupported")
                || lower.contains("not supported")
                || lower.contains("not implemented")) {
            return RejectedPictureException.unsupported(
                    "what its decoder calls \"%s\"".formatted(said), "convert it to PNG");
        }
        return e instanceof IOException
                ? RejectedPictureException.damaged("its decoder says " + said, e)
                : RejectedPictureException.damaged(e.toString(), e);
    }

    /**
     * Has a reader stop between two rows when the thread that it runs on is interrupted: by an
     * exception, since not all of them look whether they are to abort.
     */
    private static final class StopOnInterrupt implements IIOReadProgressListener {
        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
