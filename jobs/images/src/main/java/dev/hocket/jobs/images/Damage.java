package dev.hocket.jobs.images;

/** What is wrong with a picture's data, in words that follow the file's name in a message. */
final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about a picture that is cut short or changed on its way. */
    static final String REMEDY = "; get a whole copy of the file";

    Damage(String message) {
        super(message);
    }

    Damage(String message, Throwable cause) {
        super(message, cause);
    }

    /** A picture that stops before its end. */
    static Damage cutShort(String detail) {
        return new Damage("the picture is cut short: " + detail + REMEDY);
    }

    /** A picture whose data contradict its format. */
    static Damage broken(String detail) {
        return new Damage("the picture is damaged: " + detail + REMEDY);
    }
}
