package dev.hocket.jobs.reduce;

/** What a column may hold instead of a number. */
public enum NonNumber {
    /** Nothing, or blanks; in Parquet, no value. */
    BLANK("blank"),
    /** Something that is not a number; also a line that lacks the column. */
    TEXT("text"),
    /** The value that is not a number, written as {@code nan} or stored as such. */
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
