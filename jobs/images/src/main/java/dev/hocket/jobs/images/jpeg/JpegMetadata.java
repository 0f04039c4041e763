package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.ExifOrientations;
import dev.hocket.jobs.images.structure.FileBytes;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the application segments of a JPEG say of orientation and colours. */
public final class JpegMetadata {
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;

    /** How Adobe's segment says that components are stored. */
    enum Transform {
        UNKNOWN,
        NONE,
        YCC,
        YCCK
    }

    private final FileBytes bytes;
    private final TreeMap<Integer, byte[]> profile = new TreeMap<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private Transform transform = Transform.UNKNOWN;
    private boolean jfif;

    JpegMetadata(FileBytes bytes) {
        this.bytes = bytes;
    }

    Orientation orientation() {
        return orientation;
    }

    Transform transform() {
        return transform;
    }

    boolean jfif() {
        return jfif;
    }

    /** Reads a segment, if it is one that matters. */
    void read(int code, int at, int end) throws RejectedPictureException {
        if (code == APP0 && starts(at, end, "JFIF\0")) {
            jfif = true;
        } else if (code == APP1 && starts(at, end, "Exif\0")) {
            orientation = ExifOrientations.of(bytes.data(), Math.min(at + 6, end), end);
        } else if (code == APP2 && starts(at, end, "ICC_PROFILE\0") && end - at > 14) {
            profile.put(bytes.u8(at + 12L), Arrays.copyOfRange(bytes.data(), at + 14, end));
        } else if (code == APP14 && starts(at, end, "Adobe") && end - at >= 12) {
            transform =
                    switch (bytes.u8(at + 11L)) {
                        case 0 -> Transform.NONE;
                        case 1 -> Transform.YCC;
                        case 2 -> Transform.YCCK;
                        default -> Transform.UNKNOWN;
                    };
        }
    }

    /** The picture's profile; null if there is none. */
    byte @Nullable [] profile() {
        if (profile.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        profile.values().forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private boolean starts(int at, int end, String text) throws RejectedPictureException {
        if (end - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes.u8(at + (long) i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
