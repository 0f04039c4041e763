package dev.hocket.cli.option;

import dev.hocket.cli.terminal.Wording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The texts between delimiters of a stream in UTF-8, read one by one. */
final class DelimitedTexts extends Spliterators.AbstractSpliterator<String> {
    private final BufferedReader reader;
    private final String name;
    private final char delimiter;

    private DelimitedTexts(InputStream stream, String name, char delimiter) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.reader =
                new BufferedReader(
                        new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
        this.name = name;
        this.delimiter = delimiter;
    }

    /** The texts; closing them closes the stream. */
    static Stream<String> of(InputStream stream, String name, char delimiter) {
        DelimitedTexts texts = new DelimitedTexts(stream, name, delimiter);
        return StreamSupport.stream(texts, false).onClose(texts::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
        StringBuilder text = new StringBuilder();
        try {
            int c = reader.read();
            if (c < 0) {
                return false;
            }
            for (; c >= 0 && c != delimiter; c = reader.read()) {
                text.append((char) c);
            }
        } catch (CharacterCodingException malformed) {
            throw new UncheckedIOException(
                    name
                            + " is not UTF-8; convert it first, for example with iconv -f latin1 -t"
                            + " utf-8",
                    malformed);
        } catch (IOException failed) {
            throw new UncheckedIOException(name + ": " + Wording.problem(failed), failed);
        }
        action.accept(text.toString());
        return true;
    }

    private void close() {
        try {
            reader.close();
        } catch (IOException readOnly) {
            // nothing is lost by it
        }
    }
}
