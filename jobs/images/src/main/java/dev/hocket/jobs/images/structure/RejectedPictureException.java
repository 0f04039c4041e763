package dev.hocket.jobs.images.structure;

/**
 * Why a picture gives no result, in words that follow the file's name in a message. Three kinds are
 * kept apart, because they ask for three things: a damaged picture for a whole copy, one that is
 * not supported for another format, one that is over a limit for a higher limit.
 */
public final class RejectedPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String WHOLE_COPY = "; get a complete copy of the file";

    /** A picture over a limit, or settings that do not fit it. */
    public RejectedPictureException(String message) {
        super(message);
    }

    private RejectedPictureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A picture that stops before its end. */
    public static RejectedPictureException cutShort(String detail) {
        return new RejectedPictureException("the image is truncated: " + detail + WHOLE_COPY);
    }

    /** A picture whose data contradict its format. */
    public static RejectedPictureException damaged(String detail) {
        return new RejectedPictureException("the image is damaged: " + detail + WHOLE_COPY);
    }

    /** A picture whose data contradict its format, as a decoder found. */
    public static RejectedPictureException damaged(String detail, Throwable cause) {
        return new RejectedPictureException("the image is damaged: " + detail + WHOLE_COPY, cause);
    }

    /**
     * A sound picture of a kind that is not read.
     *
     * @param kind what is not supported: "TIFF compressed with JBIG"
     * @param remedy what to do instead: "convert it to PNG"
     */
    public static RejectedPictureException unsupported(String kind, String remedy) {
        return new RejectedPictureException(kind + " is not supported; " + remedy);
    }
}
