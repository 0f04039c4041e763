package dev.hocket.jobs.images.vips;

import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.WebpStructure;
import java.util.Locale;

/**
 * By how much libvips reduces a picture while it decodes it.
 *
 * @param option how libvips is told; empty where it does not
 * @param times by how much the sides become shorter
 */
record VipsReduction(String option, double times) {
    private static final VipsReduction NONE = new VipsReduction("", 1);

    /** The greatest reduction that leaves enough for the result. */
    static VipsReduction of(PictureFormat kind, byte[] file, ResizePlan plan, int width, int height)
            throws RejectedPictureException {
        return switch (kind) {
            case JPEG -> jpeg(plan, height);
            case WEBP -> WebpStructure.hasAlpha(file) ? NONE : webp(plan, width, height);
            default -> NONE;
        };
    }

    /**
     * A power of two. It leaves out a last row that is not whole; the data of the picture must not
     * end with one, as nobody would see that they are not there.
     */
    private static VipsReduction jpeg(ResizePlan plan, int height) {
        int shrink = Integer.highestOneBit(8 / plan.eighths());
        while (height % 8 > 0 && height % 8 < shrink) {
            shrink /= 2;
        }
        return shrink == 1
                ? NONE
                : new VipsReduction(String.format(Locale.ROOT, "shrink=%d,", shrink), shrink);
    }

    /** Any factor, so that the rest is little; the decoder goes through all data nevertheless. */
    private static VipsReduction webp(ResizePlan plan, int width, int height) {
        double times = Math.min((double) width / plan.width(), (double) height / plan.height());
        return times <= 1
                ? NONE
                : new VipsReduction(String.format(Locale.ROOT, "scale=%.9f,", 1 / times), times);
    }

    /** How many pixels of a picture of this size are decoded to. */
    long pixels(int width, int height) {
        return (long) (width / times * (height / times));
    }
}
