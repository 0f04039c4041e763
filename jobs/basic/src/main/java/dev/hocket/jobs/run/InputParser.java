package dev.hocket.jobs.run;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Converts a word of text to a value of a task's input type.
 *
 * <p>Numbers may be surrounded by white space; text, paths and URIs are used unchanged. Parsers are
 * immutable and may be used by any number of threads.
 *
 * @param <I> the type of the values
 */
public final class InputParser<I> {
    private static final int LONGEST_SHOWN = 100;
    private static final String WHOLE = "a whole number";

    private static final List<InputParser<?>> KNOWN =
            List.of(
                    new InputParser<>(String.class, "a String", "text", text -> text),
                    new InputParser<>(
                            Path.class, "a Path", "the name of a file", InputParser::path),
                    new InputParser<>(URI.class, "a URI", "RFC 3986", InputParser::uri),
                    new InputParser<>(
                            Integer.class,
                            "an Integer",
                            WHOLE + range(Integer.MIN_VALUE, Integer.MAX_VALUE),
                            text -> Integer.valueOf(text.strip())),
                    new InputParser<>(
                            Long.class,
                            "a Long",
                            WHOLE + range(Long.MIN_VALUE, Long.MAX_VALUE),
                            text -> Long.valueOf(text.strip())),
                    new InputParser<>(
                            Double.class,
                            "a Double",
                            "a decimal number such as 2.5 or 1e-3",
                            InputParser::decimal),
                    new InputParser<>(
                            BigInteger.class,
                            "a BigInteger",
                            WHOLE + " of any size",
                            text -> new BigInteger(text.strip())),
                    new InputParser<>(
                            BigDecimal.class,
                            "a BigDecimal",
                            "a decimal number such as 2.5 or 1e-3",
                            text -> new BigDecimal(text.strip())));

    private final Class<I> type;
    private final String name;
    private final String rule;
    private final Conversion<I> conversion;

    private InputParser(Class<I> type, String name, String rule, Conversion<I> conversion) {
        this.type = type;
        this.name = name;
        this.rule = rule;
        this.conversion = conversion;
    }

    /** Text to value; refuses with an IllegalArgumentException. */
    private interface Conversion<I> {
        I convert(String text);
    }

    /** A refusal that knows more than that the text does not fit. */
    private static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String why;

        Refusal(String why) {
            super(why);
            this.why = why;
        }
    }

    /**
     * The parser for a type: one of String, Path, URI, Integer, Long, Double, BigInteger,
     * BigDecimal, the primitives {@code int}, {@code long} and {@code double}, or a supertype of
     * String, such as Object and CharSequence; else a class with {@code valueOf(String)}, {@code
     * parse(String)}, {@code parse(CharSequence)}, {@code of(String)} or a constructor with one
     * String, of which the first is used. A type variable counts as its first bound.
     *
     * @return the parser; empty if text cannot be converted to this type
     */
    public static Optional<InputParser<?>> of(Type type) {
        Class<?> raw = TypeArguments.boxed(TypeArguments.raw(type));
        for (InputParser<?> parser : KNOWN) {
            if (parser.type == raw) {
                return Optional.of(parser);
            }
        }
        return raw.isAssignableFrom(String.class)
                ? Optional.of(KNOWN.getFirst())
                : TextFactory.of(raw).map(factory -> byFactory(raw, factory));
    }

    private static <I> InputParser<I> byFactory(Class<I> type, TextFactory factory) {
        return new InputParser<>(
                type,
                "of type " + TaskChoice.nameOf(type),
                factory.rule(),
                text -> {
                    try {
                        return type.cast(factory.convert(text));
                    } catch (IllegalArgumentException e) {
                        throw new Refusal(String.valueOf(e.getMessage()));
                    }
                });
    }

    /** The names of the supported types, for messages: {@code String, Path, URI, ...}. */
    public static String supported() {
        return KNOWN.stream().map(p -> p.type.getSimpleName()).collect(Collectors.joining(", "))
                + ", or a class with valueOf(String), parse(String), parse(CharSequence),"
                + " of(String) or a constructor with one String";
    }

    /** The type of the values. */
    public Class<I> type() {
        return type;
    }

    /**
     * Parses a word whose position is unknown or irrelevant.
     *
     * @throws BadInputException if the word is not a value of the type
     */
    public I parse(String text) {
        return parse("", text);
    }

    /**
     * Parses a word.
     *
     * @param position the position of the word among the inputs, from 1; used only in the message
     * @throws BadInputException if the word is not a value of the type
     */
    public I parse(String text, long position) {
        return parse("input " + position + ": ", text);
    }

    private I parse(String where, String text) {
        try {
            return conversion.convert(text);
        } catch (Refusal refusal) {
            throw refused(where, text, refusal.why);
        } catch (IllegalArgumentException e) {
            throw refused(where, text, rule);
        }
    }

    private BadInputException refused(String where, String text, String why) {
        String shown =
                text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return new BadInputException(where + "'" + shown + "' is not " + name + " (" + why + ")");
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new Refusal("it is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal(
                    isText(text)
                            ? e.getReason()
                            : "it is not UTF-8, and Java cannot open such a file");
        }
    }

    /** Whether it holds no half of a character, which stands for a byte that is not UTF-8. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static URI uri(String text) {
        if (text.isEmpty()) {
            throw new Refusal("it is empty");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            String place = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
            throw new Refusal(e.getReason() + place);
        }
    }

    private static Double decimal(String text) {
        String number = text.strip();
        // Double.valueOf also reads Java's literal suffixes: 1d and 2f are no numbers to a user.
        if (!number.isEmpty() && "dDfF".indexOf(number.charAt(number.length() - 1)) >= 0) {
            throw new NumberFormatException();
        }
        return Double.valueOf(number);
    }

    private static String range(long from, long to) {
        return " from " + from + " to " + to;
    }
}
