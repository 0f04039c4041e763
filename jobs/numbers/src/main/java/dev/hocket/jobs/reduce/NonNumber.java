package dev.hocket.jobs.reduce;

/** What a column may contain instead of a number. */
public enum NonNumber {
    /** Nothing or only blanks; in Parquet, a missing value. */
    BLANK("blank"),
    /** Text that is not a number, or a line without the column. */
    TEXT("text"),
    /** The floating-point value NaN, written as {@code nan} or stored. */
    NAN("nan");

    private final String word;

    NonNumber(String word) {
        this.word = word;
    }

    /** The word for it on a command line. */
    public String word() {
        return word;
    }
}
