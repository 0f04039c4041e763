package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PngStructure;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.WebpStructure;

import org.jspecify.annotations.Nullable;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * The colour spaces that ICC profiles describe. The few last ones are kept, for a camera writes the
 * same one into every picture and making sense of it takes longer than a small picture. A space
 * that shows colours as sRGB does is as good as none.
 */
public final class ColourProfiles {
    private static final int KEPT = 16;
    private static final int STEPS = 4;
    private static final int LARGEST = 8 << 20;

    /** Colours this near, out of 1, are the same when stored in eight bits, give or take one. */
    private static final float NEAR = 1.5f / 255;

    private static final Map<ByteBuffer, Optional<ColorSpace>> SPACES =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<ByteBuffer, Optional<ColorSpace>> eldest) {
                    return size() > KEPT;
                }
            };

    private ColourProfiles() {}

    /** The colour space of the red, green and blue of a picture that is whole; null: sRGB. */
    public static @Nullable ColorSpace ofColours(PictureFormat format, byte[] file)
            throws RejectedPictureException {
        byte[] profile =
                switch (format) {
                    case PNG -> inflated(PngStructure.chunk(file, "iCCP"));
                    case WEBP -> WebpStructure.chunk(file, "ICCP");
                    case JPEG, GIF, BMP, TIFF -> null; // their decoders tell
                };
        return profile == null ? null : space(profile, 3).orElse(null);
    }

    /** The profile in a PNG's chunk, where it stands compressed behind its name. */
    private static byte @Nullable [] inflated(byte @Nullable [] chunk) {
        if (chunk == null) {
            return null;
        }
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        int from = Math.min(name + 2, chunk.length);
        try (InputStream in =
                new InflaterInputStream(
                        new ByteArrayInputStream(chunk, from, chunk.length - from))) {
            return in.readNBytes(LARGEST);
        } catch (IOException broken) { // costs the exact colours only
            return null;
        }
    }

    /** The colour space of a profile; none if it is sRGB, broken, or of another kind of colours. */
    public static Optional<ColorSpace> space(byte[] profile, int components) {
        ByteBuffer key = ByteBuffer.wrap(profile);
        synchronized (SPACES) {
            Optional<ColorSpace> known = SPACES.get(key);
            if (known == null) {
                known = read(profile);
                SPACES.put(key, known);
            }
            return known.filter(space -> space.getNumComponents() == components);
        }
    }

    private static Optional<ColorSpace> read(byte[] profile) {
        try {
            ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
            boolean inks = space.getType() == ColorSpace.TYPE_CMYK;
            boolean lights = space.getType() == ColorSpace.TYPE_RGB && !looksLikeSrgb(space);
            return inks || lights ? Optional.of(space) : Optional.empty();
        } catch (RuntimeException broken) { // costs the exact colours only
            return Optional.empty();
        }
    }

    private static boolean looksLikeSrgb(ColorSpace space) {
        int side = STEPS + 1;
        for (int i = 0; i < side * side * side; i++) {
            int red = i % side;
            int green = i / side % side;
            int blue = i / (side * side);
            float most = STEPS;
            float[] colour = {red / most, green / most, blue / most};
            float[] shown = space.toRGB(colour);
            for (int band = 0; band < 3; band++) {
                if (Math.abs(shown[band] - colour[band]) > NEAR) {
                    return false;
                }
            }
        }
        return true;
    }
}
