package dev.hocket.jobs.images.structure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of picture that are read, told apart by their first bytes, never by a file's name. */
public enum PictureFormat {
    JPEG("jpg jpeg jpe jfif"),
    PNG("png"),
    GIF("gif"),
    BMP("bmp dib"),
    TIFF("tif tiff"),
    WEBP("webp");

    /** The kinds in words, for messages. */
    public static final String NAMES = "JPEG, PNG, GIF, BMP, TIFF and WebP";

    private final String extensions;

    PictureFormat(String extensions) {
        this.extensions = extensions;
    }

    /** The format whose signature the bytes start with, or null. */
    public static @Nullable PictureFormat of(byte[] file) {
        if (starts(file, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (starts(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (starts(file, 0, "GIF87a") || starts(file, 0, "GIF89a")) {
            return GIF;
        } else if (starts(file, 0, "BM")) {
            return BMP;
        } else if (starts(file, 0, "II*\0") || starts(file, 0, "MM\0*")) {
            return TIFF;
        } else if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) {
            return WEBP;
        }
        return null;
    }

    /** Whether a file of this name is taken for a picture when a folder is searched. */
    public static boolean nameLooksLikePicture(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 1) { // a name that starts with a dot is hidden, not an extension
            return false;
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        for (PictureFormat format : values()) {
            if (Arrays.asList(format.extensions.split(" ", -1)).contains(extension)) {
                return true;
            }
        }
        return false;
    }

    private static boolean starts(byte[] file, int at, String signature) {
        byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
        if (file.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (file[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
