package dev.hocket.jobs.exec;

import java.io.IOException;

/** Takes what a command prints line by line, while it runs. */
@FunctionalInterface
public interface LineSink {

    /**
     * Called for each line as it comes, by one thread at a time for one command, by many at once
     * for different ones. What came without a newline at the end of the output is handed over last;
     * a line beyond 1 MB comes in parts.
     *
     * @param argument the input whose command printed the line
     * @param output where it was printed
     * @param buffer holds the line, its newline included; to be read during the call only
     * @param offset where the line begins in the buffer
     * @param length how many bytes it has
     * @throws IOException ends the command, killing its processes, and is what its task throws
     */
    void line(CommandInput argument, CommandOutput output, byte[] buffer, int offset, int length)
            throws IOException;
}
