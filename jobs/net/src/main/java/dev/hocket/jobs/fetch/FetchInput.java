package dev.hocket.jobs.fetch;

import dev.hocket.http.UrlText;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * An input: a URL, and after it, if wanted, what the file must hash to.
 *
 * @param checksum the hash, or null
 */
record FetchInput(URI uri, @Nullable Checksum checksum) {

    /**
     * Reads an input.
     *
     * @throws IllegalArgumentException if it is none, with the reason
     */
    static FetchInput parse(String text) {
        String line = text.strip();
        int space = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
        if (space > 0 && Checksum.begins(line.substring(space + 1))) {
            return new FetchInput(
                    UrlText.parse(line.substring(0, space)),
                    Checksum.parse(line.substring(space + 1)));
        }
        return new FetchInput(UrlText.parse(line), null);
    }
}
