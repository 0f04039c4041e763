package dev.hocket.cli.job;

import dev.hocket.joblog.ResultCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps outputs that are texts. */
enum TextCodec implements ResultCodec<String> {
    UTF_8;

    @Override
    public void write(String output, OutputStream to) throws IOException {
        to.write(output.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String read(InputStream from) throws IOException {
        return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    }
}
