package dev.hocket.jobs.images;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A picture cannot be resized. The message names the file, the problem and the remedy. */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;

    private ImageException(String file, String message, @Nullable Throwable cause) {
        super(file + ": " + message, cause);
        this.file = file;
    }

    static ImageException of(Path file, String message) {
        return new ImageException(file.toString(), message, null);
    }

    static ImageException of(Path file, String message, @Nullable Throwable cause) {
        return new ImageException(file.toString(), message, cause);
    }

    /** The path of the picture, as it was given. */
    public String file() {
        return file;
    }
}
