package dev.hocket.cli.job;

import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.exec.ExactText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Keeps outputs that are texts. */
enum TextCodec implements ResultCodec<String> {
    UTF_8;

    @Override
    public void write(String output, OutputStream to) throws IOException {
        to.write(ExactText.bytes(output));
    }

    @Override
    public String read(InputStream from) throws IOException {
        byte[] bytes = from.readAllBytes();
        return ExactText.of(bytes, 0, bytes.length);
    }
}
