package dev.hocket.jobs.images.structure;

/** What is wrong with a picture's data, in words that follow the file's name in a message. */
public final class RejectedPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about a picture that is cut short or changed on its way. */
    public static final String REMEDY = "; get a whole copy of the file";

    public RejectedPictureException(String message) {
        super(message);
    }

    public RejectedPictureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A picture that stops before its end. */
    public static RejectedPictureException cutShort(String detail) {
        return new RejectedPictureException("the picture is cut short: " + detail + REMEDY);
    }

    /** A picture whose data contradict its format. */
    public static RejectedPictureException broken(String detail) {
        return new RejectedPictureException("the picture is damaged: " + detail + REMEDY);
    }
}
