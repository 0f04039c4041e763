package dev.hocket.jobs.images.pixels;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The colour spaces that ICC profiles describe. The few last ones are kept, for a camera writes the
 * same one into every picture and making sense of it takes longer than a small picture. A space
 * that shows colours as sRGB does is as good as none.
 */
public final class ColourProfiles {
    private static final int KEPT = 16;
    private static final int STEPS = 4;

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

    /**
     * The colour space of a profile.
     *
     * @return null if there is no profile, or it is sRGB, broken, or for another model
     */
    public static @Nullable ColorSpace space(byte @Nullable [] profile, PixelFormat.Model model) {
        if (profile == null) {
            return null;
        }
        ByteBuffer key = ByteBuffer.wrap(profile);
        synchronized (SPACES) {
            Optional<ColorSpace> known = SPACES.get(key);
            if (known == null) {
                known = read(profile);
                SPACES.put(key, known);
            }
            return known.filter(space -> space.getNumComponents() == model.colours).orElse(null);
        }
    }

    private static Optional<ColorSpace> read(byte[] profile) {
        try {
            ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
            boolean known =
                    switch (space.getType()) {
                        case ColorSpace.TYPE_CMYK -> true;
                        case ColorSpace.TYPE_RGB -> !looksLikeSrgb(space);
                        case ColorSpace.TYPE_GRAY -> !looksLikeGreyOfSrgb(space);
                        default -> false;
                    };
            return known ? Optional.of(space) : Optional.empty();
        } catch (RuntimeException broken) { // costs the exact colours only
            return Optional.empty();
        }
    }

    private static boolean looksLikeGreyOfSrgb(ColorSpace space) {
        for (int i = 0; i <= 4 * STEPS; i++) {
            float level = i / (4f * STEPS);
            if (Math.abs(space.toRGB(new float[] {level})[1] - level) > NEAR) {
                return false;
            }
        }
        return true;
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
