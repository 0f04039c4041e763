package dev.hocket.jobs.reduce.text;

/** Text from files, as a message may show it: what a terminal would obey is written out. */
public final class PrintableText {
    private PrintableText() {}

    /**
     * The text, with {@code \n}, <code>\x1b</code> and the like for characters that do not print.
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(PrintableText::isPrinted)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> append(printable, c));
        return printable.toString();
    }

    /** The same, and of a longer text the beginning; a number is never shortened. */
    public static String shortened(String text, int most) {
        return of(
                text.length() <= most || text.matches("[-+.\\deE]*")
                        ? text
                        : text.substring(0, most) + "...");
    }

    private static void append(StringBuilder to, int c) {
        if (isPrinted(c)) {
            to.appendCodePoint(c);
            return;
        }
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> to.append((c < 0x100 ? "\\x%02x" : "\\u%04x").formatted(c));
        }
    }

    private static boolean isPrinted(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT, // among them those that turn the direction of what follows
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
